import { normalizePercentEncoding, percentDecode } from '../generic/percent.js';
import { fromBytes } from '../generic/utf8.js';
import type { JdcloudVersion } from './version.js';

interface Item {
  readonly name: string;
  readonly value: string;
  readonly sortBy: string;
}

/**
 * The query with its items decoded, sorted by name and then by value, and encoded anew. A name without value keeps its `=`.
 * Names are compared decoded in version 2 and encoded in version 3; values encoded in both. Version 3 drops items without a name.
 */
export function canonicalQuery(query: string, version: JdcloudVersion): string {
  return query
    .split('&')
    .filter((item) => item !== '')
    .map((item) => readItem(item, version))
    .filter(({ name }) => version === 'JDCLOUD2' || name !== '')
    .sort((a, b) => compare(a.sortBy, b.sortBy) || compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

function readItem(item: string, version: JdcloudVersion): Item {
  const end = item.indexOf('=');
  const written = end < 0 ? item : item.slice(0, end);
  const name = normalizePercentEncoding(written, { plusIsSpace: true });
  const value = end < 0 ? '' : normalizePercentEncoding(item.slice(end + 1), { plusIsSpace: true });
  const sortBy = version === 'JDCLOUD3' || !name.includes('%') ? name : (fromBytes(percentDecode(name)) ?? name);
  return { name, value, sortBy };
}

/** By code unit, as plain `sort` does: `filters.10` stands before `filters.2`. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
