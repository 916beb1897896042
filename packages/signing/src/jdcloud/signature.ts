import type { SigningKey } from '../digest/digest.js';
import { encodeHex } from '../generic/hex.js';
import { hmac } from '../generic/hmac.js';

export async function signature(signingKey: SigningKey, stringToSign: string): Promise<string> {
  return encodeHex(await hmac(signingKey, stringToSign));
}
