import type { HeaderTable, HttpRequest } from '../generic/http-request.js';
import { canonicalHeaders } from './canonical-headers.js';

/** The text that both sides make of a request. The URI in it is `/`, whatever the path is: the path is not protected. */
export function canonicalRequest(
  { method, query = '' }: HttpRequest,
  headers: HeaderTable,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  return [method, '/', query, canonicalHeaders(headers, signedHeaders), signedHeaders.join(';'), payloadHash].join(
    '\n',
  );
}
