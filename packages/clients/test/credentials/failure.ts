import { expect } from 'vitest';
import { CredentialsError } from '../../src/credentials/credentials-error.js';

/** The error of a provider, which must be a CredentialsError. */
export async function failure(provider: () => Promise<object>): Promise<CredentialsError> {
  const error = await provider().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CredentialsError);
  return error as CredentialsError;
}

/** The values of credentials, which do not show them themselves. */
export function valuesOf(credentials: object): Record<string, unknown> {
  return Object.fromEntries(
    ['accessKeyId', 'secretAccessKey', 'sessionToken', 'secretId', 'secretKey', 'token', 'accessKeyPassword'].flatMap(
      (name) => (name in credentials ? [[name, credentials[name as never]]] : []),
    ),
  );
}
