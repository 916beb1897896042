import { type Clock, systemClock } from '@launchspec/clients/options';
import type { ApiId } from './api-id.js';
import type { CreateOptions, LaunchResult } from './create.js';
import { LaunchError } from './errors/launch-error.js';
import type { LaunchRequest } from './request-types.js';

/** One purchase of many. */
export type FleetItem = {
  [Api in ApiId]: {
    readonly api: Api;
    readonly request: LaunchRequest<Api>;
    /** Who buys it; default: `connections[api]`. */
    readonly connection?: CreateOptions<Api>;
  };
}[ApiId];

export interface CreateManyOptions {
  /** Who buys with each API. */
  readonly connections?: { readonly [Api in ApiId]?: CreateOptions<Api> };
  /** How many calls are under way at once. Default 4. */
  readonly concurrency?: number;
  /** How many calls a second begin at one API. Default 5, which is under what any of the vendors is known to allow. */
  readonly callsPerSecond?: number | { readonly [api in ApiId]?: number };
  /** Told when a purchase has begun and what came of it. What it throws is ignored. */
  readonly onProgress?: (progress: FleetProgress) => void;
  /** Stops further purchases. Those under way are waited for, so that it is known what was bought. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

export interface FleetProgress {
  readonly index: number;
  readonly api: ApiId;
  readonly status: 'begun' | FleetEntry['status'];
  readonly done: number;
  readonly total: number;
}

/** What came of one purchase. */
export type FleetEntry =
  | { readonly index: number; readonly api: ApiId; readonly status: 'created'; readonly result: LaunchResult }
  /** Nothing was bought. */
  | { readonly index: number; readonly api: ApiId; readonly status: 'failed'; readonly error: Error }
  /** Something may have been bought, or was: see `error.spent` and `error.findOut`. */
  | { readonly index: number; readonly api: ApiId; readonly status: 'unknown'; readonly error: LaunchError }
  /** It was aborted before. */
  | { readonly index: number; readonly api: ApiId; readonly status: 'not-started' };

export interface FleetResult {
  /** One for each item, in their order. */
  readonly entries: readonly FleetEntry[];
  /** All that was bought, whatever else went wrong. */
  readonly bought: readonly LaunchResult[];
  /** Whether everything was created, in full. */
  readonly complete: boolean;
}

type Create = (item: FleetItem, connection: CreateOptions) => Promise<LaunchResult>;

/** Buys with several APIs side by side. It does not throw for what goes wrong with a purchase: that stands in its entry. */
export async function createManyWith(
  create: Create,
  items: readonly FleetItem[],
  options: CreateManyOptions = {},
): Promise<FleetResult> {
  const { concurrency = 4, callsPerSecond = 5, signal, clock = systemClock, connections = {} } = options;
  if (!(Number.isSafeInteger(concurrency) && concurrency > 0)) throw new RangeError('concurrency must be 1 or more');
  const rateOf = (api: ApiId) => (typeof callsPerSecond === 'number' ? callsPerSecond : (callsPerSecond[api] ?? 5));
  for (const { api } of items) if (!(rateOf(api) > 0)) throw new RangeError(`callsPerSecond of ${api} must be above 0`);

  const entries: FleetEntry[] = items.map(({ api }, index) => ({ index, api, status: 'not-started' }));
  const nextStart = new Map<ApiId, number>();
  let done = 0;
  const tell = (index: number, status: FleetProgress['status']): void => {
    try {
      const { api } = items[index] as FleetItem;
      options.onProgress?.({ index, api, status, done, total: items.length });
    } catch {
      // Whoever watches must not stop a purchase.
    }
  };

  const buy = async (item: FleetItem, index: number): Promise<void> => {
    const { api } = item;
    const connection = item.connection ?? connections[api];
    if (!connection) {
      const error = new TypeError(`there are no credentials for ${api}; give connections['${api}']`);
      entries[index] = { index, api, status: 'failed', error };
      return;
    }
    const now = clock.now();
    const start = Math.max(now, nextStart.get(api) ?? now);
    nextStart.set(api, start + 1000 / rateOf(api));
    // When it is aborted meanwhile, nothing has begun.
    if (start > now) await clock.sleep(start - now, signal);
    if (signal?.aborted) return;
    tell(index, 'begun');
    try {
      entries[index] = { index, api, status: 'created', result: await create(item, connection) };
    } catch (error) {
      entries[index] = entryOf(index, api, error);
    }
  };

  const queues = new Map<ApiId, number[]>();
  for (const [index, { api }] of items.entries()) {
    const queue = queues.get(api);
    if (queue) queue.push(index);
    else queues.set(api, [index]);
  }
  /** Of the API that may be called first, so that none waits for the rate of another. */
  const next = (): number | undefined => {
    let first: { at: number; queue: number[] } | undefined;
    for (const [api, queue] of queues) {
      const at = nextStart.get(api) ?? Number.NEGATIVE_INFINITY;
      if (queue.length > 0 && (!first || at < first.at)) first = { at, queue };
    }
    return first?.queue.shift();
  };
  const worker = async (): Promise<void> => {
    for (let index = next(); index !== undefined && !signal?.aborted; index = next()) {
      await buy(items[index] as FleetItem, index).catch((error: unknown) => {
        if (!signal?.aborted) entries[index] = entryOf(index, (items[index] as FleetItem).api, error);
      });
      const entry = entries[index] as FleetEntry;
      if (entry.status === 'not-started') continue;
      done++;
      tell(index, entry.status);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  const bought = entries.flatMap((entry) => (entry.status === 'created' ? [entry.result] : []));
  return {
    entries,
    bought,
    complete: entries.every((entry) => entry.status === 'created' && entry.result.outcome.complete),
  };
}

function entryOf(index: number, api: ApiId, error: unknown): FleetEntry {
  if (error instanceof LaunchError && error.spent !== 'no') return { index, api, status: 'unknown', error };
  const known = error instanceof Error ? error : new TypeError('a purchase failed without an error');
  return { index, api, status: 'failed', error: known };
}
