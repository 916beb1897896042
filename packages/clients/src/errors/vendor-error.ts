import { CallError, type CallFacts } from './call-error.js';

/**
 * The vendor answered with an error. `kind` is `vendor` where the spec has the code for this operation, so that `code` is one of its
 * literals, and `undocumented` where it has not.
 */
export class VendorError<Kind extends 'vendor' | 'undocumented', Code extends string, Body> extends CallError {
  override readonly name = 'VendorError';
  declare readonly kind: Kind;
  /** The vendor's code. Of a refusal without one, its HTTP status: `HTTP 429`. */
  declare readonly code: Code;
  /** In the vendor's words. */
  declare readonly vendorMessage: string;
  /** HTTP status; some vendors answer errors with 200. */
  declare readonly status: number;
  declare readonly requestId: string | undefined;
  /** The whole answer. */
  declare readonly body: Body;

  constructor(
    answer: {
      readonly kind: Kind;
      readonly code: Code;
      readonly vendorMessage: string;
      readonly status: number;
      readonly requestId: string | undefined;
      readonly body: Body;
    },
    call: CallFacts,
  ) {
    super(`${answer.code}: ${answer.vendorMessage}`, call);
    Object.assign(this, answer);
  }
}
