import type { SigningKey } from '../../digest/digest.js';
import { importHmacKey } from '../../generic/hmac.js';
import { cachedKey } from '../../generic/key-cache.js';
import type { TencentCredentials } from '../credentials.js';
import { HASHES, type SignatureMethod } from './signature-method.js';

/** The secret as a key, without derivation. It is kept with the credentials object and cannot be read back. */
export function signingKey(credentials: TencentCredentials, method: SignatureMethod): Promise<SigningKey> {
  const secret = credentials.secretKey;
  return cachedKey(credentials, secret, method, () => importHmacKey(secret, HASHES[method]));
}
