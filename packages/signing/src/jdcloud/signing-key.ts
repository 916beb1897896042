import type { SigningKey } from '../digest/digest.js';
import { deriveKey } from '../generic/derive-key.js';
import { cachedKey } from '../generic/key-cache.js';
import type { CredentialScope } from './credential-scope.js';
import type { JdcloudCredentials } from './credentials.js';
import { type JdcloudVersion, terminatorOf } from './version.js';

/** The key of a day, region and service. It is kept with the credentials object and cannot be read back. */
export function signingKey(
  credentials: JdcloudCredentials,
  { day, region, service }: CredentialScope,
  version: JdcloudVersion,
): Promise<SigningKey> {
  const secret = credentials.secretAccessKey;
  const parts = [day, region, service, terminatorOf(version)];
  return cachedKey(credentials, secret, parts.join('/'), () => deriveKey(`${version}${secret}`, parts));
}
