import type { WorldEvent } from './events.js';

/**
 * The events of the world, in order. Whoever appends at a place where there is an event already learns so, reads it, and decides again:
 * that is all that processes which share a log need.
 */
export interface EventLog {
  /** The event at a place, or undefined where the log ends. */
  read(index: number): Promise<WorldEvent | undefined>;
  /** @returns false when there is an event at that place already. */
  append(index: number, event: WorldEvent): Promise<boolean>;
  /** Milliseconds by which the clock of all who share the log is ahead of this process's; their own may differ. Default 0. */
  readonly ahead?: number;
  close(): Promise<void>;
}
