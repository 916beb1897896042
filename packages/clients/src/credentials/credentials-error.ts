/** A place in which credentials were looked for, without the values found there. */
export interface CredentialsSource {
  /** `environment`, or the path of the file. */
  readonly place: string;
  readonly profile?: string;
  /** Variables or fields that are missing. */
  readonly missing: readonly string[];
  /** What is wrong with the place itself. */
  readonly problem?: string;
}

/** Credentials are nowhere, or only half of them are there. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';

  constructor(readonly sources: readonly CredentialsSource[]) {
    super(`there are no credentials: ${sources.map(inWords).join('; ')}`);
  }
}

function inWords({ place, profile, missing, problem }: CredentialsSource): string {
  const where = profile === undefined ? place : `${place} [${profile}]`;
  return problem === undefined ? `${where} lacks ${missing.join(' and ')}; set it` : `${where} ${problem}`;
}
