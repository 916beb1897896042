/**
 * - `not-found`: nothing is there; the only one after which `firstOf` asks the next provider
 * - `profile-not-found`: the file is there, and the profile that was asked for by name is not in it
 * - `incomplete`: one half of a pair, or a token alone
 * - `ambiguous`: two variables or fields for the same thing differ
 * - `malformed`: the file has another format, or a value cannot be a key
 * - `unreadable`: the file is there and cannot be read
 * - `expired`: temporary credentials that are over
 * - `unsupported`: the profile says that its keys are to be exchanged for others first
 */
export type CredentialsProblem =
  | 'not-found'
  | 'profile-not-found'
  | 'incomplete'
  | 'ambiguous'
  | 'malformed'
  | 'unreadable'
  | 'expired'
  | 'unsupported';

/** Where one provider looked. Names only, never values. */
export interface CredentialsLookup {
  readonly source: 'environment' | 'profile' | 'chain';
  /** Variables that were read. */
  readonly variables?: readonly string[];
  /** Files that were read. */
  readonly files?: readonly string[];
  readonly profile?: string;
}

export interface CredentialsErrorOptions extends CredentialsLookup {
  readonly problem: CredentialsProblem;
  /** What is wrong, without a full stop. */
  readonly summary: string;
  /** What to do, without a full stop. */
  readonly advice: string;
  /** The variables or fields that are missing, or that the problem is about. */
  readonly names?: readonly string[];
  readonly line?: number;
  readonly attempts?: readonly CredentialsError[];
  readonly cause?: unknown;
}

/** There are no credentials to sign with. It names variables, files, profiles and fields, and holds no value of any. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly problem: CredentialsProblem;
  readonly source: CredentialsLookup['source'];
  readonly variables: readonly string[];
  readonly files: readonly string[];
  readonly profile: string | undefined;
  /** The variables or fields that are missing, or that the problem is about. */
  readonly names: readonly string[];
  /** Line of the file, from 1. */
  readonly line: number | undefined;
  readonly advice: string;
  /** Of several places: what was found wrong with each. */
  readonly attempts: readonly CredentialsError[];

  constructor(options: CredentialsErrorOptions) {
    super(`${options.summary}: ${options.advice}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.problem = options.problem;
    this.source = options.source;
    this.variables = options.variables ?? [];
    this.files = options.files ?? [];
    this.profile = options.profile;
    this.names = options.names ?? [];
    this.line = options.line;
    this.advice = options.advice;
    this.attempts = options.attempts ?? [];
  }
}
