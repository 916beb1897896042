import { normalizePercentEncoding, percentDecode, percentEncode } from '../generic/percent.js';
import type { JdcloudVersion } from './version.js';

/**
 * The path with every byte but unreserved ones percent-encoded, whether the client sent it so or not: `:` becomes `%3A`.
 * Version 2 normalizes each segment by itself. Version 3 decodes the whole path first, `+` to a space and `%2F` to a separator, and makes
 * one slash of many.
 */
export function canonicalUri(path: string, version: JdcloudVersion): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (version === 'JDCLOUD2')
    return rooted
      .split('/')
      .map((segment) => normalizePercentEncoding(segment))
      .join('/');
  return percentEncode(percentDecode(rooted, { plusIsSpace: true }))
    .replaceAll('%2F', '/')
    .replace(/\/+/g, '/');
}
