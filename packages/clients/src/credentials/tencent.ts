import { join } from 'node:path';
import type { TencentCredentials } from '@launchspec/signing/tencent';
import { isRecord, type ProfileOptions, parseIni, profileProvider, textsOf } from './profile.js';
import { type CredentialsProvider, type EnvironmentOptions, environmentProvider } from './provider.js';

export { CredentialsError } from './credentials-error.js';
export type { ProfileOptions } from './profile.js';
export { type CredentialsProvider, type EnvironmentOptions, firstOf } from './provider.js';

/**
 * Reads `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY` (the SDKs and the Terraform provider) and, of temporary credentials,
 * `TENCENTCLOUD_TOKEN` or `TENCENTCLOUD_SECURITY_TOKEN` (Terraform).
 */
export function fromEnvironment(options?: EnvironmentOptions): CredentialsProvider<TencentCredentials> {
  return environmentProvider<TencentCredentials>(
    {
      forms: [
        {
          required: { secretId: 'TENCENTCLOUD_SECRET_ID', secretKey: 'TENCENTCLOUD_SECRET_KEY' },
          optional: { token: ['TENCENTCLOUD_TOKEN', 'TENCENTCLOUD_SECURITY_TOKEN'] },
        },
      ],
    },
    options,
  );
}

/** Reads `~/.tencentcloud/credentials` of the SDKs, or the file that `TENCENTCLOUD_CREDENTIALS_FILE` names; profile `default`. */
export function fromProfile(options?: ProfileOptions): CredentialsProvider<TencentCredentials> {
  return profileProvider<TencentCredentials>(
    {
      file: ({ home, environment }) =>
        environment.TENCENTCLOUD_CREDENTIALS_FILE ?? join(home, '.tencentcloud', 'credentials'),
      profile: async () => 'default',
      parse: parseIni,
      naming: {
        forms: [{ required: { secretId: 'secret_id', secretKey: 'secret_key' }, optional: { token: ['token'] } }],
      },
    },
    options,
  );
}

/** Reads `~/.tccli/<profile>.credential` of the command line TCCLI; profile `default`. */
export function fromTccli(options?: ProfileOptions): CredentialsProvider<TencentCredentials> {
  return profileProvider<TencentCredentials>(
    {
      file: ({ home, profile }) => join(home, '.tccli', `${profile}.credential`),
      profile: async () => 'default',
      parse: (text, profile) => {
        try {
          const value: unknown = JSON.parse(text);
          return isRecord(value) ? new Map([[profile, textsOf(value)]]) : undefined;
        } catch {
          return undefined;
        }
      },
      naming: {
        forms: [{ required: { secretId: 'secretId', secretKey: 'secretKey' }, optional: { token: ['token'] } }],
      },
    },
    options,
  );
}
