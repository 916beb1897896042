import type { ApiId, VendorBodies } from './api-id.js';
import type { NotOffered } from './capabilities/capability.js';
import type { capabilities as bastion } from './capabilities/jdcloud-bastion.js';
import type { capabilities as edcps } from './capabilities/jdcloud-edcps.js';
import type { capabilities as vm } from './capabilities/jdcloud-vm.js';
import type { capabilities as tencent } from './capabilities/tencent-cvm.js';
import type { capabilities as zenlayer } from './capabilities/zenlayer-bmc.js';
import type { create as tencentCreate } from './generated/tencent-cvm.js';
import type {
  Billing,
  Disk,
  LaunchFields,
  Location,
  Login,
  NameSequence,
  Network,
  PublicAddress,
  Template,
} from './launch-request.js';

export interface CapabilityTables {
  'jdcloud-vm': typeof vm;
  'jdcloud-edcps': typeof edcps;
  'jdcloud-bastion': typeof bastion;
  'zenlayer-bmc': typeof zenlayer;
  'tencent-cvm': typeof tencent;
}

/** Any part of a vendor's body. */
export type PartOf<T> = T extends readonly (infer Element)[]
  ? readonly PartOf<Element>[]
  : T extends object
    ? { readonly [Name in keyof T]?: PartOf<T[Name]> }
    : T;

/** What of a field an API takes: all, some of its values, or nothing. */
type Offered<Value, Capability> = Capability extends NotOffered
  ? undefined
  : Capability extends { readonly values: infer Words }
    ? Value extends boolean
      ? Value
      : Exclude<Value, Refused<Words>>
    : Capability extends { readonly as: 'text-only' }
      ? Exclude<Value, NameSequence>
      : Value;

type Refused<Words> = {
  [Word in keyof Words]: Words[Word] extends NotOffered ? Word : never;
}[keyof Words];

/** The fields of an API: those that it does not offer can only be left out. */
type Narrowed<Fields, Table, At extends string = ''> = {
  readonly [Name in keyof Fields]: Name extends string ? NarrowedField<Fields[Name], Table, `${At}/${Name}`> : never;
};

type NarrowedField<Field, Table, At extends string> = At extends keyof Table
  ? Offered<Field, Table[At]>
  : Group<Field, Table, At>;

/** Of a group of fields of which an API offers none, nothing can be said. */
type Group<Field, Table, At extends string> =
  NothingUnder<Table, At> extends true
    ? undefined
    : Field extends readonly (infer Element)[]
      ? readonly Narrowed<Element, Table, `${At}/*`>[]
      : Field extends object
        ? Narrowed<Field, Table, At>
        : Field;

type NothingUnder<Table, At extends string> = {
  [Path in keyof Table]: Path extends `${At}/${string}` ? (Table[Path] extends NotOffered ? never : Path) : never;
}[keyof Table] extends never
  ? true
  : false;

/** What is the vendor's own. */
interface VendorParts<Api extends ApiId> {
  /** What only this vendor has: parts of its request body, laid over what the fields above give. */
  readonly vendor?: PartOf<VendorBodies[Api]>;
  /** Headers that only this vendor has. */
  readonly vendorHeaders?: Api extends 'tencent-cvm'
    ? { readonly [Name in (typeof tencentCreate)['callerHeaders'][number]]?: string }
    : undefined;
}

/**
 * A request to launch instances with one API. `LaunchRequest<'jdcloud-bastion'>` has no `image`, because that API takes none; without a
 * type argument it has every field, and `plan` says what the API chosen at run time cannot do.
 */
export type LaunchRequest<Api extends ApiId = ApiId> = [ApiId] extends [Api]
  ? AnyLaunchRequest
  : { [Each in Api]: Narrowed<LaunchFields, CapabilityTables[Each]> & VendorParts<Each> }[Api];

/** A request with every field, for an API that is chosen at run time. That of any API is one. */
export interface AnyLaunchRequest extends Loose<LaunchFields> {
  readonly vendor?: object | undefined;
  readonly vendorHeaders?: { readonly [name: string]: string | undefined } | undefined;
}

/** What a request of one API says cannot be given is `undefined` there. */
type Loose<Fields> = {
  readonly [Name in keyof Fields]?:
    | (Fields[Name] extends infer Field
        ? Field extends readonly (infer Element extends object)[]
          ? readonly Loose<Element>[]
          : Field extends Groups
            ? Loose<Field>
            : Field
        : never)
    | undefined;
};

type Groups = Location | Billing | Login | Network | PublicAddress | Disk | Template;
