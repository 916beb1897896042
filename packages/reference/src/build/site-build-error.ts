/** The site cannot be built; the message says what is missing and how to get it. */
export class SiteBuildError extends Error {
  override readonly name = 'SiteBuildError';
}
