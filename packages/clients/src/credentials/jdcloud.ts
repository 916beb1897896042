import { join } from 'node:path';
import type { JdcloudCredentials } from '@launchspec/signing/jdcloud';
import { type ProfileOptions, parseIni, profileProvider, readName } from './profile.js';
import { type CredentialsProvider, type EnvironmentOptions, environmentProvider } from './provider.js';

export { CredentialsError } from './credentials-error.js';
export type { ProfileOptions } from './profile.js';
export { type CredentialsProvider, type EnvironmentOptions, firstOf } from './provider.js';

/**
 * Reads `JDCLOUD_ACCESS_KEY` and `JDCLOUD_SECRET_KEY`, as JD Cloud's Packer plugin and container documentation name them. No tool of
 * JD Cloud has a variable for a session token.
 */
export function fromEnvironment(options?: EnvironmentOptions): CredentialsProvider<JdcloudCredentials> {
  return environmentProvider<JdcloudCredentials>(
    { forms: [{ required: { accessKeyId: 'JDCLOUD_ACCESS_KEY', secretAccessKey: 'JDCLOUD_SECRET_KEY' } }] },
    options,
  );
}

/** Reads `~/.jdc/config` of JD Cloud's command line; the profile is the one that `~/.jdc/current` names, else `default`. */
export function fromProfile(options?: ProfileOptions): CredentialsProvider<JdcloudCredentials> {
  return profileProvider<JdcloudCredentials>(
    {
      file: ({ home }) => join(home, '.jdc', 'config'),
      profile: async ({ home }) => (await readName(home, '.jdc', 'current')) ?? 'default',
      parse: parseIni,
      naming: { forms: [{ required: { accessKeyId: 'access_key', secretAccessKey: 'secret_key' } }] },
    },
    options,
  );
}
