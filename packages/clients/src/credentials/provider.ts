/** Gives the credentials to sign with: the same object for as long as they are unchanged, because signing keys are kept with it. */
export type CredentialsProvider<Credentials extends object> = () => Promise<Credentials>;

/** What `firstOf` takes: also a function of one's own, which says with a `CredentialsError` `not-found` that it has none. */
export type CredentialsSource<Credentials extends object> = () => Credentials | Promise<Credentials>;

/** Environment variables, for example `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentOptions {
  /** Read at each call. The default is `process.env`. */
  readonly env?: Environment | undefined;
}

export interface ProfileOptions {
  /** The default is what the vendor's variable says, or else `default`. */
  readonly profile?: string | undefined;
  /** Instead of the vendor's places. */
  readonly file?: string | undefined;
  /** Where variables that name a profile or a file are read. The default is `process.env`. */
  readonly env?: Environment | undefined;
  /** The folder that the vendor's places are in. The default is the user's home. */
  readonly home?: string | undefined;
}
