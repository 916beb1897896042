import type { SigningKey } from '../../digest/digest.js';
import { encodeBase64 } from '../../generic/base64.js';
import { hmac } from '../../generic/hmac.js';

export async function signature(signingKey: SigningKey, stringToSign: string): Promise<string> {
  return encodeBase64(await hmac(signingKey, stringToSign));
}
