import { sha256Hex } from '../generic/hash.js';
import { type HeaderTable, headerValue } from '../generic/http-request.js';
import type { JdcloudVersion } from './version.js';

/** The hash that the client declares for the body, in version 3 only. */
export function declaredPayloadHash(headers: HeaderTable, version: JdcloudVersion): string | undefined {
  return version === 'JDCLOUD3' ? headerValue(headers, 'x-jdcloud-content-sha256') || undefined : undefined;
}

/** SHA-256 of the exact bytes of the body, or what the client declares. */
export async function payloadHash(
  body: string | Uint8Array,
  headers: HeaderTable,
  version: JdcloudVersion,
): Promise<string> {
  return declaredPayloadHash(headers, version) ?? sha256Hex(body);
}
