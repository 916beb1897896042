import { describe, expect, test } from 'vitest';
import { fromProfile, type ProfileOptions } from '../../src/credentials/tencent/index.js';
import { failure, valuesOf } from './failure.js';
import { folder } from './folder.js';

const SDK = '[default]\nsecret_id = i\nsecret_key = s\n';
const TCCLI = JSON.stringify({ secretId: 'ci', secretKey: 'cs', token: null });
const OF_SDK = { secretId: 'i', secretKey: 's' };
const OF_TCCLI = { secretId: 'ci', secretKey: 'cs' };
const LATER = Math.floor(Date.now() / 1000) + 3600;

type Files = Record<string, string>;
type Options = Omit<ProfileOptions, 'home'>;

describe('what is read', () => {
  const rows: [string, Files, Options, object][] = [
    ['the file of the SDKs', { '.tencentcloud/credentials': SDK }, {}, OF_SDK],
    ['its token', { '.tencentcloud/credentials': `${SDK}token = t==\n` }, {}, { ...OF_SDK, token: 't==' }],
    ['quotes', { '.tencentcloud/credentials': '[default]\nsecret_id="i"\nsecret_key=\'s\'' }, {}, OF_SDK],
    ['the file of tccli', { '.tccli/default.credential': TCCLI }, {}, OF_TCCLI],
    ['a byte order mark', { '.tccli/default.credential': `\uFEFF${TCCLI}` }, {}, OF_TCCLI],
    ['the SDKs before tccli', { '.tencentcloud/credentials': SDK, '.tccli/default.credential': TCCLI }, {}, OF_SDK],
    [
      'tccli for a profile of the option',
      { '.tencentcloud/credentials': SDK, '.tccli/x.credential': TCCLI },
      { profile: 'x' },
      OF_TCCLI,
    ],
    [
      'tccli for a profile of its variable',
      { '.tencentcloud/credentials': SDK, '.tccli/x.credential': TCCLI },
      { env: { TCCLI_PROFILE: 'x', TENCENTCLOUD_PROFILE: 'y' } },
      OF_TCCLI,
    ],
    ['the variable of Terraform', { '.tccli/x.credential': TCCLI }, { env: { TENCENTCLOUD_PROFILE: 'x' } }, OF_TCCLI],
    [
      'what a login left',
      {
        '.tccli/default.credential': JSON.stringify({
          type: 'oauth',
          ...OF_TCCLI,
          token: 't',
          expiresAt: LATER,
          oauth: {},
        }),
      },
      {},
      { ...OF_TCCLI, token: 't' },
    ],
    [
      'a profile that was set back to keys',
      { '.tccli/default.credential': JSON.stringify({ type: 'default', ...OF_TCCLI, 'role-arn': '' }) },
      {},
      OF_TCCLI,
    ],
  ];
  test.each(rows)('%s', async (_, files, options, expected) => {
    const home = folder(files);
    expect(valuesOf(await fromProfile({ env: {}, ...options, home: home.path })())).toEqual(expected);
  });

  test('the file and the folder of variables, instead of the usual places', async () => {
    const home = folder({
      '.tencentcloud/credentials': SDK,
      'one.json': TCCLI,
      'two.ini': SDK.replace('= i', '= two'),
      'dir/default.credential': TCCLI,
    });
    const read = (env: Record<string, string>) => fromProfile({ env, home: home.path })();
    expect(valuesOf(await read({ TENCENTCLOUD_CREDENTIALS_FILE: home.file('one.json') }))).toEqual(OF_TCCLI);
    expect((await read({ TENCENTCLOUD_CREDENTIALS_FILE: home.file('two.ini') })).secretId).toBe('two');
    expect(valuesOf(await read({ TENCENTCLOUD_SHARED_CREDENTIALS_DIR: home.file('dir') }))).toEqual(OF_TCCLI);
    const error = await failure(() => read({ TENCENTCLOUD_CREDENTIALS_FILE: home.file('absent') }));
    expect(error).toMatchObject({ problem: 'not-found', files: [home.file('absent')] });
  });

  test('a file of the option goes before that of the variable', async () => {
    const home = folder({ 'one.json': TCCLI });
    const env = { TENCENTCLOUD_CREDENTIALS_FILE: home.file('absent') };
    const read = fromProfile({ env, home: home.path, file: home.file('one.json') });
    expect(valuesOf(await read())).toEqual(OF_TCCLI);
  });
});

describe('what is refused', () => {
  const tccli = (fields: object) => ({ '.tccli/default.credential': JSON.stringify(fields) });
  const rows: [string, Files, Options, object][] = [
    ['no file', {}, {}, { problem: 'not-found' }],
    [
      'no such profile of tccli',
      { '.tccli/default.credential': TCCLI },
      { profile: 'x' },
      { problem: 'profile-not-found' },
    ],
    ['no tccli at all', {}, { profile: 'x' }, { problem: 'not-found' }],
    ['half a pair', tccli({ secretId: 'i' }), {}, { problem: 'incomplete', names: ['secretKey'] }],
    ['a token alone', tccli({ token: 't' }), {}, { problem: 'incomplete', names: ['secretId', 'secretKey'] }],
    ['a number for a key', tccli({ secretId: 1, secretKey: 's' }), {}, { problem: 'malformed', names: ['secretId'] }],
    ['no JSON', { '.tccli/default.credential': '{"secretId":' }, {}, { problem: 'malformed' }],
    ['no object', { '.tccli/default.credential': '[]' }, {}, { problem: 'malformed' }],
    [
      'a login that is over',
      tccli({ type: 'oauth', ...OF_TCCLI, expiresAt: 1 }),
      {},
      { problem: 'expired', names: ['expiresAt'] },
    ],
    ['an impossible time', tccli({ ...OF_TCCLI, expiresAt: -1e300 }), {}, { problem: 'expired' }],
    ['keys of an instance', tccli({ type: 'cvm-role' }), {}, { problem: 'unsupported', names: ['type'] }],
    [
      'a role to be assumed',
      tccli({ ...OF_TCCLI, 'role-arn': 'r', 'role-session-name': 'n' }),
      {},
      { problem: 'unsupported', names: ['role-arn', 'role-session-name'] },
    ],
  ];
  test.each(rows)('%s', async (_, files, options, expected) => {
    const home = folder(files);
    const error = await failure(fromProfile({ env: {}, ...options, home: home.path }));
    expect(error).toMatchObject({ source: 'profile', ...expected });
    expect(error.files.every((file) => error.message.includes(file))).toBe(true);
  });

  test('a profile does not lead out of the folder', async () => {
    const home = folder({ 'secret.credential': TCCLI, '.tccli/default.credential': TCCLI });
    const error = await failure(fromProfile({ env: {}, home: home.path, profile: '../secret' }));
    expect(error).toMatchObject({ problem: 'not-found', files: [home.file('.tencentcloud/credentials')] });
  });

  test('temporary credentials expire while the file stays as it is', async () => {
    const soon = Date.now() + 200;
    const home = folder({
      '.tccli/default.credential': JSON.stringify({ ...OF_TCCLI, token: 't', expiresAt: soon / 1000 }),
    });
    const read = fromProfile({ env: {}, home: home.path });
    expect((await read()).token).toBe('t');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await failure(read)).problem).toBe('expired');
  });
});
