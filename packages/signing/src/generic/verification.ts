import { constantTimeEqual } from './constant-time-equal.js';
import {
  type Difference,
  describeCanonicalLine,
  describeStringToSignLine,
  firstDifference,
} from './first-difference.js';

/** The step at which client and server part. */
export type VerificationStage =
  /** The request carries no authorization, or one that cannot be read. */
  | 'authorization'
  /** Nobody has this key id. */
  | 'credentials'
  /** The date is missing, malformed, or too far from now. */
  | 'date'
  /** The credential scope does not fit the scheme, the date, or the region and service that are served. */
  | 'credential-scope'
  /** The session token is not the one that belongs to the credentials. */
  | 'session-token'
  /** The list of signed headers is malformed, or lacks a header that has to be signed. */
  | 'signed-headers'
  /** The hash that the client declares is not that of the body. */
  | 'payload-hash'
  /** Parameters cannot be read, or are repeated. */
  | 'parameters'
  /** The client's canonical request, as it claims, differs. */
  | 'canonical-request'
  /** The client's string to sign, as it claims, differs. */
  | 'string-to-sign'
  /** What the client claims to have signed is what was computed here: another secret key. */
  | 'signing-key'
  /** The signature differs and the client did not say what it signed. */
  | 'signature';

/** What was computed here. It holds what the request holds (session tokens, with Tencent v1 every parameter), never a signature. */
export interface Computed {
  /** Absent where the scheme has none. */
  readonly canonicalRequest?: string;
  readonly stringToSign: string;
}

/** What the client says it has signed, from its debug log for instance. */
export type Claimed = Partial<Computed>;

export interface VerificationSuccess {
  readonly ok: true;
  readonly scheme: string;
  readonly keyId: string;
  readonly date: Date;
  /** To be remembered for as long as the skew lasts by a server that refuses replays. */
  readonly nonce?: string;
  /** Whether the signed host is the Host header as it is, or without its port, as Tencent's Node SDK signs it. */
  readonly host?: 'as-sent' | 'without-port';
  readonly computed: Computed;
}

export interface VerificationFailure {
  readonly ok: false;
  readonly stage: VerificationStage;
  /** What is wrong, as a sentence. */
  readonly message: string;
  readonly computed?: Computed;
  /** Where the claimed text and the computed one differ first. */
  readonly difference?: Difference;
  /** Whether the client's signature is indeed one over the claimed text with the right key: then this difference is all that is wrong. */
  readonly confirmed?: boolean;
}

export type Verification = VerificationSuccess | VerificationFailure;

export interface VerifyOptions {
  /** Default: the present. */
  readonly now?: Date;
  /** How many seconds the client's clock may be wrong, either way. */
  readonly skew?: number;
  /** What the client says it has signed. */
  readonly claimed?: Claimed;
}

export function failure(
  stage: VerificationStage,
  message: string,
  more: Pick<VerificationFailure, 'computed' | 'difference' | 'confirmed'> = {},
): VerificationFailure {
  return { ok: false, stage, message, ...more };
}

/** Whether a clock is within the skew. */
export function checkSkew(date: Date, now: Date, skew: number): VerificationFailure | undefined {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) <= skew) return undefined;
  const words = `${Math.abs(seconds)} seconds ${seconds < 0 ? 'behind' : 'ahead of'}`;
  return failure('date', `The date is ${words} the server's clock; ${skew} are allowed.`);
}

/** What is needed to find out where two sides part whose signatures differ. */
export interface Mismatch {
  readonly given: string;
  readonly computed: Computed;
  readonly claimed: Claimed | undefined;
  /** The string to sign of a canonical request. */
  readonly stringToSign?: (canonicalRequest: string) => Promise<string>;
  readonly signature: (stringToSign: string) => Promise<string>;
  /** How the string to sign is taken apart; default by lines. */
  readonly separator?: string;
  readonly describe?: (parts: readonly string[], index: number) => string;
}

/** Names the stage at which two sides part whose signatures differ. */
export async function explainMismatch(mismatch: Mismatch): Promise<VerificationFailure> {
  const { given, computed, claimed = {}, signature } = mismatch;
  if (claimed.canonicalRequest !== undefined && computed.canonicalRequest !== undefined && mismatch.stringToSign) {
    const difference = firstDifference(computed.canonicalRequest, claimed.canonicalRequest, describeCanonicalLine);
    if (difference) {
      const theirs = await signature(await mismatch.stringToSign(claimed.canonicalRequest));
      const confirmed = constantTimeEqual(given, theirs);
      const message = `The canonical requests differ in line ${difference.line} (${difference.part}).`;
      return failure('canonical-request', message, { computed, difference, confirmed });
    }
  }
  if (claimed.stringToSign !== undefined) {
    const { describe = describeStringToSignLine, separator } = mismatch;
    const difference = firstDifference(computed.stringToSign, claimed.stringToSign, describe, separator);
    if (difference) {
      const confirmed = constantTimeEqual(given, await signature(claimed.stringToSign));
      const message = `The strings to sign differ in part ${difference.line} (${difference.part}).`;
      return failure('string-to-sign', message, { computed, difference, confirmed });
    }
  }
  if (claimed.canonicalRequest === undefined && claimed.stringToSign === undefined)
    return failure('signature', 'The signature is not that of what was computed here.', { computed });
  const message = 'What the client says it has signed is what was computed here: it has another secret key.';
  return failure('signing-key', message, { computed });
}
