/** A request as it goes over the wire, but for its signature. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The region in the path, where the API has it there. */
  readonly region: string | undefined;
}

/** What a signature adds. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  /** The whole query, where the signature is a part of it. */
  readonly query?: string;
}

/** Signs the requests of one vendor. */
export interface RequestSigner<Credentials> {
  sign(request: UnsignedRequest, credentials: Credentials, date: Date): Promise<Signed>;
  /** The texts of credentials that nobody may see. */
  secretsOf(credentials: Credentials): (string | undefined)[];
  /** Whether requests with a body go as a query. */
  readonly asQuery?: boolean;
}
