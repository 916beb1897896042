import { join } from 'node:path';
import type { ZenlayerCredentials, ZenlayerToken } from '@launchspec/signing/zenlayer';
import { chosenBy, chosenByFile, orDefault } from '../core/choose.js';
import type { FieldNames } from '../core/field-names.js';
import { asObject, parseJsonObject } from '../core/json.js';
import type { Fields, Place } from '../core/place.js';
import { type ProfileVendor, profileProvider } from '../core/profile.js';
import { TextFault } from '../core/text-fault.js';
import type { CredentialsProvider, ProfileOptions } from '../provider.js';
import { makeZenlayer } from './make.js';

const FIELDS: FieldNames = {
  pairs: [{ id: 'access_key_id', secret: 'access_key_secret' }],
  tokens: ['token'],
  tokenIs: 'personal',
};

const VENDOR: ProfileVendor<ZenlayerCredentials | ZenlayerToken> = {
  make: makeZenlayer,
  choose({ profile, env, home, file }) {
    const chosen = chosenBy(profile, env, ['ZENLAYER_PROFILE']);
    if (chosen) return chosen;
    // What the command line has as its current profile says nothing about another file.
    if (file !== undefined || home === undefined) return orDefault();
    return chosenByFile(join(home, '.zenlayer', 'config.json'), currentProfile);
  },
  places({ file, home }) {
    if (file !== undefined) return [place(file)];
    return home === undefined ? [] : [place(join(home, '.zenlayer', 'credentials.json'))];
  },
};

function currentProfile(text: string): string | undefined {
  const current = parseJsonObject(text).get('current_profile') ?? undefined;
  if (current !== undefined && typeof current !== 'string')
    throw new TextFault('has a current_profile that is no name');
  return current;
}

function place(file: string): Place {
  return { file, find: findProfile, names: FIELDS, advice: 'make one with `zeno configure`' };
}

function findProfile(text: string, profile: string): Fields | undefined {
  const fields = parseJsonObject(text).get(profile);
  return fields === undefined ? undefined : asObject(fields, 'has a profile that is not a JSON object');
}

/**
 * Reads a profile of the command line `zeno` at each call (zenlayer/zenlayercloud-cli, `internal/config/config.go` and
 * `credentials.go`): `~/.zenlayer/credentials.json`, JSON that has for each profile `access_key_id` and `access_key_secret`, or `token`.
 *
 * The profile is the option, else `ZENLAYER_PROFILE`, else `current_profile` of `~/.zenlayer/config.json`, else `default`.
 */
export function fromProfile(options: ProfileOptions = {}): CredentialsProvider<ZenlayerCredentials | ZenlayerToken> {
  return profileProvider(VENDOR, options);
}
