import type { SigningKey } from '../digest/digest.js';
import { importHmacKey } from '../generic/hmac.js';
import { cachedKey } from '../generic/key-cache.js';
import type { ZenlayerCredentials } from './credentials.js';

/** The password as a key, without derivation. It is kept with the credentials object and cannot be read back. */
export function signingKey(credentials: ZenlayerCredentials): Promise<SigningKey> {
  const secret = credentials.accessKeyPassword;
  return cachedKey(credentials, secret, 'ZC2', () => importHmacKey(secret));
}
