import type { HeaderTable, HttpRequest } from '../../generic/http-request.js';
import { canonicalHeaders } from './canonical-headers.js';

/** The text that both sides make of a request. Path and query stand in it exactly as they are sent, the query unsorted. */
export function canonicalRequest(
  { method, path, query = '' }: HttpRequest,
  headers: HeaderTable,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  return [method, path, query, canonicalHeaders(headers, signedHeaders), signedHeaders.join(';'), payloadHash].join(
    '\n',
  );
}
