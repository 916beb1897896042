import type { Item, Purchase, Removal, WorldEvent } from './events.js';
import { type ApiSettings, DEFAULT_SETTINGS } from './settings.js';

/** A machine as the mock knows it. */
export interface Machine {
  readonly item: Item;
  /** Its place in the purchase, from 0 on. */
  readonly index: number;
  /** Its place among all that the API has ever sold. */
  readonly sequence: number;
  readonly purchase: Purchase;
  readonly recycledAt: number | undefined;
  readonly destroyedAt: number | undefined;
}

export type Stage = 'pending' | 'running' | 'failed' | 'recycled' | 'removing' | 'gone';

/** What one API has sold. */
export interface Account {
  /** By id, oldest first. */
  readonly machines: ReadonlyMap<string, Machine>;
  /** By order, the machines that came of it. */
  readonly orders: ReadonlyMap<string, readonly Machine[]>;
  readonly settings: ApiSettings;
  readonly spent: number;
}

/** Everything that has happened, counted. */
export interface Ledger {
  readonly purchases: number;
  readonly machines: number;
  readonly spent: number;
}

interface Books {
  machines: Map<string, Machine>;
  orders: Map<string, Machine[]>;
  tokens: Map<string, Purchase>;
  removals: Map<string, Removal>;
  settings: ApiSettings;
  ledger: { purchases: number; machines: number; spent: number };
}

/** Most machines that are remembered; the purchases before them are forgotten, so that a long run does not fill the memory. */
const MOST_MACHINES = 10_000;

/** The state of the mock: what its events come to. */
export class World {
  #books = new Map<string, Books>();
  #purchases: Purchase[] = [];
  #forgotten = 0;
  #remembered = 0;
  #offset = 0;
  #frozenAt: number | null = null;
  /** How many events there were. */
  length = 0;

  constructor(
    private readonly initial: ReadonlyMap<string, ApiSettings>,
    /** The time outside. */
    readonly system: () => number,
  ) {}

  /** The mock's time, in milliseconds since 1970. */
  now(): number {
    return (this.#frozenAt ?? this.system()) + this.#offset;
  }

  clock(): { readonly offset: number; readonly frozenAt: number | null } {
    return { offset: this.#offset, frozenAt: this.#frozenAt };
  }

  account(api: string): Account {
    const { machines, orders, settings, ledger } = this.#of(api);
    return { machines, orders, settings, spent: ledger.spent };
  }

  /** The purchase that a token was used for, as long as it is remembered. */
  purchaseBy(api: string, token: string): Purchase | undefined {
    const { tokens, settings } = this.#of(api);
    const purchase = tokens.get(token);
    return purchase && this.now() < purchase.at + settings.tokenLifetime ? purchase : undefined;
  }

  /** The removal that a token was used for, as long as it is remembered. */
  removalBy(api: string, token: string): Removal | undefined {
    const { removals, settings } = this.#of(api);
    const removal = removals.get(token);
    return removal && this.now() < removal.at + settings.tokenLifetime ? removal : undefined;
  }

  /** The latest purchases, oldest first. */
  purchases(): readonly Purchase[] {
    return this.#purchases;
  }

  forgotten(): number {
    return this.#forgotten;
  }

  ledger(): ReadonlyMap<string, Ledger> {
    return new Map([...this.#books].map(([api, { ledger }]) => [api, ledger]));
  }

  apply(event: WorldEvent): void {
    this.length += 1;
    if (event.type === 'purchase') this.#buy(event);
    else if (event.type === 'removal') this.#remove(event);
    else if (event.type === 'settings') {
      const books = this.#of(event.api);
      books.settings = { ...books.settings, ...event.settings };
    } else if (event.type === 'clock') {
      this.#offset = event.offset;
      this.#frozenAt = event.frozenAt;
    } else {
      this.#books = new Map();
      this.#purchases = [];
      this.#forgotten = 0;
      this.#remembered = 0;
      this.#offset = 0;
      this.#frozenAt = null;
    }
  }

  #of(api: string): Books {
    let books = this.#books.get(api);
    if (!books) {
      books = {
        machines: new Map(),
        orders: new Map(),
        tokens: new Map(),
        removals: new Map(),
        settings: this.initial.get(api) ?? DEFAULT_SETTINGS,
        ledger: { purchases: 0, machines: 0, spent: 0 },
      };
      this.#books.set(api, books);
    }
    return books;
  }

  #buy(purchase: Purchase): void {
    const books = this.#of(purchase.api);
    for (const [index, item] of purchase.items.entries()) {
      const sequence = books.ledger.machines + index;
      const machine = { item, index, sequence, purchase, recycledAt: undefined, destroyedAt: undefined };
      books.machines.set(item.id, machine);
      if (item.order !== undefined) books.orders.set(item.order, [...(books.orders.get(item.order) ?? []), machine]);
    }
    if (purchase.token !== undefined) books.tokens.set(purchase.token, purchase);
    const { failing, stock, balance } = books.settings;
    // Most accounts have no such limits, and one that has none does not change.
    if (failing > 0 || stock !== null || balance !== null)
      books.settings = {
        ...books.settings,
        failing: Math.max(0, failing - purchase.items.length),
        stock: stock === null ? null : Math.max(0, stock - purchase.items.length),
        balance: balance === null ? null : balance - purchase.cost,
      };
    books.ledger.purchases += 1;
    books.ledger.machines += purchase.items.length;
    books.ledger.spent += purchase.cost;
    this.#purchases.push(purchase);
    this.#remembered += purchase.items.length;
    while (this.#remembered > MOST_MACHINES && this.#purchases.length > 1)
      this.#forget(this.#purchases.shift() as Purchase);
  }

  #forget(purchase: Purchase): void {
    const books = this.#of(purchase.api);
    for (const { id, order } of purchase.items) {
      books.machines.delete(id);
      if (order !== undefined) books.orders.delete(order);
    }
    if (purchase.token !== undefined && books.tokens.get(purchase.token) === purchase)
      books.tokens.delete(purchase.token);
    this.#forgotten += 1;
    this.#remembered -= purchase.items.length;
  }

  #remove(removal: Removal): void {
    const { api, ids, to, at, token } = removal;
    const { machines, orders, removals } = this.#of(api);
    if (token !== undefined) removals.set(token, removal);
    if (removals.size > MOST_MACHINES) removals.delete(removals.keys().next().value as string);
    for (const id of ids) {
      const machine = machines.get(id);
      if (!machine) continue;
      const toBin = to === 'recycle-bin' && machine.recycledAt === undefined;
      const changed = toBin ? { ...machine, recycledAt: at } : { ...machine, destroyedAt: at };
      machines.set(id, changed);
      const { order } = machine.item;
      if (order !== undefined)
        orders.set(
          order,
          (orders.get(order) ?? []).map((each) => (each.item.id === id ? changed : each)),
        );
    }
  }
}

/** What a machine is doing at a time. */
export function stageOf(
  { item, purchase, recycledAt, destroyedAt }: Machine,
  settings: ApiSettings,
  now: number,
): Stage {
  if (destroyedAt !== undefined) return now < destroyedAt + settings.removalTime ? 'removing' : 'gone';
  if (recycledAt !== undefined) return now < recycledAt + settings.recycleTime ? 'recycled' : 'gone';
  if (now < purchase.at + settings.creationTime) return 'pending';
  if (!item.fails) return 'running';
  const { creationTime, failureTime } = settings;
  return failureTime !== null && now >= purchase.at + creationTime + failureTime ? 'gone' : 'failed';
}
