import { type HeaderTable, joinedValue } from '../../generic/http-request.js';

/** One line for each signed header, each with its line end; values trimmed and in lower case. */
export function canonicalHeaders(headers: HeaderTable, signedHeaders: readonly string[]): string {
  let lines = '';
  for (const name of signedHeaders) lines += `${name}:${joinedValue(headers, name).toLowerCase()}\n`;
  return lines;
}
