import { readAnswer, type Verdict } from './answer.js';
import type { ApiDescription, Idempotency, OperationDescription } from './api-description.js';
import { delayAfter, type RetryBudget, readRetryAfter } from './backoff.js';
import type { AttemptEvent, Settings } from './client-options.js';
import type { NoAnswerReason } from './errors/no-answer-error.js';
import type { NotSentReason } from './errors/not-sent-error.js';
import { readLost } from './lost.js';
import type { RequestSigner } from './signers/signer.js';

/** What one client shares among its calls. */
export interface Shared<Credentials> {
  readonly api: ApiDescription;
  readonly settings: Settings<Credentials>;
  readonly signer: RequestSigner<Credentials>;
  readonly budget: RetryBudget;
  /** Milliseconds that the vendor's clock is ahead of ours. */
  offset: number;
}

/** A call that is ready to be sent. */
export interface Outgoing {
  readonly operationId: string;
  readonly operation: OperationDescription;
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text whose UTF-8 is sent and signed. */
  readonly body: string | undefined;
  readonly region: string | undefined;
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** Secrets of the credentials that were used are added. */
  readonly usedSecrets: string[];
  /** Takes all secrets out of a text. */
  readonly scrub: (text: string) => string;
}

export type Result =
  | (Verdict & {
      readonly response: Response;
      /** Headers of the answer. */
      readonly date: string | undefined;
      readonly retryAfter: string | undefined;
    })
  | { readonly is: 'lost'; readonly reason: NoAnswerReason; readonly detail: string; readonly cause: unknown }
  | { readonly is: 'not-sent'; readonly reason: NotSentReason; readonly lasting: boolean; readonly cause: unknown };

/** A result after which it may not be known what the call has done. */
export type Doubtful = Exclude<Result, { is: 'success' | 'not-sent' }>;

/** How a call ended. */
export interface Outcome {
  readonly last: Result;
  /** The last result after which it is not known what the call has done. */
  readonly unknown: Doubtful | undefined;
  readonly attempts: number;
  readonly firstSentAt: number;
  readonly lastSentAt: number;
}

/**
 * Sends a call, again where that is safe: each time with a fresh date, nonce and signature, the same body and the same token.
 */
export async function sendUntilDone<Credentials>(shared: Shared<Credentials>, call: Outgoing): Promise<Outcome> {
  const { clock, retry } = shared.settings;
  const firstSentAt = clock.now();
  let unknown: Doubtful | undefined;
  let corrected = false;
  for (let attempt = 1; ; attempt += 1) {
    const lastSentAt = clock.now();
    const { offset } = shared;
    const last = await attemptOnce(shared, call, offset);
    if (leavesDoubt(last, call.operation)) unknown = last;
    if (last.is === 'success') shared.budget.giveBack();
    const done = (): Outcome => ({ last, unknown, attempts: attempt, firstSentAt, lastSentAt });

    const skewed = correctClock(shared, last, offset) && !corrected;
    if (skewed) corrected = true;
    const again = (skewed && call.operation.idempotency !== 'none') || mayRepeat(call.operation.idempotency, last);
    const delay = skewed ? 0 : delayAfter(attempt, retryAfterOf(last, clock.now()), retry);
    const repeat =
      again &&
      attempt < retry.maxAttempts &&
      delay <= Math.max(retry.maxDelay, retry.baseDelay) &&
      clock.now() + delay - firstSentAt <= retry.maxElapsed &&
      !call.signal?.aborted &&
      shared.budget.take();
    tell(shared, call, { attempt, startedAt: lastSentAt, result: last, retryIn: repeat ? delay : undefined });
    if (!repeat) return done();
    try {
      await clock.sleep(delay, call.signal);
    } catch {
      return done(); // Aborted while waiting: what is known of the last request still holds.
    }
  }
}

/** A request with its signature. */
interface SignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

async function attemptOnce<Credentials>(shared: Shared<Credentials>, call: Outgoing, offset: number): Promise<Result> {
  const limit = timeLimit(shared.settings.timeout, call.signal);
  try {
    const request = await sign(shared, call, offset, limit.signal);
    return 'is' in request ? request : await exchange(shared, call, request, limit.signal);
  } finally {
    limit.end();
  }
}

async function sign<Credentials>(
  { settings, signer }: Shared<Credentials>,
  call: Outgoing,
  offset: number,
  signal: AbortSignal,
): Promise<SignedRequest | Result> {
  const notSent = (reason: NotSentReason, cause: unknown): Result => ({
    is: 'not-sent',
    reason: call.signal?.aborted ? 'aborted' : reason,
    lasting: true,
    cause,
  });
  let credentials: Credentials;
  try {
    credentials = await unlessAborted(signal, async () => settings.credentials());
    call.usedSecrets.push(...signer.secretsOf(credentials).filter((secret) => secret !== undefined));
  } catch (error) {
    return notSent('credentials', error);
  }
  try {
    const date = new Date(settings.clock.now() + offset);
    const signed = await unlessAborted(signal, () => signer.sign(call, credentials, date));
    const url = new URL(call.url);
    if (signed.query !== undefined) url.search = signed.query;
    return { url, headers: { ...call.headers, ...signed.headers } };
  } catch (error) {
    return notSent('signing', error);
  }
}

