import type { Lifecycle } from '@launchspec/clients/description';
import type { ApiAccess } from './api-access.js';
import type { ApiId } from './api-id.js';
import { LaunchError } from './errors/launch-error.js';
import { type ConnectionOptions, checkTimeout, type Session, sessionOf, type Target } from './session.js';
import { valueAt } from './tree.js';

/**
 * What an instance is to who waits for it. `pending`: not yet; `ready`: it runs; `failed`: it will never run; `vanished`: it is not there
 * any more; `unseen`: it has not been found yet.
 */
export type WaitState = 'unseen' | 'pending' | 'ready' | 'failed' | 'vanished';

export interface WaitedInstance {
  readonly id: string;
  readonly state: WaitState;
  /** In the vendor's word. */
  readonly vendorState: string | number | undefined;
  /** All states that it was seen in, in order. */
  readonly observed: readonly (string | number)[];
}

export interface WaitResult {
  /** `ready`: every instance is. `failed`: some never will be; see which. */
  readonly outcome: 'ready' | 'failed' | 'timed-out' | 'aborted';
  readonly instances: readonly WaitedInstance[];
  /** Orders that have not become an instance. */
  readonly orders: readonly string[];
  /** Why the vendor could not be asked the last time, if so. */
  readonly lastError: LaunchError | undefined;
}

export interface WaitOptions<Api extends ApiId = ApiId> {
  readonly signal?: AbortSignal;
  /** Milliseconds until it is given up. Default 1,800,000: bare metal takes its time. */
  readonly timeout?: number;
  /** Told of each instance whenever its state changes. What it throws is ignored. */
  readonly onState?: (instance: WaitedInstance) => void;
  /** Who asks, for a result that was not bought in this process. */
  readonly connection?: ConnectionOptions<Api>;
}

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.5;

/** An answer that lacks an instance may come from a replica that has not heard of it. */
const MISSES_TO_VANISH = 3;
/** A new instance may be found late, so for that long it is not missed. */
const TIME_TO_APPEAR = 60_000;

/** Asks about instances until each is ready, has failed or has vanished. */
export async function waitWith(runtime: ApiAccess, target: Target, options: WaitOptions = {}): Promise<WaitResult> {
  if (options.timeout !== undefined) checkTimeout(options.timeout);
  // All of none would be ready at once, and whoever lost the ids would go on without a machine.
  if (target.instanceIds.length === 0 && (target.orders ?? []).length === 0)
    throw new RangeError(`there is nothing of ${target.api} to wait for; give instanceIds or orders`);
  return new Waiter(await sessionOf(runtime, target, options.connection), target, options).run();
}

interface Watched {
  state: WaitState;
  vendorState: string | number | undefined;
  observed: (string | number)[];
  misses: number;
}

class Waiter {
  private readonly instances = new Map<string, Watched>();
  private readonly orders: Set<string>;
  private readonly lifecycle: Lifecycle;
  private lastError: LaunchError | undefined;
  private readonly begin: number;

  constructor(
    private readonly session: Session,
    target: Target,
    private readonly options: WaitOptions,
  ) {
    this.lifecycle = session.lifecycle;
    this.begin = session.clock.now();
    this.orders = new Set(target.orders ?? []);
    for (const id of target.instanceIds) this.watch(id);
  }

  async run(): Promise<WaitResult> {
    const { signal, timeout = 1_800_000 } = this.options;
    const { clock } = this.session;
    let pause = FIRST_PAUSE;
    for (;;) {
      if (signal?.aborted) return this.result('aborted');
      try {
        await this.round(signal);
        this.lastError = undefined;
      } catch (error) {
        if (signal?.aborted) return this.result('aborted');
        // What passes by itself is waited out; wrong credentials are not.
        if (!(error instanceof LaunchError) || !isPassing(error)) throw error;
        this.lastError = error;
      }
      const states = [...this.instances.values()].map(({ state }) => state);
      if (this.orders.size === 0 && states.every((state) => state !== 'pending' && state !== 'unseen'))
        return this.result(states.every((state) => state === 'ready') ? 'ready' : 'failed');
      const left = this.begin + timeout - clock.now();
      if (left <= 0) return this.result('timed-out');
      try {
        await clock.sleep(Math.min(pause, left), signal);
      } catch (error) {
        if (signal?.aborted) return this.result('aborted');
        throw error;
      }
      pause = Math.min(pause * GROWTH, LONGEST_PAUSE);
    }
  }

  private watch(id: string): void {
    if (!this.instances.has(id))
      this.instances.set(id, { state: 'unseen', vendorState: undefined, observed: [], misses: 0 });
  }

  private async round(signal: AbortSignal | undefined): Promise<void> {
    for (const [order, id] of await this.session.instancesOfOrders([...this.orders], signal)) {
      this.orders.delete(order);
      this.watch(id);
    }
    const open = [...this.instances].filter(([, { state }]) => state === 'unseen' || state === 'pending');
    const ids = open.map(([id]) => id);
    const found = ids.length === 0 ? new Map<string, object>() : await this.session.ask(this.lifecycle, ids, signal);
    for (const [id, watched] of open) this.observe(id, watched, found.get(id));
  }

  private observe(id: string, watched: Watched, instance: object | undefined): void {
    const before = `${watched.state} ${watched.vendorState}`;
    if (instance) {
      const vendorState = vendorStateOf(this.lifecycle, instance);
      watched.misses = 0;
      watched.state = stateOf(this.lifecycle, vendorState);
      watched.vendorState = vendorState;
      if (vendorState !== undefined && watched.observed.at(-1) !== vendorState) watched.observed.push(vendorState);
    } else {
      watched.misses++;
      const known = watched.observed.length > 0 || watched.state !== 'unseen';
      const awaited = this.session.clock.now() - this.begin < TIME_TO_APPEAR;
      const lost = known || (this.lifecycle.failed.includes('absent') && !awaited);
      if (lost && watched.misses >= MISSES_TO_VANISH) watched.state = 'vanished';
    }
    if (before === `${watched.state} ${watched.vendorState}`) return;
    try {
      this.options.onState?.(this.shown(id, watched));
    } catch {
      // Whoever watches must not end the wait.
    }
  }

  private shown(id: string, { state, vendorState, observed }: Watched): WaitedInstance {
    return { id, state, vendorState, observed: [...observed] };
  }

  private result(outcome: WaitResult['outcome']): WaitResult {
    return {
      outcome,
      instances: [...this.instances].map(([id, watched]) => this.shown(id, watched)),
      orders: [...this.orders],
      lastError: this.lastError,
    };
  }
}

/** The state of an instance in its vendor's word. */
export function vendorStateOf(lifecycle: Lifecycle, instance: unknown): string | number | undefined {
  const value = valueAt(instance, `/${lifecycle.state}`);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** What a vendor's state means. One that the spec does not name is on its way. */
export function stateOf(lifecycle: Lifecycle, state: string | number | undefined): WaitState {
  if (lifecycle.ready.includes('present')) return 'ready';
  if (state === undefined) return 'pending';
  if (lifecycle.ready.includes(state)) return 'ready';
  return lifecycle.failed.includes(state) ? 'failed' : 'pending';
}

function isPassing({ code }: LaunchError): boolean {
  return ['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'INTERNAL', 'UNKNOWN', 'DEADLINE_EXCEEDED', 'ABORTED'].includes(code);
}
