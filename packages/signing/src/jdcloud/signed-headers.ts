import type { HeaderTable } from '../generic/http-request.js';
import type { JdcloudVersion } from './version.js';

/** Headers that are left out because they are made from the signature, or changed on the way. */
const UNSIGNED = new Set(['authorization', 'user-agent']);

/** The headers that are signed when the caller names none: all that there are, except two. */
export function defaultSignedHeaders(headers: HeaderTable): string[] {
  return [...headers.keys()].filter((name) => !UNSIGNED.has(name)).sort();
}

/**
 * The headers that a client has to sign. JD Cloud's Python SDK, which alone signs with version 3, adds date and nonce after signing: there
 * the date is covered by the string to sign only, and the nonce by nothing.
 */
export function requiredSignedHeaders(headers: HeaderTable, version: JdcloudVersion): string[] {
  if (version === 'JDCLOUD3') return [];
  const required = ['x-jdcloud-date', 'x-jdcloud-nonce'];
  return headers.has('x-jdcloud-security-token') ? [...required, 'x-jdcloud-security-token'] : required;
}
