import { sha256Hex } from '../generic/hash.js';
import { type JdcloudVersion, schemeOf } from './version.js';

/** The text over which the signature is made. */
export async function stringToSign(
  canonicalRequest: string,
  date: string,
  credentialScope: string,
  version: JdcloudVersion,
): Promise<string> {
  return [schemeOf(version), date, credentialScope, await sha256Hex(canonicalRequest)].join('\n');
}
