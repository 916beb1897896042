import { type HeaderTable, presentValues } from '../generic/http-request.js';

/** One line for each signed header, each with its line end; values trimmed and otherwise as they are, as the vendor's SDKs sign them. */
export function canonicalHeaders(headers: HeaderTable, signedHeaders: readonly string[]): string {
  return signedHeaders
    .map((name) => {
      const values = presentValues(headers, name).map((value) => value.trim());
      return `${name}:${values.join(',')}\n`;
    })
    .join('');
}
