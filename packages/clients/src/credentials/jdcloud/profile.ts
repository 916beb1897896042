import { join } from 'node:path';
import type { JdcloudCredentials } from '@launchspec/signing/jdcloud';
import { chosenBy, chosenByFile, orDefault } from '../core/choose.js';
import type { FieldNames } from '../core/field-names.js';
import { parseIni } from '../core/ini.js';
import type { Place } from '../core/place.js';
import { type ProfileVendor, profileProvider } from '../core/profile.js';
import type { CredentialsProvider, ProfileOptions } from '../provider.js';
import { makeJdcloud } from './make.js';

const FIELDS: FieldNames = {
  pairs: [
    { id: 'access_key', secret: 'secret_key' },
    { id: 'jdcloud_access_key_id', secret: 'jdcloud_secret_access_key' },
  ],
  tokens: ['jdcloud_session_token', 'jdcloud_security_token'],
  tokenIs: 'of-a-session',
};

const VENDOR: ProfileVendor<JdcloudCredentials> = {
  make: makeJdcloud,
  choose({ profile, env, home, file }) {
    const chosen = chosenBy(profile, env, ['JDCLOUD_PROFILE']);
    if (chosen) return chosen;
    // What the command line has as its current profile says nothing about another file.
    if (file !== undefined || home === undefined) return orDefault();
    return chosenByFile(join(home, '.jdc', 'current'), (text) => text.trim());
  },
  places({ file, home }) {
    if (file !== undefined) return [place(file)];
    return home === undefined
      ? []
      : [place(join(home, '.jdc', 'config')), place(join(home, '.jdcloud', 'credentials'))];
  },
};

function place(file: string): Place {
  return {
    file,
    find: (text, profile) => parseIni(text).get(profile),
    names: FIELDS,
    advice: 'make one with `jdc configure add`',
  };
}

/**
 * Reads a profile of JD Cloud's own tools at each call:
 *
 * - `~/.jdc/config` of the command line `jdc` (jdcloud-api/jdcloud-cli, `jdcloud_cli/config.py`): INI with `access_key`, `secret_key`;
 * - `~/.jdcloud/credentials` of the PHP SDK (jdcloud-api/jdcloud-sdk-php, `src/Credentials/CredentialProvider.php`): INI with
 *   `jdcloud_access_key_id`, `jdcloud_secret_access_key`, `jdcloud_session_token` or `jdcloud_security_token`.
 *
 * The profile is the option, else `JDCLOUD_PROFILE` (PHP SDK), else the one in `~/.jdc/current` (`jdc`), else `default`. A `file` can
 * have either kind of fields. Unverified: as for `fromEnvironment`, in what form the server wants the token.
 */
export function fromProfile(options: ProfileOptions = {}): CredentialsProvider<JdcloudCredentials> {
  return profileProvider(VENDOR, options);
}
