import type { HmacHash, SigningKey } from '../digest/digest.js';
import { digest } from '../digest/platform.js';

/** A key for HMAC that can sign and cannot be read back. */
export async function importHmacKey(secret: string | Uint8Array, hash: HmacHash = 'SHA-256'): Promise<SigningKey> {
  return digest.importKey(secret, hash);
}

/** HMAC of a text or of bytes, at once where the platform can; the key says with which hash. */
export function hmac(key: SigningKey, data: string | Uint8Array): Uint8Array | Promise<Uint8Array> {
  return digest.hmac(key, data);
}

/** The same as text. */
export function hmacText(
  key: SigningKey,
  data: string | Uint8Array,
  encoding: 'hex' | 'base64',
): string | Promise<string> {
  return digest.hmacText(key, data, encoding);
}
