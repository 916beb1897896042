/** What was given to `sign` cannot be signed. The message names the input and the rule, and never holds a value. */
export class SigningError extends Error {
  override readonly name = 'SigningError';

  constructor(
    readonly input: string,
    readonly rule: string,
  ) {
    super(`${input} ${rule}`);
  }
}
