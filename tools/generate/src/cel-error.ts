/** A rule that is not CEL, or uses a part of CEL that the compiler does not know. */
export class CelError extends Error {
  override readonly name = 'CelError';

  constructor(
    readonly expression: string,
    readonly reason: string,
  ) {
    super(`the rule "${expression}" cannot be compiled: ${reason}`);
  }
}
