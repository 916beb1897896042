import { join } from 'node:path';
import type { TencentCredentials } from '@launchspec/signing/tencent';
import { chosenBy, orDefault } from '../core/choose.js';
import type { FieldNames } from '../core/field-names.js';
import { parseIni } from '../core/ini.js';
import type { Fields, Place } from '../core/place.js';
import { type ProfileContext, type ProfileVendor, profileProvider } from '../core/profile.js';
import type { CredentialsProvider, ProfileOptions } from '../provider.js';
import { makeTencent } from './make.js';
import { checkTccli, findTccli, TCCLI_FIELDS } from './tccli.js';

const SDK_FIELDS: FieldNames = {
  pairs: [{ id: 'secret_id', secret: 'secret_key' }],
  tokens: ['token'],
  tokenIs: 'of-a-session',
};

const EITHER_FIELDS: FieldNames = { ...SDK_FIELDS, pairs: [...SDK_FIELDS.pairs, ...TCCLI_FIELDS.pairs] };

const SYSTEM_FILE = '/etc/tencentcloud/credentials';

const VENDOR: ProfileVendor<TencentCredentials> = {
  make: makeTencent,
  choose: ({ profile, env }) => chosenBy(profile, env, ['TCCLI_PROFILE', 'TENCENTCLOUD_PROFILE']) ?? orDefault(),
  places(context, profile) {
    const named = context.file ?? context.env.TENCENTCLOUD_CREDENTIALS_FILE;
    if (named) return [eitherPlace(named)];
    const folder = context.env.TENCENTCLOUD_SHARED_CREDENTIALS_DIR;
    return folder ? tccliPlaces(folder, profile) : usualPlaces(context, profile);
  },
};

function usualPlaces({ home, system }: ProfileContext, profile: string): Place[] {
  const ofUser = home === undefined ? [] : [sdkPlace(join(home, '.tencentcloud', 'credentials'))];
  const ofSystem = system ? [sdkPlace(SYSTEM_FILE)] : [];
  const ofTccli = home === undefined ? [] : tccliPlaces(join(home, '.tccli'), profile);
  return [...ofUser, ...ofSystem, ...ofTccli];
}

/** None for a profile that cannot be the name of a file: it would lead out of the folder. */
function tccliPlaces(folder: string, profile: string): Place[] {
  if (/[\\/\0]/.test(profile)) return [];
  const file = join(folder, `${profile}.credential`);
  return [
    {
      file,
      find: findTccli,
      names: TCCLI_FIELDS,
      check: checkTccli,
      filePerProfile: true,
      advice: 'make one with `tccli configure`',
    },
  ];
}

function sdkPlace(file: string): Place {
  return { file, find: findSdk, names: SDK_FIELDS, advice: 'write secret_id and secret_key under [default] in it' };
}

function eitherPlace(file: string): Place {
  return {
    ...sdkPlace(file),
    find: (text, profile) => (text.trimStart().startsWith('{') ? findTccli(text) : findSdk(text, profile)),
    names: EITHER_FIELDS,
    check: checkTccli,
  };
}

const findSdk = (text: string, profile: string): Fields | undefined => parseIni(text).get(profile);

/**
 * Reads a profile of Tencent Cloud's own tools at each call, in this order:
 *
 * - `~/.tencentcloud/credentials`, then `/etc/tencentcloud/credentials`, of the SDKs (tencentcloud-sdk-nodejs-common,
 *   `common/credential.js`; TencentCloud/tencentcloud-sdk-python, `tencentcloud/common/credential.py`): INI with `secret_id`,
 *   `secret_key` and, in the node SDK, `token`. The SDKs know only the profile `default`; here other sections can be named.
 * - `~/.tccli/<profile>.credential` of the command line (TencentCloud/tencentcloud-cli, `tccli/configure.py`, `tccli/oauth.py`): JSON
 *   with `secretId`, `secretKey`, `token`. After a login it also has `expiresAt`, which is heeded; renewing is left to tccli.
 *
 * The profile is the option, else `TCCLI_PROFILE` (tccli), else `TENCENTCLOUD_PROFILE` (Terraform provider), else `default`. In place of
 * all that, `TENCENTCLOUD_CREDENTIALS_FILE` names the one file (Go SDK, `tencentcloud/common/profile_provider.go`), and
 * `TENCENTCLOUD_SHARED_CREDENTIALS_DIR` the folder that stands for `~/.tccli` (Terraform provider). A `file` can have either format.
 */
export function fromProfile(options: ProfileOptions = {}): CredentialsProvider<TencentCredentials> {
  return profileProvider(VENDOR, options);
}
