/** The two versions of JD Cloud's signature that are in use. */
export type JdcloudVersion = 'JDCLOUD2' | 'JDCLOUD3';

export const VERSIONS: readonly JdcloudVersion[] = ['JDCLOUD2', 'JDCLOUD3'];

/** The name of the scheme, as it begins the Authorization header. */
export function schemeOf(version: JdcloudVersion): string {
  return `${version}-HMAC-SHA256`;
}

/** The last part of the credential scope. */
export function terminatorOf(version: JdcloudVersion): string {
  return `${version.toLowerCase()}_request`;
}
