import { type HeaderTable, presentValues } from '../generic/http-request.js';
import type { JdcloudVersion } from './version.js';

/**
 * One line for each signed header, each with its line end. Values are trimmed; version 2 also makes one space of a run of white space.
 * Values of a repeated header are joined by commas.
 */
export function canonicalHeaders(
  headers: HeaderTable,
  signedHeaders: readonly string[],
  version: JdcloudVersion,
): string {
  return signedHeaders
    .map((name) => {
      const values = presentValues(headers, name).map((value) => value.trim());
      const joined = values.join(',');
      return `${name}:${version === 'JDCLOUD2' ? joined.replace(/\s+/g, ' ') : joined}\n`;
    })
    .join('');
}
