import { digest } from '../digest/platform.js';
import { encodeHex } from './hex.js';

/** SHA-256 in hexadecimal. */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  return encodeHex(await digest.sha256(data));
}
