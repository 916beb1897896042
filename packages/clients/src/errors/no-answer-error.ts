import { CallError, type CallFacts } from './call-error.js';

export type NoAnswerReason = 'aborted' | 'timeout' | 'connection' | 'unreadable';

/** A call that only reads got no answer, or one that is not the API's. */
export class NoAnswerError extends CallError {
  override readonly name = 'NoAnswerError';
  readonly kind = 'no-answer';
  declare readonly spent: 'no';

  constructor(
    readonly reason: NoAnswerReason,
    /** What there was instead of an answer. */
    readonly detail: string,
    /** HTTP status, if there was one. */
    readonly status: number | undefined,
    call: Omit<CallFacts, 'spent'>,
  ) {
    super(detail, { ...call, spent: 'no' });
  }
}
