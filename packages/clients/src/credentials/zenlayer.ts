import { join } from 'node:path';
import type { ZenlayerCredentials, ZenlayerToken } from '@launchspec/signing/zenlayer';
import { type ProfileOptions, parseJsonProfiles, profileProvider } from './profile.js';
import { type CredentialsProvider, type EnvironmentOptions, environmentProvider } from './provider.js';

export { CredentialsError } from './credentials-error.js';
export type { ProfileOptions } from './profile.js';
export { type CredentialsProvider, type EnvironmentOptions, firstOf } from './provider.js';

type Either = ZenlayerCredentials | ZenlayerToken;
type Parts = ZenlayerCredentials & ZenlayerToken;

/**
 * Reads `ZENLAYERCLOUD_ACCESS_KEY_ID` and `ZENLAYERCLOUD_ACCESS_KEY_PASSWORD` (the Terraform provider), or `ZENLAYER_ACCESS_KEY_ID` and
 * `ZENLAYER_ACCESS_KEY_SECRET` (the command line `zeno`).
 */
export function fromEnvironment(options?: EnvironmentOptions): CredentialsProvider<ZenlayerCredentials> {
  return environmentProvider<ZenlayerCredentials>(
    {
      forms: [
        {
          required: {
            accessKeyId: 'ZENLAYERCLOUD_ACCESS_KEY_ID',
            accessKeyPassword: 'ZENLAYERCLOUD_ACCESS_KEY_PASSWORD',
          },
        },
        { required: { accessKeyId: 'ZENLAYER_ACCESS_KEY_ID', accessKeyPassword: 'ZENLAYER_ACCESS_KEY_SECRET' } },
      ],
    },
    options,
  );
}

/**
 * Reads `~/.zenlayer/credentials.json` of the command line `zeno`, which holds a key pair or a token; the profile is that of
 * `ZENLAYER_PROFILE`, else `default`. Whether the profiles stand at the top of that file or under `Profiles` is not documented: both are read.
 */
export function fromProfile(options?: ProfileOptions): CredentialsProvider<Either> {
  return profileProvider<Parts>(
    {
      file: ({ home }) => join(home, '.zenlayer', 'credentials.json'),
      profile: async ({ environment }) => environment.ZENLAYER_PROFILE || 'default',
      parse: (text, profile) => {
        const top = parseJsonProfiles(text);
        if (!top || top.has(profile)) return top;
        const { Profiles: below } = JSON.parse(text) as { Profiles?: unknown };
        return below === undefined ? top : parseJsonProfiles(JSON.stringify(below));
      },
      naming: {
        forms: [
          { required: { token: 'token' } },
          { required: { accessKeyId: 'access_key_id', accessKeyPassword: 'access_key_secret' } },
        ],
      },
    },
    options,
  );
}
