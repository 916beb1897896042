import { type HeaderTable, presentValues } from '../../generic/http-request.js';

/** One line for each signed header, each with its line end; values trimmed and in lower case. */
export function canonicalHeaders(headers: HeaderTable, signedHeaders: readonly string[]): string {
  return signedHeaders
    .map((name) => {
      const values = presentValues(headers, name).map((value) => value.trim().toLowerCase());
      return `${name}:${values.join(',')}\n`;
    })
    .join('');
}
