import { RETRY_DEFAULTS, type RetryOptions } from './backoff.js';
import { ClientOptionsError } from './client-options-error.js';
import type { Spent } from './errors/call-error.js';

/** Time as the client sees it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

/** What became of one request. It holds no secret. */
export interface AttemptEvent {
  readonly api: string;
  readonly operation: string;
  /** From 1 on. */
  readonly attempt: number;
  readonly method: string;
  /** Without the query, which may hold secrets. */
  readonly url: string;
  /** The idempotency token of the call. */
  readonly token: string | undefined;
  /** When it began, in ISO 8601, and how many milliseconds it took. */
  readonly startedAt: string;
  readonly duration: number;
  readonly outcome: 'success' | 'vendor-error' | 'unreadable' | 'lost' | 'not-sent';
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly spent: Spent;
  /** Milliseconds until the next request; undefined when this was the last. */
  readonly retryIn: number | undefined;
}

/** Options of every client. */
export interface CommonOptions<Credentials> {
  /** Credentials, or what gives them: it is asked before each request, so give the same object as long as they are the same. */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** Where requests go. Default: the first server of the spec, which is the vendor. For a mock, `http://127.0.0.1:4010/tencent-cvm`. */
  readonly baseUrl?: string;
  /**
   * Sends a signed request. Default: the platform's `fetch`. Wrap that to see or change what goes over the wire, but send once, and throw
   * nothing but its own errors: a refused connection is taken to mean that nothing was sent.
   */
  readonly fetch?: (url: string, request: RequestInit) => Promise<Response>;
  /** Headers added to every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the system's clock, corrected where a vendor says that it is wrong. */
  readonly clock?: Clock;
  /** `false`: nothing is ever sent twice. */
  readonly retry?: RetryOptions | false;
  /** Milliseconds until a request, with the credentials that it waits for, is given up. Default 60,000. */
  readonly timeout?: number;
  /** Aborts every call. A purchase that is under way may have happened all the same: its error says so. */
  readonly signal?: AbortSignal;
  /**
   * `enforce` (default): a request that breaks the spec or its rules is not sent. `report`: it is sent, and the violations stand in the
   * result, because a document can be older than its API. `off`: nothing is checked, and the checks are not loaded.
   */
  readonly validate?: 'enforce' | 'report' | 'off';
  /** Told of every request, and not waited for. What it throws is ignored: logging must not fail a purchase. */
  readonly onAttempt?: (event: AttemptEvent) => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** Platforms run a timer that is set for longer at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Options as the client uses them. */
export type Settings<Credentials> = Required<
  Pick<CommonOptions<Credentials>, 'fetch' | 'headers' | 'clock' | 'timeout' | 'validate'>
> &
  Pick<CommonOptions<Credentials>, 'signal' | 'onAttempt'> & {
    readonly credentials: () => Credentials | Promise<Credentials>;
    readonly baseUrl: string;
    readonly retry: Required<RetryOptions>;
  };

/** @throws ClientOptionsError when an option cannot be used. */
export function readOptions<Credentials extends object>(
  options: CommonOptions<Credentials>,
  defaultBaseUrl: string,
): Settings<Credentials> {
  const { credentials, retry, timeout = 60_000, validate = 'enforce', baseUrl = defaultBaseUrl } = options;
  if (typeof credentials !== 'function' && (typeof credentials !== 'object' || credentials === null))
    throw new ClientOptionsError('credentials', 'must be credentials or a function that gives them');
  if (!(timeout > 0 && timeout <= LONGEST_TIMER))
    throw new ClientOptionsError('timeout', `must be a number of milliseconds from 1 to ${LONGEST_TIMER}`);
  if (!['enforce', 'report', 'off'].includes(validate))
    throw new ClientOptionsError('validate', 'must be enforce, report or off');
  return {
    ...options,
    credentials: typeof credentials === 'function' ? (credentials as () => Credentials) : () => credentials,
    baseUrl: readBaseUrl(baseUrl),
    // Looked up at each call, so that whoever replaces the platform's fetch afterwards is heard.
    fetch: options.fetch ?? ((url, request) => fetch(url, request)),
    headers: options.headers ?? {},
    clock: options.clock ?? systemClock,
    timeout,
    validate,
    retry: readRetry(retry === false ? { maxAttempts: 1 } : retry),
  };
}

/** The least and the most of each number. */
const RETRY_RANGES = {
  maxAttempts: [1, Infinity],
  baseDelay: [0, LONGEST_TIMER],
  maxDelay: [0, LONGEST_TIMER],
  maxElapsed: [0, Infinity],
  budget: [0, Infinity],
} as const;

function readRetry(given: RetryOptions | undefined): Required<RetryOptions> {
  const retry = { ...RETRY_DEFAULTS, ...given };
  for (const [name, [least, most]] of Object.entries(RETRY_RANGES)) {
    const value = retry[name as keyof typeof RETRY_RANGES];
    if (!(value >= least && value <= most))
      throw new ClientOptionsError(`retry.${name}`, `must be a number from ${least} to ${most}`);
  }
  return retry;
}

function readBaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ClientOptionsError('baseUrl', 'must be an http or https URL');
  if (url.username || url.password || url.search || url.hash)
    throw new ClientOptionsError('baseUrl', 'must be an origin and a path');
  return value.replace(/\/+$/, '');
}
