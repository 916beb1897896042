import type { ApiDescription, OperationDescription } from './api-description.js';
import type { Outcome, Result } from './attempts.js';
import type { CallFailure } from './client.js';
import type { Spent } from './errors/call-error.js';
import { NoAnswerError } from './errors/no-answer-error.js';
import { NotSentError } from './errors/not-sent-error.js';
import { type FindOut, OutcomeUnknownError } from './errors/outcome-unknown-error.js';
import { VendorError } from './errors/vendor-error.js';
import { valueAt } from './pointers.js';
import { scrubError, scrubValue } from './redaction.js';

interface FailedCall {
  readonly api: ApiDescription;
  readonly operationId: string;
  readonly operation: OperationDescription;
  readonly body: unknown;
  /** The request without its secrets. */
  readonly shown: object;
  readonly token: string | undefined;
  readonly scrub: (text: string) => string;
}

type Unsuccessful = Exclude<Result, { is: 'success' }>;

/** The error of a call that did not succeed. */
export function failureOf(call: FailedCall, outcome: Outcome & { readonly last: Unsuccessful }): CallFailure {
  const { api, operationId, operation, scrub } = call;
  const { last, unknown, attempts } = outcome;
  const facts = { api: api.id, operation: operationId, attempts };
  // An earlier request may have bought what the last one was refused.
  const spent: Spent = operation.purchase && unknown ? 'unknown' : 'no';
  if (last.is === 'refused') {
    const { code, status } = last;
    const kind = operation.errorCodes.includes(code) ? 'vendor' : 'undocumented';
    const answer = {
      kind,
      code: scrub(code),
      vendorMessage: scrub(last.message),
      status,
      requestId: last.requestId === undefined ? undefined : scrub(last.requestId),
      body: scrubValue(last.body, scrub),
    } as const;
    return new VendorError(answer, { ...facts, spent: last.spent === 'no' ? spent : last.spent }) as CallFailure;
  }
  if (last.is === 'not-sent' && !unknown)
    return new NotSentError(last.reason, { ...facts, cause: scrubError(last.cause, scrub) });

  const decisive = last.is === 'not-sent' ? (unknown as Unsuccessful) : last;
  const { reason, detail, status, cause } = describe(decisive);
  const withCause = { ...facts, ...(cause === undefined ? {} : { cause: scrubError(cause, scrub) }) };
  if (operation.idempotency === 'safe') return new NoAnswerError(reason, detail, status, withCause);
  const unknownOutcome = {
    reason,
    detail,
    status,
    asked: call.shown,
    token: call.token,
    firstSentAt: new Date(outcome.firstSentAt).toISOString(),
    lastSentAt: new Date(outcome.lastSentAt).toISOString(),
    findOut: findOut(call),
  };
  return new OutcomeUnknownError(unknownOutcome, { ...withCause, spent: operation.purchase ? 'unknown' : 'no' });
}

function describe(result: Unsuccessful) {
  if (result.is === 'lost') return { ...result, status: undefined };
  const status = 'status' in result ? result.status : undefined;
  const detail = 'detail' in result ? result.detail : 'no answer';
  return { reason: 'unreadable' as const, detail, status, cause: undefined };
}

function findOut({ operation, body, scrub }: FailedCall): FindOut | undefined {
  const { lookup } = operation.purchase ?? {};
  if (!lookup) return undefined;
  const value = lookup.from === undefined ? undefined : valueAt(body, lookup.from);
  // A sequence such as `web[01]` is no machine's name: whoever asked for it would find nothing, and buy again.
  const isName = typeof value === 'string' && !/[[{]/.test(value);
  if (!lookup.ask || !isName) return { operation: lookup.operation };
  return {
    operation: lookup.operation,
    ask: { ...lookup.ask, value: scrub(value) },
  };
}
