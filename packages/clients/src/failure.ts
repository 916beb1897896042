import type { ApiDescription, OperationDescription } from './api-description.js';
import type { Doubtful, Outcome, Result } from './attempts.js';
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
  if (last.is === 'not-sent' && !unknown)
    return new NotSentError(last.reason, { ...facts, cause: scrubError(last.cause, scrub) });

  // An earlier request may have bought what the last one was refused, or could not ask for.
  const spent: Spent = operation.purchase && unknown ? 'unknown' : 'no';
  const decisive = last.is === 'not-sent' ? (unknown as Doubtful) : last;
  if (decisive.is === 'refused') {
    const { code, message, requestId, status, body } = decisive;
    const known = operation.errorCodes.includes(code);
    const answer = {
      kind: known ? 'vendor' : 'undocumented',
      code: known ? code : scrub(code),
      vendorMessage: scrub(message),
      status,
      requestId: requestId === undefined ? undefined : scrub(requestId),
      body: scrubValue(body, scrub),
    } as const;
    return new VendorError(answer, {
      ...facts,
      spent: decisive.spent === 'no' ? spent : decisive.spent,
    }) as CallFailure;
  }

  const { reason, detail, status, body, cause } = describe(decisive);
  const withCause = { ...facts, ...(cause === undefined ? {} : { cause: scrubError(cause, scrub) }) };
  if (operation.idempotency === 'safe') return new NoAnswerError(reason, detail, status, withCause);
  const unknownOutcome = {
    reason,
    detail,
    status,
    body: scrubValue(body, scrub),
    asked: call.shown,
    token: call.token,
    firstSentAt: new Date(outcome.firstSentAt).toISOString(),
    lastSentAt: new Date(outcome.lastSentAt).toISOString(),
    findOut: findOut(call),
  };
  return new OutcomeUnknownError(unknownOutcome, { ...withCause, spent });
}

function describe(result: Exclude<Doubtful, { is: 'refused' }>) {
  return result.is === 'lost'
    ? { ...result, status: undefined, body: undefined }
    : { ...result, reason: 'unreadable' as const, cause: undefined };
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
