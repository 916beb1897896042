import type { SigningKey } from '../digest/digest.js';
import { hmacText } from '../generic/hmac.js';

export async function signature(signingKey: SigningKey, stringToSign: string): Promise<string> {
  return hmacText(signingKey, stringToSign, 'hex');
}
