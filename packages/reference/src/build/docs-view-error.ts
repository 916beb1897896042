/** A document holds something that the docs cannot show; the message says what and where to look. */
export class DocsViewError extends Error {
  override readonly name = 'DocsViewError';

  constructor(
    readonly extension: string,
    readonly value: unknown,
    message: string,
  ) {
    super(message);
  }
}
