import type { WorldEvent } from '../world/events.js';
import type { Random } from '../world/random.js';
import type { ApiSettings } from '../world/settings.js';
import type { World } from '../world/world.js';

/** A valid request, taken apart. */
export interface Call {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The body, or the structure that a query spells out. */
  readonly body: unknown;
  /** The same without secrets. */
  readonly shownBody: unknown;
  readonly region: string;
  readonly token: string | undefined;
  /** How many machines of a batch are to fail, by an injected fault. */
  readonly failing: number;
}

export interface Scene {
  readonly world: World;
  readonly random: Random;
  readonly api: string;
  /** The id that the answer carries. */
  readonly requestId: string;
}

/** What a vendor does about a call: it answers, or refuses with a named error example of its spec. */
export type Reply = (
  | { readonly body: unknown; readonly status?: number }
  | {
      readonly error: string;
      /** In place of the example's own message. */
      readonly message?: string;
      readonly diagnosis: string;
    }
) & {
  readonly event?: WorldEvent;
  /** Remarks for the journal: a token that came back with another request. */
  readonly notes?: readonly string[];
};

export type Behaviour = (call: Call, scene: Scene) => Reply;

/** How one API behaves beyond what its spec can say. */
export interface Vendor {
  /** What the vendor's request ids look like. */
  readonly requestId: (random: Random) => string;
  readonly settings?: Partial<ApiSettings>;
  /** By operationId; an operation with a query form behaves as the one with the body. */
  readonly operations: Readonly<Record<string, Behaviour>>;
  /** Named error examples for signatures that are not accepted. */
  readonly authErrors: {
    readonly missing: string;
    readonly malformed: string;
    readonly unknownKey: string;
    readonly expired: string;
    readonly replayed: string;
    readonly mismatch: string;
    readonly token: string;
  };
  /** Named error examples of what a gateway does when it must. */
  readonly gatewayErrors: { readonly throttled: string; readonly internal: string; readonly unavailable: string };
}
