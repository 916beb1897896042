export interface CredentialScope {
  /** The day in UTC, `2024-01-15`. */
  readonly day: string;
  readonly service: string;
}

/** The last part of the credential scope. */
export const TERMINATOR = 'tc3_request';

export function credentialScope({ day, service }: CredentialScope): string {
  return `${day}/${service}/${TERMINATOR}`;
}

/** Splits `Credential=` into secret id and scope; `undefined` when it is not in that form. */
export function parseCredential(credential: string): (CredentialScope & { readonly secretId: string }) | undefined {
  const parts = credential.split('/');
  const [secretId, day, service, terminator] = parts;
  if (parts.length !== 4 || !secretId || !day || !service || terminator !== TERMINATOR) return undefined;
  return { secretId, day, service };
}
