import type { HttpRequest } from '../../generic/http-request.js';

/** The text over which the signature is made: every parameter but the signature itself, as plain text, sorted by code unit. */
export function stringToSign(
  { method, host, path }: Pick<HttpRequest, 'method' | 'host' | 'path'>,
  parameters: Iterable<readonly [string, string]>,
): string {
  const items = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return `${method.toUpperCase()}${host}${path}?${items.join('&')}`;
}
