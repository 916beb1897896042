import type { ApiId } from '../api-id.js';
import type { PlanViolation, Unsupported } from '../violation.js';

/** A launch request asks for what the API does not offer. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';

  constructor(
    readonly api: ApiId,
    /** Each field that cannot be had, with why, and what to do instead. */
    readonly unsupported: readonly Unsupported[],
    /** What else is wrong with the request, so that it need not be found out one error after the other. */
    readonly violations: readonly PlanViolation[] = [],
  ) {
    const lacking = unsupported.map(({ path, reason, fix }) => `${path} (${reason}; ${fix})`).join(', ');
    const further = violations.map(({ path, message, fix }) => `; besides, ${path} ${message} (${fix})`);
    super(`${api} does not offer ${lacking}${further.join('')}`);
  }

  /** An error as data, for logs. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}
