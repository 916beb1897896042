/** A rule could not be evaluated on a request: a value that it reads is not there or is of another type. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
