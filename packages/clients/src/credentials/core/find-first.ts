import { CredentialsError, type CredentialsProblem } from '../credentials-error.js';
import type { CredentialsSource } from '../provider.js';

export interface Found<Credentials extends object> {
  readonly source: CredentialsSource<Credentials>;
  readonly credentials: Credentials;
}

/** Asks one after the other for as long as the problem is one that leads on. */
export async function findFirst<Credentials extends object>(
  sources: readonly CredentialsSource<Credentials>[],
  leadsOn: readonly CredentialsProblem[],
  none: (attempts: readonly CredentialsError[]) => CredentialsError,
): Promise<Found<Credentials>> {
  const attempts: CredentialsError[] = [];
  for (const source of sources) {
    try {
      return { source, credentials: await source() };
    } catch (error) {
      if (!(error instanceof CredentialsError) || !leadsOn.includes(error.problem)) throw error;
      attempts.push(error);
    }
  }
  throw none(attempts);
}
