export interface RetryOptions {
  /** Requests a call, the first included. Default 4. */
  readonly maxAttempts?: number;
  /** Longest wait before the second request, in milliseconds; it doubles each time. Default 500. */
  readonly baseDelay?: number;
  /** Longest wait, in milliseconds. Default 20,000. A longer `Retry-After` ends the call. */
  readonly maxDelay?: number;
  /** No further request is begun later than this after the first, in milliseconds. Default 120,000. */
  readonly maxElapsed?: number;
  /** How many repeats the client may make beyond a tenth of its successful calls, so that it does not add to an outage. Default 20. */
  readonly budget?: number;
  /** Where between nothing and the longest a wait lies, from 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
}

export const RETRY_DEFAULTS: Required<RetryOptions> = {
  maxAttempts: 4,
  baseDelay: 500,
  maxDelay: 20_000,
  maxElapsed: 120_000,
  budget: 20,
  random: Math.random,
};

/** Milliseconds to wait after the given number of attempts: exponential, with full jitter, and not less than the vendor asks for. */
export function delayAfter(attempts: number, retryAfter: number | undefined, options: Required<RetryOptions>): number {
  const longest = Math.min(options.maxDelay, options.baseDelay * 2 ** (attempts - 1));
  return Math.max(retryAfter ?? 0, longest * options.random());
}

/** `Retry-After` in milliseconds from now; it is written in seconds or as a date. */
export function readRetryAfter(value = '', now: number): number | undefined {
  if (value.trim() === '') return undefined;
  const milliseconds = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** Bounds the repeats of a client: each takes one from a store, each success gives a tenth back. */
export class RetryBudget {
  /** In tenths, which add up to a whole. */
  #left: number;

  constructor(private readonly capacity: number) {
    this.#left = capacity * 10;
  }

  /** Whether a repeat is allowed; if so, it is counted. */
  take(): boolean {
    if (this.#left < 10) return false;
    this.#left -= 10;
    return true;
  }

  giveBack(): void {
    this.#left = Math.min(this.capacity * 10, this.#left + 1);
  }
}
