/** There is no site to serve. */
export class SiteNotBuiltError extends Error {
  override readonly name = 'SiteNotBuiltError';

  constructor(readonly directory: string) {
    super('The reference site is not built. To build it: npm run docs');
  }
}
