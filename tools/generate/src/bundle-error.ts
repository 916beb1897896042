/** A spec that Redocly could not join into one document. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(
    readonly api: string,
    readonly output: string,
  ) {
    super(`specs/${api} cannot be bundled:\n${output.trim()}`);
  }
}
