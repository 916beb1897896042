import type { HeaderTable } from './http-request.js';

/** Names as they stand in SignedHeaders: lower case, sorted, each once. */
export function sortHeaderNames(names: Iterable<string>): string[] {
  return [...new Set(Array.from(names, (name) => name.toLowerCase()))].sort();
}

/** What is wrong with a client's list of signed headers; `undefined` when nothing is. */
export function findSignedHeadersProblem(
  names: readonly string[],
  headers: HeaderTable,
  required: readonly string[],
): string | undefined {
  if (names.join(';') !== sortHeaderNames(names).join(';'))
    return 'SignedHeaders must be in lower case, sorted, and each name once.';
  const absent = names.filter((name) => !headers.has(name));
  if (absent.length > 0) return `SignedHeaders names headers that the request does not have: ${absent.join(', ')}.`;
  const unsigned = required.filter((name) => !names.includes(name));
  if (unsigned.length > 0) return `SignedHeaders must also name ${unsigned.join(', ')}.`;
  return undefined;
}
