import type { ConversionName } from '../conversions.js';
import type { FIELDS, HousePath } from '../fields.js';

/** What an API makes of one field of a launch request. */
export type Capability =
  /** It stands there in the request (`*` is any element of a list), as it is or converted. */
  | {
      readonly to: Pointer;
      readonly as?: ConversionName;
      /** The vendor's word for each of ours; or why there is none. */
      readonly values?: { readonly [house: string]: string | boolean | NotOffered };
    }
  /** It takes several values of the request to say it. */
  | { readonly to: readonly Pointer[]; readonly as: ConversionName }
  /** Nothing need be sent for it; this is what the vendor then does. */
  | { readonly implied: string }
  | NotOffered;

/** Why an API cannot do it, and what to do instead where there is something. */
export interface NotOffered {
  readonly no: string;
}

/** JSON pointer into the parts of a request; the names of headers as the spec writes them. */
export type Pointer = `/path/${string}` | `/header/${string}` | `/body/${string}`;

type HouseValues<Path extends HousePath> = (typeof FIELDS)[Path]['takes'] extends infer Takes
  ? Takes extends readonly (infer Value extends string)[]
    ? Value
    : Takes extends 'flag'
      ? 'true' | 'false'
      : never
  : never;

/** A field whose values are listed needs a word for each of them, so that none is forgotten. */
type CapabilityOf<Path extends HousePath> = [HouseValues<Path>] extends [never]
  ? Exclude<Capability, { readonly values: object }>
  : (typeof FIELDS)[Path]['takes'] extends readonly string[]
    ?
        | {
            readonly to: Pointer;
            readonly values: { readonly [value in HouseValues<Path>]: string | boolean | NotOffered };
          }
        | NotOffered
    : Capability;

/** What an API makes of every field. A blank does not compile. */
export type Capabilities = { readonly [Path in HousePath]: CapabilityOf<Path> };

/** Values that a request must have and that have but one form. */
export type FixedValues = { readonly [pointer: Pointer]: string };
