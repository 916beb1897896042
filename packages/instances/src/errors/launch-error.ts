import type { CallError, FindOut, Spent } from '@launchspec/clients/errors';
import type { ApiId } from '../api-id.js';
import type { HousePath } from '../fields.js';
import { factsOf, type LaunchErrorCode, type LaunchErrorReason } from '../reasons/reason.js';
import type { PlanViolation } from '../violation.js';

export interface LaunchFailure {
  readonly api: ApiId;
  readonly operation: string;
  readonly reason: LaunchErrorReason;
  readonly spent: Spent;
  /** Where it is not the one that the reason has. */
  readonly code?: LaunchErrorCode | undefined;
  readonly field?: HousePath | undefined;
  readonly retryable?: boolean;
  readonly vendorCode?: string | undefined;
  readonly vendorMessage?: string | undefined;
  readonly requestId?: string | undefined;
  readonly violations?: readonly PlanViolation[];
  readonly token?: string | undefined;
  readonly findOut?: FindOut | undefined;
  /** What there was instead of an answer, or why nothing was sent. */
  readonly detail?: string | undefined;
  readonly cause?: CallError;
}

/** A call for instances has failed. The same failure reads the same whoever the vendor is. Nothing in it is secret. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  readonly api: ApiId;
  /** The vendor's name of what was called. */
  readonly operation: string;
  /** What kind of failure it is: the name of a google.rpc code. */
  readonly code: LaunchErrorCode;
  /** Why, the same for all APIs. */
  readonly reason: LaunchErrorReason;
  /** The field of the launch request that the vendor's error is about, where it names one; `*` is any element of a list. */
  readonly field: HousePath | undefined;
  /** Whether the same request, with the same `token` if there is one, has a chance later and can do no harm. */
  readonly retryable: boolean;
  /** Whether money was spent. `unknown`: look before you call again. */
  readonly spent: Spent;
  /** In the vendor's words. */
  readonly vendorCode: string | undefined;
  readonly vendorMessage: string | undefined;
  readonly requestId: string | undefined;
  /** Of a request that was not sent because it is not valid: all that is wrong with it. */
  readonly violations: readonly PlanViolation[];
  /** The idempotency token of the call: the same request with it is carried out once. */
  readonly token: string | undefined;
  /** How to learn what the call has done, where that is not known. */
  readonly findOut: FindOut | undefined;
  /** The error of the client that made the call; none for a plan, as nothing was called. */
  declare readonly cause: CallError | undefined;

  constructor(failure: LaunchFailure) {
    super(messageOf(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
    this.api = failure.api;
    this.operation = failure.operation;
    this.code = failure.code ?? factsOf(failure.reason).code;
    this.reason = failure.reason;
    this.field = failure.field;
    this.retryable = failure.retryable ?? false;
    this.spent = failure.spent;
    this.vendorCode = failure.vendorCode;
    this.vendorMessage = failure.vendorMessage;
    this.requestId = failure.requestId;
    this.violations = failure.violations ?? [];
    this.token = failure.token;
    this.findOut = failure.findOut;
  }

  /** An error as data, for logs. */
  toJSON(): object {
    const cause = this.cause === undefined ? {} : { cause: this.cause.message };
    return { ...this, name: this.name, message: this.message, ...cause };
  }
}

function messageOf(failure: LaunchFailure): string {
  const { api, operation, reason, field, violations = [], vendorCode, vendorMessage, detail } = failure;
  const { means, fix } = factsOf(reason);
  const what = `${api} ${operation}: ${means}${field === undefined ? '' : ` (${field})`}`;
  if (violations.length > 0)
    return `${what}: ${violations.map((each) => `${each.path} ${each.message} (${each.fix})`).join('; ')}`;
  const sentences = [
    `${what}${detail === undefined ? '' : `, ${detail}`}; ${reason === 'OUTCOME_UNKNOWN' ? lookFirst(failure) : fix}.`,
    vendorCode === undefined ? '' : `The vendor says ${vendorCode}${vendorMessage ? `: ${vendorMessage}` : ''}`,
    reason === 'OUTCOME_UNKNOWN' ? '' : SPENT[failure.spent](failure),
  ];
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => (/[.!?。]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ');
}

const SPENT: { readonly [spent in Spent]: (failure: LaunchFailure) => string } = {
  no: (failure) => {
    const mayHaveBegun = factsOf(failure.reason).again === 'maybe-begun' && failure.retryable === false;
    return mayHaveBegun ? `It is not certain that nothing was done: ${lookFirst(failure)}.` : '';
  },
  yes: () => 'Something was bought all the same: look before you call again.',
  unknown: (failure) => `Something may have been bought all the same: ${lookFirst(failure)}.`,
};

/** How to go on where nobody knows what a call has done. */
function lookFirst({ token, findOut }: LaunchFailure): string {
  const { operation, ask } = findOut ?? {};
  const by = ask ? ` with ${ask.filter ?? ask.name} = ${JSON.stringify(ask.value)}` : '';
  const look = operation === undefined ? 'look what there is' : `ask ${operation}${by}`;
  return token === undefined
    ? `${look} before you send it again`
    : `send it again with the same idempotencyToken (${token}), which does its work once, or ${look}`;
}
