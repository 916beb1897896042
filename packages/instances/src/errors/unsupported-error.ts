import type { ApiId } from '../api-id.js';

/** A launch request asks for what the API does not offer. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';

  constructor(
    readonly api: ApiId,
    /** Each field that cannot be had, with why. */
    readonly unsupported: readonly { readonly path: string; readonly reason: string }[],
  ) {
    super(`${api} does not offer ${unsupported.map(({ path, reason }) => `${path} (${reason})`).join(', ')}`);
  }

  /** An error as data, for logs. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}
