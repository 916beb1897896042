/**
 * How a parameter gets its value: fixed by the spec, taken from the client's options or its signer, or given by the caller.
 */
export type SuppliedValue = { readonly value: string } | { readonly from: 'region' | 'signature' | 'caller' };

/** Where a value of a request stands. With `filter`, the value of the filter of that name in the list of filters. */
export interface Ask {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  readonly filter?: string;
}

/** Which answers mean what, and where to look: the spec's `x-lifecycle`. */
export interface Lifecycle {
  readonly operation: string;
  /** How the operation is asked for an instance. */
  readonly ask: Ask;
  /** JSON pointer to the instance, or the list of them, in its answer. */
  readonly answer: string;
  /** Names of the fields of an instance. */
  readonly id: string;
  readonly state: string;
  readonly pending: readonly (string | number)[];
  /** `present` among them: an instance that can be found is ready. */
  readonly ready: readonly (string | number)[];
  /** `absent` among them: an instance that cannot be found any more has failed. */
  readonly failed: readonly (string | number)[];
  /** How the id of an order becomes that of an instance, which must happen first. */
  readonly order?: { readonly operation: string; readonly ask: Ask; readonly answer: string; readonly id: string };
}

/** The lifecycle of what each operation buys. Generated; see `lifecycles.ts` of each API. */
export interface LifecycleTable {
  readonly [operationId: string]: Lifecycle;
}

/** What a call buys: the spec's `x-purchase`. */
export interface Purchase {
  /** JSON pointer into the body: how many. One if there is no such value. */
  readonly count: string;
  /** JSON pointer into the answer: the ids of what was bought, or objects that have them as `id`. */
  readonly ids: string;
  readonly id?: string;
  /** The operation that finds again what was bought; where it takes one, with the value at `from` in the body of the request. */
  readonly lookup: { readonly operation: string; readonly ask?: Ask; readonly from?: string };
}

/** May a call be sent again: the spec's `x-idempotency`. */
export type Idempotency =
  | 'none'
  | 'safe'
  | {
      /** The body field (or query parameter) that makes a second call do nothing. */
      readonly token: string;
      readonly maxLength: number;
      readonly in?: 'query';
    };

/** How parameters are written into a query: the spec's `x-query-form`. */
export interface QueryForm {
  readonly schema: string;
  readonly separator: string;
  readonly firstIndex: 0 | 1;
  readonly booleans: readonly string[];
}

export interface OperationDescription {
  readonly method: 'get' | 'put' | 'post' | 'delete' | 'patch';
  /** The path key of the spec; `{name}` parts are path parameters, a fragment names the action. */
  readonly path: string;
  readonly headers: { readonly [name: string]: SuppliedValue };
  /** The parameters beside those that a query form spells out. */
  readonly query?: { readonly [name: string]: SuppliedValue };
  readonly queryForm?: QueryForm;
  readonly idempotency: Idempotency;
  readonly purchase?: Purchase;
  /** Every code that the spec has for the operation. */
  readonly errorCodes: readonly string[];
  /** JSON pointers (`/body/...`, `/header/...`) of values that must never be shown; `*` is any array element. */
  readonly sensitive: readonly string[];
}

export type SigningScheme = 'JDCLOUD2-HMAC-SHA256' | 'TC3-HMAC-SHA256' | 'ZC2-HMAC-SHA256';

/** `internal`: it is not known what was done; the others: nothing was. */
export type ErrorKind = 'throttled' | 'signature-expired' | 'unavailable' | 'internal';

/** What a spec says of an API, as data. Generated; see `operations.ts` of each API. */
export interface ApiDescription {
  readonly id: string;
  /** The first one is the public endpoint; `{name}` in a URL is a part to be filled in. */
  readonly servers: readonly { readonly url: string }[];
  /** Signature scheme, and the service name that is signed. */
  readonly signing: { readonly scheme: SigningScheme; readonly service: string };
  /** What error codes mean to who may call again; a `*` at the end stands for any rest. */
  readonly errorKinds: { readonly [kind in ErrorKind]: readonly string[] };
  /** JSON pointers into every answer. An empty `error` pointer means that the error is the whole answer. */
  readonly envelope: {
    readonly result: string;
    readonly error: string;
    readonly code: string;
    readonly message: string;
    readonly requestId: string;
  };
  /** Largest request the vendor takes, in bytes. */
  readonly requestLimits?: { readonly json?: number; readonly form?: number; readonly query?: number };
  readonly operations: { readonly [operationId: string]: OperationDescription };
}

/** Every error that a spec names, by operation and by the name of its example. Generated; see `errors.ts` of each API. */
export interface ErrorTable {
  readonly [operationId: string]: {
    readonly [example: string]: {
      /** HTTP status under which the error is documented. */
      readonly status: number;
      readonly code: string;
      readonly message: string;
      /** Whether only other sources than the vendor document know this error. */
      readonly beyondDocument: boolean;
    };
  };
}
