import { CredentialsError, type CredentialsSource } from './credentials-error.js';

/** Gives credentials, the same object as long as they are the same: signing keys are kept with it. */
export type CredentialsProvider<Credentials> = () => Promise<Credentials>;

/** Which names a vendor gives to the parts of its credentials, in one kind of place. */
export interface Naming<Credentials> {
  /** Sets of names; the first of which any is there counts. */
  readonly forms: readonly {
    readonly required: { readonly [part in keyof Credentials]?: string };
    /** Several names for one part: the first that is there counts. */
    readonly optional?: { readonly [part in keyof Credentials]?: readonly string[] };
  }[];
}

/** Reads the parts of credentials out of named texts. A half of them is an error, not nothing. */
export function readParts<Credentials extends object>(
  source: Omit<CredentialsSource, 'missing'>,
  texts: Readonly<Record<string, string | undefined>>,
  { forms }: Naming<Credentials>,
): Credentials {
  const textOf = (name: string) => texts[name]?.trim() || undefined;
  const begun = forms.find(({ required }) => Object.values<string>(required as never).some((name) => textOf(name)));
  const { required, optional = {} } = begun ?? (forms[0] as Naming<Credentials>['forms'][number]);
  const names = Object.entries(required) as [string, string][];
  const missing = names.flatMap(([, name]) => (textOf(name) ? [] : [name]));
  if (missing.length > 0) throw new CredentialsError([{ ...source, missing }]);
  const more = Object.entries(optional as Record<string, readonly string[]>).flatMap(([part, candidates]) => {
    const value = candidates.map(textOf).find((text) => text !== undefined);
    return value === undefined ? [] : [[part, value]];
  });
  return Object.fromEntries([...names.map(([part, name]) => [part, textOf(name)]), ...more]) as Credentials;
}

/** The same object again while nothing has changed, and one that does not show what it holds. */
export function remembering<Credentials extends object>(
  read: () => Promise<Credentials>,
): CredentialsProvider<Credentials> {
  let last: { readonly key: string; readonly credentials: Credentials } | undefined;
  return async () => {
    const credentials = await read();
    const key = JSON.stringify(credentials);
    if (last?.key !== key) last = { key, credentials: concealed(credentials) };
    return last.credentials;
  };
}

function concealed<Credentials extends object>(credentials: Credentials): Credentials {
  const value = () => '[credentials]';
  return Object.freeze(
    Object.defineProperties(credentials, {
      toJSON: { value },
      [Symbol.for('nodejs.util.inspect.custom')]: { value },
    }),
  );
}

/**
 * The credentials of the first provider that has any.
 * @throws CredentialsError that lists all the places when none has.
 */
export function firstOf<Credentials>(
  ...providers: readonly CredentialsProvider<Credentials>[]
): CredentialsProvider<Credentials> {
  return async () => {
    const sources: CredentialsSource[] = [];
    for (const provider of providers) {
      try {
        return await provider();
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        sources.push(...error.sources);
      }
    }
    throw new CredentialsError(sources);
  };
}

export interface EnvironmentOptions {
  /** Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export function environmentProvider<Credentials extends object>(
  naming: Naming<Credentials>,
  { environment }: EnvironmentOptions = {},
): CredentialsProvider<Credentials> {
  return remembering(async () => readParts({ place: 'environment' }, environment ?? process.env, naming));
}
