import { CallError, type CallFacts } from './call-error.js';

export type NotSentReason = 'aborted' | 'connection' | 'credentials' | 'signing' | 'checks';

const MESSAGES: { readonly [reason in NotSentReason]: string } = {
  aborted: 'it was aborted',
  connection: 'there was no connection',
  credentials: 'there are no credentials',
  signing: 'the request could not be signed',
  checks: 'the request could not be checked',
};

/** No byte of the request has left. */
export class NotSentError extends CallError {
  override readonly name = 'NotSentError';
  readonly kind = 'not-sent';
  declare readonly spent: 'no';

  constructor(
    readonly reason: NotSentReason,
    call: Omit<CallFacts, 'spent'>,
  ) {
    const detail = call.cause instanceof Error ? `: ${call.cause.message}` : '';
    super(`nothing was sent: ${MESSAGES[reason]}${detail}`, { ...call, spent: 'no' });
  }
}
