import type { ApiId } from '../api-id.js';
import type { NotOffered } from '../capabilities/capability.js';
import type { HousePath } from '../fields.js';
import type { CapabilityTables } from '../request-types.js';

/** Names of google.rpc codes: what kind of failure it is. */
export type LaunchErrorCode =
  | 'INVALID_ARGUMENT'
  | 'FAILED_PRECONDITION'
  | 'OUT_OF_RANGE'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'UNAUTHENTICATED'
  | 'RESOURCE_EXHAUSTED'
  | 'ABORTED'
  | 'UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'CANCELLED'
  | 'INTERNAL'
  | 'UNIMPLEMENTED'
  | 'UNKNOWN';

interface ReasonFacts {
  readonly code: LaunchErrorCode;
  /** What is wrong. */
  readonly means: string;
  /** What to do about it. */
  readonly fix: string;
  /**
   * When the same request has a chance later. `unharmed`: the vendor did nothing, so any time. `maybe-begun`: it may have failed in the
   * middle of the work, so that a launch needs its token.
   */
  readonly again?: 'unharmed' | 'maybe-begun';
}

/** Why a call failed, the same for all APIs. Two reasons differ where a caller would do something else about them. */
export const REASONS = {
  REQUEST_INVALID: {
    code: 'INVALID_ARGUMENT',
    means: 'the request is not valid',
    fix: 'correct it before you send it again',
  },
  VALUE_MISSING: { code: 'INVALID_ARGUMENT', means: 'a value that is needed is missing', fix: 'add it' },
  VALUE_INVALID: {
    code: 'INVALID_ARGUMENT',
    means: 'a value is not one that can be taken',
    fix: 'give it the form that the API asks for, or another value',
  },
  VALUES_CONFLICT: {
    code: 'INVALID_ARGUMENT',
    means: 'values do not go together',
    fix: 'leave one of them out, or change one to suit the other',
  },
  PASSWORD_TOO_WEAK: {
    code: 'INVALID_ARGUMENT',
    means: 'the password breaks the rules for passwords',
    fix: 'choose a longer one with more kinds of characters',
  },
  VALUE_OUT_OF_RANGE: {
    code: 'OUT_OF_RANGE',
    means: 'a value is too large or too small',
    fix: 'choose one within the limits of the API',
  },
  IMAGE_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such image',
    fix: 'choose an image of the location that the account may use',
  },
  MACHINE_TYPE_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such machine type',
    fix: 'choose one that the location has',
  },
  LOCATION_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such zone or region',
    fix: 'check the zone, and that it belongs to the region',
  },
  NETWORK_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such network, subnet or security group',
    fix: 'choose one of the location',
  },
  KEY_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such key pair',
    fix: 'store the key with the vendor first, in the same region',
  },
  INSTANCE_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'there is no such instance',
    fix: 'check its id; it may be gone already',
  },
  RESOURCE_NOT_FOUND: {
    code: 'NOT_FOUND',
    means: 'something that the request names does not exist',
    fix: 'check the ids in the request, and that the account owns what they name',
  },
  IMAGE_NOT_READY: {
    code: 'FAILED_PRECONDITION',
    means: 'the image cannot be used in its present state',
    fix: 'wait until it is ready, or choose another',
  },
  NOT_OFFERED: {
    code: 'FAILED_PRECONDITION',
    means: 'the vendor does not offer this together with the rest of the request',
    fix: 'choose another value, or another location, image or machine type to go with it',
  },
  PAYMENT_REQUIRED: {
    code: 'FAILED_PRECONDITION',
    means: 'the account cannot pay',
    fix: 'add money to it, and settle the orders that are open',
  },
  ACCOUNT_UNVERIFIED: {
    code: 'FAILED_PRECONDITION',
    means: 'the account has not been verified',
    fix: 'have it verified by the vendor',
  },
  INSTANCE_STATE: {
    code: 'FAILED_PRECONDITION',
    means: 'the instance does not allow this, by its state, its kind or its billing',
    fix: 'look at the instance, and change what stands against it',
  },
  INSTANCE_PROTECTED: {
    code: 'FAILED_PRECONDITION',
    means: 'the instance is protected from termination',
    fix: 'lift the protection first',
  },
  PRECONDITION_FAILED: {
    code: 'FAILED_PRECONDITION',
    means: 'the present state of what the request names does not allow it',
    fix: 'read what the vendor says, and change that',
  },
  ADDRESS_IN_USE: {
    code: 'ALREADY_EXISTS',
    means: 'a private address is taken already',
    fix: 'choose another, or let the vendor choose',
  },
  RESOURCE_IN_USE: {
    code: 'FAILED_PRECONDITION',
    means: 'something that the request names is in use',
    fix: 'free it, or choose another',
  },
  ACCESS_DENIED: {
    code: 'PERMISSION_DENIED',
    means: 'the account may not do this',
    fix: 'let its owner, or the vendor, grant it',
  },
  CREDENTIALS_INVALID: {
    code: 'UNAUTHENTICATED',
    means: 'the credentials cannot be used',
    fix: 'check them, and that they are still valid',
  },
  SIGNATURE_EXPIRED: {
    code: 'UNAUTHENTICATED',
    means: 'the signature is too old or too new',
    fix: 'set the clock of this machine',
  },
  SOLD_OUT: {
    code: 'RESOURCE_EXHAUSTED',
    means: 'the vendor has no more of it',
    fix: 'choose another machine type, disk or location, or ask for fewer',
  },
  ADDRESSES_EXHAUSTED: {
    code: 'RESOURCE_EXHAUSTED',
    means: 'the subnet has too few free addresses',
    fix: 'choose another subnet, or ask for fewer instances',
  },
  QUOTA_EXCEEDED: {
    code: 'RESOURCE_EXHAUSTED',
    means: 'the account would have more than its quota',
    fix: 'ask the vendor for more, or remove something',
  },
  RATE_LIMITED: {
    code: 'RESOURCE_EXHAUSTED',
    means: 'there were too many requests',
    fix: 'wait before the next one',
    again: 'unharmed',
  },
  INSTANCE_BUSY: {
    code: 'ABORTED',
    means: 'something else is being done with the instance',
    fix: 'wait until that has ended',
    again: 'unharmed',
  },
  SERVICE_UNAVAILABLE: {
    code: 'UNAVAILABLE',
    means: 'the service is not available for the moment',
    fix: 'wait a while',
    again: 'maybe-begun',
  },
  NO_CONNECTION: {
    code: 'UNAVAILABLE',
    means: 'the connection failed',
    fix: 'check the network and the address of the API',
    again: 'unharmed',
  },
  TIMED_OUT: { code: 'DEADLINE_EXCEEDED', means: 'it took too long', fix: 'wait a while', again: 'maybe-begun' },
  CANCELLED: { code: 'CANCELLED', means: 'it was aborted', fix: 'call again if you want it after all' },
  DRY_RUN_PASSED: {
    code: 'CANCELLED',
    means: 'the request would have succeeded, but asked for a check only',
    fix: 'leave out vendor.DryRun to launch',
  },
  VENDOR_FAILURE: {
    code: 'INTERNAL',
    means: 'the vendor failed',
    fix: 'report the request id to the vendor if it goes on',
  },
  ANSWER_UNREADABLE: {
    code: 'INTERNAL',
    means: 'the answer could not be read',
    fix: 'check that the address is that of the API and not of a proxy',
  },
  CHECK_UNAVAILABLE: {
    code: 'INTERNAL',
    means: 'the request could not be checked',
    fix: 'check that the package is complete',
  },
  OPERATION_UNSUPPORTED: {
    code: 'UNIMPLEMENTED',
    means: 'the vendor does not support this',
    fix: 'do it in another way, or update this package',
  },
  OUTCOME_UNKNOWN: {
    code: 'UNKNOWN',
    means: 'it is not known what the call has done',
    fix: 'look what there is before you call again',
  },
  UNDOCUMENTED: {
    code: 'UNKNOWN',
    means: 'the vendor answered with an error that it does not document',
    fix: 'read what the vendor says',
  },
} as const satisfies { readonly [reason: string]: ReasonFacts };

