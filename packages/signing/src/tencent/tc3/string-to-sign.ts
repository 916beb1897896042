import { sha256Hex } from '../../generic/hash.js';

export const SCHEME = 'TC3-HMAC-SHA256';

/** The text over which the signature is made. */
export async function stringToSign(
  canonicalRequest: string,
  timestamp: string,
  credentialScope: string,
): Promise<string> {
  return [SCHEME, timestamp, credentialScope, await sha256Hex(canonicalRequest)].join('\n');
}
