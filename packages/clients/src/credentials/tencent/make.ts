import type { TencentCredentials } from '@launchspec/signing/tencent';
import type { Values } from '../core/pick-values.js';

export function makeTencent({ id = '', secret = '', token }: Values): TencentCredentials {
  return { secretId: id, secretKey: secret, ...(token === undefined ? {} : { token }) };
}
