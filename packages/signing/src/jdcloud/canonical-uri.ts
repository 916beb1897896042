import { normalizePercentEncoding, percentDecode, percentEncode } from '../generic/percent.js';
import type { JdcloudVersion } from './version.js';

/** A path that stays as it is: unreserved characters between single slashes. */
const PLAIN = /^(\/[A-Za-z0-9\-._~]+)+$/;

/**
 * The path with every byte but unreserved ones percent-encoded, whether the client sent it so or not: `:` becomes `%3A`.
 * Version 2 normalizes each segment by itself. Version 3 decodes the whole path first, `+` to a space and `%2F` to a separator, and makes
 * one slash of many.
 */
export function canonicalUri(path: string, version: JdcloudVersion): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (PLAIN.test(rooted)) return rooted;
  if (version === 'JDCLOUD2')
    return rooted
      .split('/')
      .map((segment) => normalizePercentEncoding(segment))
      .join('/');
  return percentEncode(percentDecode(rooted, { plusIsSpace: true }))
    .replaceAll('%2F', '/')
    .replace(/\/+/g, '/');
}
