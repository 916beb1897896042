import type { ApiAccess } from './api-access.js';
import type { ApiId } from './api-id.js';
import { describeInstances, type InstanceDescription, instancesOf } from './describe.js';
import { LaunchError } from './errors/launch-error.js';
import { type ConnectionOptions, checkTimeout, type Session, sessionOf, type Target } from './session.js';

export interface TerminateOptions<Api extends ApiId = ApiId> {
  /**
   * Stops where the vendor has a recycle bin and the instance lies in it, so that it can be had back for a while. Default: it goes for good.
   */
  readonly keepInRecycleBin?: boolean;
  /** Milliseconds to wait between the two steps of vendors that have a recycle bin. Default 600,000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Who asks, for instances that were not bought in this process. */
  readonly connection?: ConnectionOptions<Api>;
}

/** What became of instances that were to go. Each id is in one of the three. */
export interface TerminateResult {
  /** Given back, or not there any more. Some vendors take a while until they are not found. */
  readonly terminated: readonly string[];
  /** In the recycle bin: not billed, but not gone. */
  readonly inRecycleBin: readonly string[];
  /** Still there, or not seen to go, and why. */
  readonly remaining: readonly { readonly id: string; readonly error: LaunchError | undefined }[];
  /** Orders that are not known to have become an instance, which may still do so. */
  readonly orders: readonly string[];
}

/** What one instance came to. */
export type Fate = 'gone' | 'in-bin' | { readonly error: LaunchError | undefined };

/** All that calling an API needs to know. */
export interface ApiRuntime<Api extends ApiId = ApiId> extends ApiAccess<Api> {
  readonly terminate: Terminator;
}

/** How a vendor takes instances back. */
export type Terminator = (terminating: Terminating) => Promise<void>;

export interface Terminating {
  readonly session: Session;
  readonly ids: readonly string[];
  /** Filled in as soon as something is known, so that nothing of it is lost when a later call fails. */
  readonly fates: Map<string, Fate>;
  readonly signal: AbortSignal | undefined;
  readonly keepInRecycleBin: boolean;
  /** Asks about instances until all of them meet a condition or the time is over. */
  readonly until: (
    ids: readonly string[],
    condition: (instance: InstanceDescription) => boolean,
  ) => Promise<readonly InstanceDescription[]>;
}

const PAUSE = 3_000;

/** @throws LaunchError when the orders of a target cannot be asked about. */
export async function terminateWith(
  runtime: ApiRuntime,
  target: Target,
  { keepInRecycleBin = false, timeout = 600_000, signal, connection }: TerminateOptions = {},
): Promise<TerminateResult> {
  checkTimeout(timeout);
  const session = await sessionOf(runtime, target, connection);
  const ids = await instancesOf(session, target, signal);
  const end = session.clock.now() + timeout;
  const until: Terminating['until'] = async (some, condition) => {
    for (;;) {
      const instances = await describeInstances(session, some, signal);
      const left = end - session.clock.now();
      if (instances.every(condition) || left <= 0) return instances;
      await session.clock.sleep(Math.min(PAUSE, left), signal);
    }
  };
  const fates = new Map<string, Fate>();
  try {
    const give = () => runtime.terminate({ session, ids, fates, signal, keepInRecycleBin, until });
    if (ids.length > 0) await oneAtATime(`${target.api} ${session.region}`, ids, signal, give);
  } catch (error) {
    if (!(error instanceof LaunchError) && !signal?.aborted) throw error;
    const reason = error instanceof LaunchError ? error : undefined;
    for (const id of ids) if (!fates.has(id)) fates.set(id, { error: reason });
  }
  const orders = target.orders ?? [];
  return {
    terminated: ids.filter((id) => fates.get(id) === 'gone'),
    inRecycleBin: ids.filter((id) => fates.get(id) === 'in-bin'),
    remaining: ids.flatMap((id) => {
      const fate = fates.get(id);
      return fate === 'gone' || fate === 'in-bin' ? [] : [{ id, error: fate?.error }];
    }),
    orders: ids.length - new Set(target.instanceIds).size >= orders.length ? [] : orders,
  };
}

const UNDER_WAY = new Map<string, Promise<unknown>>();

/**
 * Instances are given back by one at a time: where that takes two steps, two at once would each take one, and what was to stay in the
 * recycle bin would be gone.
 */
async function oneAtATime(
  place: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const keys = ids.map((id) => `${place} ${id}`);
  for (let others = underWay(keys); others.length > 0; others = underWay(keys)) {
    await Promise.race([Promise.allSettled(others), aborted(signal)]);
    signal?.throwIfAborted();
  }
  const working = work();
  for (const key of keys) UNDER_WAY.set(key, working);
  try {
    await working;
  } finally {
    for (const key of keys) UNDER_WAY.delete(key);
  }
}

function underWay(keys: readonly string[]): Promise<unknown>[] {
  return keys.flatMap((key) => UNDER_WAY.get(key) ?? []);
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** One call an instance, with its id in the path. */
export function oneByOne(operation: string): Terminator {
  return async ({ session, ids, fates, signal }) => {
    for (const instanceId of ids) {
      const { error } = await session.call(operation, { path: { instanceId }, signal });
      fates.set(instanceId, fateOf(error));
    }
  };
}

export function fateOf(error: LaunchError | undefined): Fate {
  return error === undefined || error.reason === 'INSTANCE_NOT_FOUND' ? 'gone' : { error };
}
