import type { SigningKey } from '../digest/digest.js';
import { hmac, importHmacKey } from './hmac.js';

/** HMAC over HMAC: the result for one part is the key for the next. The bytes in between are wiped. */
export async function deriveKey(secret: string, parts: readonly string[]): Promise<SigningKey> {
  let key = await importHmacKey(secret);
  for (const part of parts) {
    const bytes = await hmac(key, part);
    key = await importHmacKey(bytes);
    bytes.fill(0);
  }
  return key;
}