/** Why a call failed: `switch (error.reason)`. */
export type LaunchErrorReason = keyof typeof REASONS;

export function factsOf(reason: LaunchErrorReason): ReasonFacts {
  return REASONS[reason];
}

/** What an error of a vendor means; with the field that it is about, where that is certain. */
export type Meaning<Path extends HousePath = HousePath> =
  | LaunchErrorReason
  | { readonly reason: LaunchErrorReason; readonly field: Path };

/** What the errors of an API mean. */
export interface ReasonTable<Code extends string = string, Path extends HousePath = HousePath> {
  /** By code. */
  readonly codes: { readonly [code in Code]: Meaning<Path> };
  /** Codes that mean something else where an operation is about an instance that there is. */
  readonly aboutInstance?: { readonly [code in Code]?: LaunchErrorReason };
  /** Documented messages that tell errors of one code apart, by the name of the error in the spec. */
  readonly messages?: { readonly [example: string]: MessageMeaning };
}

/** In a message, `'xx'` stands for any text and `InstanceSpec...` for any field. */
export interface MessageMeaning<Message extends string = string, Path extends HousePath = HousePath> {
  readonly message: Message;
  readonly reason: LaunchErrorReason;
  readonly field?: Path;
}

interface DescribedOperations {
  readonly operations: { readonly [operationId: string]: { readonly errorCodes: readonly string[] } };
}

/** Every code that an operation of an API is known to answer with. */
type CodesOf<Description extends DescribedOperations> =
  Description['operations'][keyof Description['operations']]['errorCodes'][number];

/** The fields that an API takes: an error is about one of these. */
type OfferedPath<Table> = HousePath &
  { [Path in keyof Table]: Table[Path] extends NotOffered ? never : Path }[keyof Table];

/** What the errors of one API mean. A code of its spec without a meaning does not compile, nor a field that it does not take. */
export type ReasonsOf<Api extends ApiId, Description extends DescribedOperations> = ReasonTable<
  CodesOf<Description>,
  OfferedPath<CapabilityTables[Api]>
>;

interface Examples {
  readonly [example: string]: { readonly message: string; readonly beyondDocument: boolean };
}

/** A meaning for every error that the vendor's document has. A new one does not compile, nor a message that is not the document's. */
export type MessagesOf<Api extends ApiId, Errors extends Examples> = {
  readonly [Name in keyof Errors as Errors[Name]['beyondDocument'] extends false ? Name : never]: MessageMeaning<
    Errors[Name]['message'],
    OfferedPath<CapabilityTables[Api]>
  >;
};
