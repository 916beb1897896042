import { type Found, findFirst } from './core/find-first.js';
import { CredentialsError } from './credentials-error.js';
import type { CredentialsProvider, CredentialsSource } from './provider.js';

/**
 * The first provider that has credentials. Only `not-found` leads on to the next; half a pair or a broken file is an error, because
 * the next provider may be another account. For the same reason the one that was found stays the one that is asked.
 */
export function firstOf<Credentials extends object>(
  first: CredentialsSource<Credentials>,
  ...rest: readonly CredentialsSource<Credentials>[]
): CredentialsProvider<Credentials> {
  const sources = [first, ...rest];
  let chosen: CredentialsSource<Credentials> | undefined;
  let finding: Promise<Found<Credentials>> | undefined;
  return async () => {
    if (chosen) return chosen();
    // Calls at the same time look once, so that they cannot end up with two accounts.
    finding ??= findFirst(sources, ['not-found'], none);
    try {
      const found = await finding;
      chosen = found.source;
      return found.credentials;
    } finally {
      finding = undefined;
    }
  };
}

function none(attempts: readonly CredentialsError[]): CredentialsError {
  return new CredentialsError({
    problem: 'not-found',
    source: 'chain',
    variables: attempts.flatMap(({ variables }) => variables),
    files: attempts.flatMap(({ files }) => files),
    names: attempts.flatMap(({ names }) => names),
    summary: `no credentials in any of ${attempts.length} places`,
    advice: attempts.map(({ message }, index) => `(${index + 1}) ${message}`).join('; '),
    attempts,
  });
}
