import type { JdcloudCredentials } from '@launchspec/signing/jdcloud';
import type { Values } from '../core/pick-values.js';

export function makeJdcloud({ id = '', secret = '', token }: Values): JdcloudCredentials {
  return { accessKeyId: id, secretAccessKey: secret, ...(token === undefined ? {} : { sessionToken: token }) };
}
