import type { Violation } from '../validation.js';
import { CallError } from './call-error.js';

/** The request breaks the spec and was not sent. `validate: 'report'` sends it all the same. */
export class InvalidRequestError extends CallError {
  override readonly name = 'InvalidRequestError';
  readonly kind = 'invalid-request';
  declare readonly spent: 'no';

  constructor(
    api: string,
    operation: string,
    /** Where, which rule and how to mend it; never the value. */
    readonly violations: readonly Violation[],
  ) {
    const lines = violations.map(({ path, detail }) => `${path} ${detail}`);
    super(`the request is not valid: ${lines.join('; ')}`, { api, operation, spent: 'no', attempts: 0 });
  }
}
