import { encodeHex } from '../generic/hex.js';
import { hmac } from '../generic/hmac.js';

export async function signature(signingKey: CryptoKey, stringToSign: string): Promise<string> {
  return encodeHex(await hmac(signingKey, stringToSign));
}
