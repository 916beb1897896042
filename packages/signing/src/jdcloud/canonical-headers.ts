import { type HeaderTable, joinedValue } from '../generic/http-request.js';
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
  let lines = '';
  for (const name of signedHeaders) {
    const value = joinedValue(headers, name);
    lines += `${name}:${version === 'JDCLOUD2' ? value.replace(/\s+/g, ' ') : value}\n`;
  }
  return lines;
}
