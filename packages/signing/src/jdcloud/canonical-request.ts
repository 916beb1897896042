import type { HeaderTable, HttpRequest } from '../generic/http-request.js';
import { canonicalHeaders } from './canonical-headers.js';
import { canonicalQuery } from './canonical-query.js';
import { canonicalUri } from './canonical-uri.js';
import type { JdcloudVersion } from './version.js';

/** The text that both sides make of a request. Headers are given apart, as those to be added belong to them. */
export function canonicalRequest(
  { method, path, query = '' }: HttpRequest,
  headers: HeaderTable,
  signedHeaders: readonly string[],
  payloadHash: string,
  version: JdcloudVersion,
): string {
  return [
    version === 'JDCLOUD3' ? method.toUpperCase() : method,
    canonicalUri(path, version),
    canonicalQuery(query, version),
    canonicalHeaders(headers, signedHeaders, version),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}
