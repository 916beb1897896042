import { encodeHex } from './hex.js';
import { toBytes } from './utf8.js';

/** SHA-256 in hexadecimal. */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  return encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(data))));
}
