import type { ZenlayerCredentials, ZenlayerToken } from '@launchspec/signing/zenlayer';
import type { Values } from '../core/pick-values.js';

/** A token goes before keys, as in `zeno`. */
export function makeZenlayer({ id = '', secret = '', token }: Values): ZenlayerCredentials | ZenlayerToken {
  return token === undefined ? { accessKeyId: id, accessKeyPassword: secret } : { token };
}
