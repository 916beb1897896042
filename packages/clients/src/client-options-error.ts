/** An option of `createClient` that cannot be used. */
export class ClientOptionsError extends Error {
  override readonly name = 'ClientOptionsError';

  constructor(
    readonly option: string,
    readonly rule: string,
  ) {
    super(`createClient: ${option} ${rule}`);
  }
}
