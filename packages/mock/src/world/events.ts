import type { ApiSettings } from './settings.js';

/** One machine of a purchase. */
export interface Item {
  readonly id: string;
  readonly name: string;
  /** It is never going to run. */
  readonly fails: boolean;
  /** The order that it was bought with, where the vendor has orders for each. */
  readonly order?: string;
}

/** Something was bought. The world follows from its events alone, so whoever reads them all has the same world. */
export interface Purchase {
  readonly type: 'purchase';
  readonly api: string;
  readonly operation: string;
  /** Milliseconds since 1970, on the mock's clock. */
  readonly at: number;
  readonly region: string;
  readonly requestId: string;
  readonly token?: string;
  /** The body, without its secrets. */
  readonly request: unknown;
  readonly prepaid: boolean;
  readonly cost: number;
  readonly items: readonly Item[];
  readonly answer: unknown;
}

/** Machines were given up: put into the recycle bin, or destroyed. */
export interface Removal {
  readonly type: 'removal';
  readonly api: string;
  readonly at: number;
  readonly ids: readonly string[];
  /** What is in the recycle bin already, and put there again, is destroyed. */
  readonly to: 'recycle-bin' | 'nowhere';
  /** The client token that the call came with. */
  readonly token?: string;
}

/** What the admin calls change. */
export type AdminEvent =
  | { readonly type: 'settings'; readonly api: string; readonly settings: Partial<ApiSettings> }
  /** The clock is moved by `advance` milliseconds, stopped at `frozenAt`, or (`null`) goes on from where it stands. */
  | { readonly type: 'clock'; readonly offset: number; readonly frozenAt: number | null }
  | { readonly type: 'reset' };

export type WorldEvent = Purchase | Removal | AdminEvent;
