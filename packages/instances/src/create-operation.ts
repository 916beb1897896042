/** What a spec says of the operation that buys instances, as far as a plan needs it. Generated; see `generated/<api>.ts`. */
export interface CreateOperation {
  readonly operationId: string;
  readonly method: 'post' | 'put';
  /** The path key of the spec; `{name}` parts are path parameters, a fragment names the action. */
  readonly path: string;
  readonly server: string;
  /** Headers with a fixed value, or with the region. */
  readonly headers: { readonly [name: string]: { readonly value: string } | { readonly from: 'region' } };
  /** Headers that whoever calls may give. */
  readonly callerHeaders: readonly string[];
  /** Largest request the vendor takes, in bytes. */
  readonly requestLimits?: { readonly json?: number; readonly form?: number; readonly query?: number };
  /** Pointers to the objects that every request has. */
  readonly requiredObjects: readonly string[];
  /** What the vendor takes where a value is left out, by pointer. */
  readonly defaults: { readonly [pointer: string]: unknown };
  /** Pointers to what must never be shown. */
  readonly sensitive: readonly string[];
}
