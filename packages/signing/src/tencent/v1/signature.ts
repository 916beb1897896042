import { encodeBase64 } from '../../generic/base64.js';
import { hmac } from '../../generic/hmac.js';

export async function signature(signingKey: CryptoKey, stringToSign: string): Promise<string> {
  return encodeBase64(await hmac(signingKey, stringToSign));
}