async function exchange<Credentials>(
  { api, settings }: Shared<Credentials>,
  { operation, method, body, signal: given }: Outgoing,
  request: SignedRequest,
  signal: AbortSignal,
): Promise<Result> {
  try {
    return await unlessAborted(signal, async () => {
      const response = await settings.fetch(request.url.href, {
        method,
        headers: request.headers,
        // A redirect is never followed: the signature holds for one place, and another must not see the request.
        redirect: 'manual',
        signal,
        ...(body === undefined ? {} : { body }),
      });
      const answer = { status: response.status, text: await response.text() };
      const headers = new Map([...response.headers]);
      return {
        ...readAnswer(api, operation, answer),
        response,
        date: headers.get('date'),
        retryAfter: headers.get('retry-after'),
      };
    });
  } catch (cause) {
    if (given?.aborted) return { is: 'lost', reason: 'aborted', detail: 'aborted while under way', cause };
    if (signal.aborted)
      return { is: 'lost', reason: 'timeout', detail: `no answer within ${settings.timeout} ms`, cause };
    const { sent, lasting } = readLost(cause);
    return sent
      ? { is: 'lost', reason: 'connection', detail: 'the connection broke', cause }
      : { is: 'not-sent', reason: 'connection', lasting, cause };
  }
}

/** A signal that aborts after a time, or with another one. */
function timeLimit(milliseconds: number, other: AbortSignal | undefined): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort(other?.reason);
  if (other?.aborted) stop();
  other?.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(new Error('the time is up')), milliseconds);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      other?.removeEventListener('abort', stop);
    },
  };
}

/** Waits no longer than a signal allows, also for a provider or a `fetch` that does not listen to it. */
function unlessAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work().then(resolve, reject);
  });
}

/** Whether it is not known what a request has done. A call that only reads does nothing. */
function leavesDoubt(result: Result, { idempotency }: OperationDescription): result is Doubtful {
  if (idempotency === 'safe' || result.is === 'success' || result.is === 'not-sent') return false;
  return result.is !== 'refused' || result.spent === 'unknown';
}

function mayRepeat(idempotency: Idempotency, result: Result): boolean {
  if (result.is === 'not-sent') return result.reason === 'connection' && !result.lasting;
  // Without a token, whatever left is never sent again, not even when the vendor says that it did nothing.
  if (idempotency === 'none' || result.is === 'success') return false;
  // What names its purchase is not asked again: the ids would be lost.
  if (result.is === 'refused' && result.spent === 'yes') return false;
  const safe = idempotency === 'safe';
  if (result.is === 'lost') return result.reason !== 'aborted';
  const { status } = result;
  if (status === 502 || status === 503 || status === 504 || (safe && status >= 500)) return true;
  if (result.is === 'unreadable') return status >= 200 && status < 300;
  return result.kind === 'throttled' || result.kind === 'unavailable' || (safe && result.kind === 'internal');
}

/** Milliseconds by which the clocks must differ before that explains a refused signature. */
const NOTICEABLE_SKEW = 60_000;

/**
 * Takes the time from an answer that finds the signature too old or too new. Another call may have done so meanwhile: what counts is the
 * offset that this request was signed with. @returns whether that made a difference.
 */
function correctClock<Credentials>(shared: Shared<Credentials>, result: Result, used: number): boolean {
  if (result.is !== 'refused' || result.kind !== 'signature-expired') return false;
  const theirs = Date.parse(result.date ?? '');
  const offset = theirs - shared.settings.clock.now();
  if (Number.isNaN(theirs) || Math.abs(offset - used) < NOTICEABLE_SKEW) return false;
  shared.offset = offset;
  return true;
}

function retryAfterOf(result: Result, now: number): number | undefined {
  return 'response' in result ? readRetryAfter(result.retryAfter, now) : undefined;
}

function tell<Credentials>(
  { api, settings }: Shared<Credentials>,
  { operationId, operation, method, url, token, scrub }: Outgoing,
  {
    attempt,
    startedAt,
    result,
    retryIn,
  }: { attempt: number; startedAt: number; result: Result; retryIn: number | undefined },
): void {
  if (!settings.onAttempt) return;
  const refused = result.is === 'refused' ? result : undefined;
  const event: AttemptEvent = {
    api: api.id,
    operation: operationId,
    attempt,
    method,
    url: `${url.origin}${url.pathname}`,
    token,
    startedAt: new Date(startedAt).toISOString(),
    duration: settings.clock.now() - startedAt,
    outcome: result.is === 'refused' ? 'vendor-error' : result.is,
    status: 'status' in result ? result.status : undefined,
    // A vendor may put anything into its answer.
    code: refused && (operation.errorCodes.includes(refused.code) ? refused.code : scrub(refused.code)),
    requestId: refused?.requestId === undefined ? undefined : scrub(refused.requestId),
    spent: spentSoFar(result, operation),
    retryIn,
  };
  // It may throw at once or later, see `onAttempt`.
  const told = async () => settings.onAttempt?.(event);
  told().catch(() => {});
}

function spentSoFar(result: Result, { purchase }: OperationDescription): AttemptEvent['spent'] {
  if (!purchase || result.is === 'not-sent') return 'no';
  if (result.is === 'success') return 'yes';
  return result.is === 'refused' ? result.spent : 'unknown';
}
