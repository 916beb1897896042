import { sha256Hex } from '../generic/hash.js';

export const SCHEME = 'ZC2-HMAC-SHA256';

/** The text over which the signature is made; there is no credential scope. */
export async function stringToSign(canonicalRequest: string, timestamp: string): Promise<string> {
  return [SCHEME, timestamp, await sha256Hex(canonicalRequest)].join('\n');
}
