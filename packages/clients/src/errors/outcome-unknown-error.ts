import { CallError, type CallFacts } from './call-error.js';
import type { NoAnswerReason } from './no-answer-error.js';

/** How to learn what a call has done. */
export interface FindOut {
  /** Operation of the same API that lists what there is. */
  readonly operation: string;
  /** What to ask it for: `{in: 'query', name: 'filters', filter: 'name', value: 'web'}`; left out where it takes no such filter. */
  readonly ask?: {
    readonly in: string;
    readonly name: string;
    readonly filter?: string;
    readonly value: string;
  };
}

export interface UnknownOutcome {
  readonly reason: NoAnswerReason;
  /** What there was instead of an answer. */
  readonly detail: string;
  /** HTTP status, if there was one. */
  readonly status: number | undefined;
  /** The answer, if it was JSON: it may name what was bought. */
  readonly body: unknown;
  /** The request, without its secrets. */
  readonly asked: { readonly path?: unknown; readonly query?: unknown; readonly body?: unknown };
  /** The idempotency token: the same call with the same token does its work once. */
  readonly token: string | undefined;
  /** When the first and the last request began, in ISO 8601. */
  readonly firstSentAt: string;
  readonly lastSentAt: string;
  readonly findOut: FindOut | undefined;
}

/** The request, or a part of it, has left, and what it did is not known. Do not repeat it before you have looked. */
export class OutcomeUnknownError extends CallError implements UnknownOutcome {
  override readonly name = 'OutcomeUnknownError';
  readonly kind = 'outcome-unknown';
  declare readonly reason: NoAnswerReason;
  declare readonly detail: string;
  declare readonly status: number | undefined;
  declare readonly body: unknown;
  declare readonly asked: UnknownOutcome['asked'];
  declare readonly token: string | undefined;
  declare readonly firstSentAt: string;
  declare readonly lastSentAt: string;
  declare readonly findOut: FindOut | undefined;

  constructor(outcome: UnknownOutcome, call: CallFacts) {
    super(`${outcome.detail}; it is not known what the call has done. ${advice(outcome)}`, call);
    Object.assign(this, outcome);
  }
}

function advice({ token, findOut }: UnknownOutcome): string {
  const again = token === undefined ? '' : `Repeat it with the same token (${token}), which does its work once`;
  const { operation, ask } = findOut ?? {};
  const by = ask ? ` with ${ask.filter ?? ask.name} = ${JSON.stringify(ask.value)}` : '';
  const look = operation === undefined ? '' : `ask ${operation}${by} before you repeat it`;
  if (again && look) return `${again}, or ${look}.`;
  return again ? `${again}.` : `${look.charAt(0).toUpperCase()}${look.slice(1) || 'Look before you repeat it'}.`;
}
