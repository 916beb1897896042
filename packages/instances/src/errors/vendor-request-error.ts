/** What was to be parsed is not a vendor's create request. */
export class VendorRequestError extends Error {
  override readonly name = 'VendorRequestError';

  constructor(
    readonly api: string,
    /** Where, as `/body` or `/params/header`. */
    readonly path: string,
    /** What is wrong, following the path. */
    readonly detail: string,
  ) {
    super(`${path} of a request for ${api} ${detail}`);
  }
}
