import { describe, expect, test } from 'vitest';
import { fromProfile, type ProfileOptions } from '../../src/credentials/zenlayer/index.js';
import { failure, valuesOf } from './failure.js';
import { folder } from './folder.js';

const CREDENTIALS = JSON.stringify({
  default: { access_key_id: 'i', access_key_secret: 's' },
  prod: { access_key_id: 'pi', access_key_secret: 'ps' },
  bearer: { token: 't' },
  empty: {},
  text: 'x',
});
const FILE = '.zenlayer/credentials.json';
const DEFAULT = { accessKeyId: 'i', accessKeyPassword: 's' };
const PROD = { accessKeyId: 'pi', accessKeyPassword: 'ps' };

type Options = Omit<ProfileOptions, 'home'>;

describe('what is read', () => {
  const rows: [string, string | undefined, Options, object][] = [
    ['the default', undefined, {}, DEFAULT],
    ['a profile of the option', undefined, { profile: 'prod' }, PROD],
    ['the current profile', '{"current_profile":"prod"}', {}, PROD],
    ['no current profile', '{"profiles":{}}', {}, DEFAULT],
    ['an empty current profile', '{"current_profile":""}', {}, DEFAULT],
    ['the variable', '{"current_profile":"nowhere"}', { env: { ZENLAYER_PROFILE: 'prod' } }, PROD],
    ['a token', undefined, { profile: 'bearer' }, { token: 't' }],
  ];
  test.each(rows)('%s', async (_, config, options, expected) => {
    const home = folder({ [FILE]: CREDENTIALS, ...(config === undefined ? {} : { '.zenlayer/config.json': config }) });
    expect(valuesOf(await fromProfile({ env: {}, ...options, home: home.path })())).toEqual(expected);
  });
});

describe('what is refused', () => {
  const rows: [string, Record<string, string>, Options, object][] = [
    ['no file', {}, {}, { problem: 'not-found' }],
    ['no such profile', { [FILE]: CREDENTIALS }, { profile: 'prdo' }, { problem: 'profile-not-found' }],
    [
      'no profile from the prototype',
      { [FILE]: CREDENTIALS },
      { profile: 'constructor' },
      { problem: 'profile-not-found' },
    ],
    ['an empty profile', { [FILE]: CREDENTIALS }, { profile: 'empty' }, { problem: 'incomplete' }],
    ['an empty default', { [FILE]: '{"default":{}}' }, {}, { problem: 'not-found' }],
    ['a profile of text', { [FILE]: CREDENTIALS }, { profile: 'text' }, { problem: 'malformed' }],
    [
      'half a pair',
      { [FILE]: '{"default":{"access_key_id":"i"}}' },
      {},
      { problem: 'incomplete', names: ['access_key_secret'] },
    ],
    ['broken settings', { [FILE]: CREDENTIALS, '.zenlayer/config.json': '{' }, {}, { problem: 'malformed' }],
    [
      'a number as profile',
      { [FILE]: CREDENTIALS, '.zenlayer/config.json': '{"current_profile":1}' },
      {},
      { problem: 'malformed' },
    ],
  ];
  test.each(rows)('%s', async (_, files, options, expected) => {
    const home = folder(files);
    const error = await failure(fromProfile({ env: {}, ...options, home: home.path }));
    expect(error).toMatchObject({ source: 'profile', ...expected });
    expect(error.files.every((file) => error.message.includes(file))).toBe(true);
  });
});
