import { digest } from '../digest/platform.js';

/** SHA-256 in hexadecimal, at once where the platform can. */
export function sha256Hex(data: string | Uint8Array): string | Promise<string> {
  return digest.sha256(data);
}
