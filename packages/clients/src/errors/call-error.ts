/**
 * Whether a failed call has spent money. `no`: surely not, or the call cannot; `yes`: the vendor named what was bought, although it
 * answered with an error; `unknown`: look before you call again.
 */
export type Spent = 'no' | 'yes' | 'unknown';

/** What every error of a call tells. Nothing in it is secret: values that the spec marks as sensitive are `[redacted]`. */
export abstract class CallError extends Error {
  /** Tells the errors apart: `switch (error.kind)`. */
  abstract readonly kind: string;
  readonly api: string;
  readonly operation: string;
  readonly spent: Spent;
  /** How many requests were sent, or tried to be. */
  readonly attempts: number;

  constructor(message: string, call: CallFacts) {
    super(`${call.api} ${call.operation}: ${message}`, ...(call.cause === undefined ? [] : [{ cause: call.cause }]));
    this.api = call.api;
    this.operation = call.operation;
    this.spent = call.spent;
    this.attempts = call.attempts;
  }

  /** An error as data, for logs. */
  toJSON(): object {
    const cause = this.cause instanceof Error ? { cause: this.cause.message } : {};
    return { ...this, name: this.name, message: this.message, ...cause };
  }
}

export interface CallFacts {
  readonly api: string;
  readonly operation: string;
  readonly spent: Spent;
  readonly attempts: number;
  readonly cause?: unknown;
}
