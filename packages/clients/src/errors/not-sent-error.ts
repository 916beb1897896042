import { CallError, type CallFacts } from './call-error.js';

export type NotSentReason = 'aborted' | 'connection' | 'credentials' | 'signing' | 'checks';

const MESSAGES: { readonly [reason in NotSentReason]: string } = {
  aborted: 'aborted before anything was sent',
  connection: 'there was no connection, so nothing was sent',
  credentials: 'there are no credentials, so nothing was sent',
  signing: 'the request could not be signed, so nothing was sent',
  checks: 'the request could not be checked, so nothing was sent',
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
    super(`${MESSAGES[reason]}${detail}`, { ...call, spent: 'no' });
  }
}
