/** How a header gets its value: fixed by the spec, or taken from the client's options or its signer. */
export type SuppliedHeader = { readonly value: string } | { readonly from: 'region' | 'signature' };

/** Which answers mean what, and where to look: the spec's `x-lifecycle`. */
export interface Lifecycle {
  readonly operation: string;
  readonly id: string;
  readonly pending: readonly (string | number)[];
  readonly ready: readonly (string | number)[];
  /** `absent` among them: an instance that cannot be found any more has failed. */
  readonly failed: readonly (string | number)[];
}

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
  readonly headers: { readonly [name: string]: SuppliedHeader };
  readonly queryForm?: QueryForm;
  /** The body field that makes a second try safe, or `none`. */
  readonly idempotency?: 'none' | { readonly token: string; readonly maxLength: number };
  readonly lifecycle?: Lifecycle;
  /** JSON pointers (`/body/...`, `/header/...`) of values that must never be shown; `*` is any array element. */
  readonly sensitive: readonly string[];
}

/** What a spec says of an API, as data. Generated; see `operations.ts` of each API. */
export interface ApiDescription {
  readonly id: string;
  readonly servers: readonly { readonly url: string; readonly variables: { readonly [name: string]: string } }[];
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
