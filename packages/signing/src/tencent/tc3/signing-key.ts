import type { SigningKey } from '../../digest/digest.js';
import { deriveKey } from '../../generic/derive-key.js';
import { cachedKey } from '../../generic/key-cache.js';
import type { TencentCredentials } from '../credentials.js';
import { type CredentialScope, TERMINATOR } from './credential-scope.js';

/** The key of a day and service. It is kept with the credentials object and cannot be read back. */
export function signingKey(credentials: TencentCredentials, { day, service }: CredentialScope): Promise<SigningKey> {
  const secret = credentials.secretKey;
  const parts = [day, service, TERMINATOR];
  return cachedKey(credentials, secret, parts.join('/'), () => deriveKey(`TC3${secret}`, parts));
}
