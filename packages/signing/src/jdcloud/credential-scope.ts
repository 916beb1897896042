import { type JdcloudVersion, terminatorOf } from './version.js';

export interface CredentialScope {
  /** The day, `20240115`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

export function credentialScope({ day, region, service }: CredentialScope, version: JdcloudVersion): string {
  return `${day}/${region}/${service}/${terminatorOf(version)}`;
}

/** Splits `Credential=` into key id and scope; `undefined` when it is not in the form of the version. */
export function parseCredential(
  credential: string,
  version: JdcloudVersion,
): (CredentialScope & { readonly keyId: string }) | undefined {
  const parts = credential.split('/');
  const [keyId, day, region, service, terminator] = parts;
  if (parts.length !== 5 || !keyId || !day || !region || !service || terminator !== terminatorOf(version))
    return undefined;
  return { keyId, day, region, service };
}
