import type { HmacHash, SigningKey } from '../digest/digest.js';
import { digest } from '../digest/platform.js';

/** A key for HMAC that can sign and cannot be read back. */
export async function importHmacKey(secret: string | Uint8Array, hash: HmacHash = 'SHA-256'): Promise<SigningKey> {
  return digest.importKey(secret, hash);
}

/** HMAC of a text or of bytes; the key says with which hash. */
export async function hmac(key: SigningKey, data: string | Uint8Array): Promise<Uint8Array> {
  return digest.hmac(key, data);
}
