import { describe, expect, test, vi } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud/index.js';
import type { Environment } from '../../src/credentials/provider.js';
import * as tencent from '../../src/credentials/tencent/index.js';
import * as zenlayer from '../../src/credentials/zenlayer/index.js';
import { failure, valuesOf } from './failure.js';

const vendors = { jdcloud, tencent, zenlayer };
type Vendor = keyof typeof vendors;

const provider = (vendor: Vendor, env: Environment): (() => Promise<object>) =>
  vendors[vendor].fromEnvironment({ env });

describe('what is read', () => {
  const jd = { accessKeyId: 'i', secretAccessKey: 's' };
  const tc = { secretId: 'i', secretKey: 's' };
  const zl = { accessKeyId: 'i', accessKeyPassword: 's' };
  const tcPair = { TENCENTCLOUD_SECRET_ID: 'i', TENCENTCLOUD_SECRET_KEY: 's' };
  const rows: [Vendor, Environment, object][] = [
    ['jdcloud', { JDCLOUD_ACCESS_KEY_ID: 'i', JDCLOUD_SECRET_ACCESS_KEY: 's' }, jd],
    ['jdcloud', { JDCLOUD_ACCESS_KEY: 'i', JDCLOUD_SECRET_KEY: 's' }, jd],
    [
      'jdcloud',
      {
        JDCLOUD_ACCESS_KEY_ID: 'i',
        JDCLOUD_SECRET_ACCESS_KEY: 's',
        JDCLOUD_ACCESS_KEY: 'i',
        JDCLOUD_SECRET_KEY: 's',
        JDCLOUD_SESSION_TOKEN: 't',
      },
      { ...jd, sessionToken: 't' },
    ],
    [
      'jdcloud',
      { JDCLOUD_ACCESS_KEY: 'i', JDCLOUD_SECRET_KEY: 's', JDCLOUD_SESSION_TOKEN: 't' },
      { ...jd, sessionToken: 't' },
    ],
    ['tencent', tcPair, tc],
    ['tencent', { ...tcPair, TENCENTCLOUD_TOKEN: 't' }, { ...tc, token: 't' }],
    ['tencent', { ...tcPair, TENCENTCLOUD_SESSION_TOKEN: 't' }, { ...tc, token: 't' }],
    ['tencent', { ...tcPair, TENCENTCLOUD_SECURITY_TOKEN: 't', TENCENTCLOUD_TOKEN: 't' }, { ...tc, token: 't' }],
    ['tencent', { ...tcPair, TENCENTCLOUD_TOKEN: '' }, tc],
    ['zenlayer', { ZENLAYERCLOUD_ACCESS_KEY_ID: 'i', ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: 's' }, zl],
    ['zenlayer', { ZENLAYER_ACCESS_KEY_ID: 'i', ZENLAYER_ACCESS_KEY_SECRET: 's' }, zl],
    ['zenlayer', { ZENLAYER_TOKEN: 't' }, { token: 't' }],
    ['zenlayer', { ZENLAYER_ACCESS_KEY_ID: 'i', ZENLAYER_ACCESS_KEY_SECRET: 's', ZENLAYER_TOKEN: 't' }, { token: 't' }],
  ];
  test.each(rows)('%s %j', async (vendor, env, expected) => {
    expect(valuesOf(await provider(vendor, env)())).toEqual(expected);
  });
});

describe('what is refused', () => {
  const rows: [Vendor, Environment, string, string[]][] = [
    [
      'jdcloud',
      {},
      'not-found',
      ['JDCLOUD_ACCESS_KEY_ID', 'JDCLOUD_SECRET_ACCESS_KEY', 'JDCLOUD_ACCESS_KEY', 'JDCLOUD_SECRET_KEY'],
    ],
    ['jdcloud', { JDCLOUD_ACCESS_KEY_ID: 'i' }, 'incomplete', ['JDCLOUD_SECRET_ACCESS_KEY']],
    ['jdcloud', { JDCLOUD_SECRET_KEY: 's' }, 'incomplete', ['JDCLOUD_ACCESS_KEY']],
    // Halves of two spellings are no pair.
    ['jdcloud', { JDCLOUD_ACCESS_KEY_ID: 'i', JDCLOUD_SECRET_KEY: 's' }, 'incomplete', ['JDCLOUD_SECRET_ACCESS_KEY']],
    // A half pair is not skipped because there is a whole one.
    [
      'jdcloud',
      { JDCLOUD_ACCESS_KEY_ID: 'i', JDCLOUD_SECRET_ACCESS_KEY: 's', JDCLOUD_ACCESS_KEY: 'i' },
      'incomplete',
      ['JDCLOUD_SECRET_KEY'],
    ],
    ['jdcloud', { JDCLOUD_SESSION_TOKEN: 't' }, 'incomplete', ['JDCLOUD_ACCESS_KEY_ID', 'JDCLOUD_SECRET_ACCESS_KEY']],
    [
      'jdcloud',
      {
        JDCLOUD_ACCESS_KEY_ID: 'i',
        JDCLOUD_SECRET_ACCESS_KEY: 's',
        JDCLOUD_ACCESS_KEY: 'other',
        JDCLOUD_SECRET_KEY: 's',
      },
      'ambiguous',
      ['JDCLOUD_ACCESS_KEY_ID', 'JDCLOUD_ACCESS_KEY'],
    ],
    ['tencent', {}, 'not-found', ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY']],
    [
      'tencent',
      { TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' },
      'not-found',
      ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'],
    ],
    ['tencent', { TENCENTCLOUD_SECRET_ID: 'i' }, 'incomplete', ['TENCENTCLOUD_SECRET_KEY']],
    ['tencent', { TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: 's' }, 'incomplete', ['TENCENTCLOUD_SECRET_ID']],
    [
      'tencent',
      {
        TENCENTCLOUD_SECRET_ID: 'i',
        TENCENTCLOUD_SECRET_KEY: 's',
        TENCENTCLOUD_TOKEN: 'one',
        TENCENTCLOUD_SESSION_TOKEN: 'other',
      },
      'ambiguous',
      ['TENCENTCLOUD_TOKEN', 'TENCENTCLOUD_SESSION_TOKEN'],
    ],
    [
      'tencent',
      { TENCENTCLOUD_SECRET_ID: 'i', TENCENTCLOUD_SECRET_KEY: 's\n' },
      'malformed',
      ['TENCENTCLOUD_SECRET_KEY'],
    ],
    [
      'tencent',
      { TENCENTCLOUD_SECRET_ID: ' i', TENCENTCLOUD_SECRET_KEY: 's' },
      'malformed',
      ['TENCENTCLOUD_SECRET_ID'],
    ],
    ['tencent', { TENCENTCLOUD_SECRET_ID: 'ï', TENCENTCLOUD_SECRET_KEY: 's' }, 'malformed', ['TENCENTCLOUD_SECRET_ID']],
    ['zenlayer', { ZENLAYERCLOUD_ACCESS_KEY_ID: 'i' }, 'incomplete', ['ZENLAYERCLOUD_ACCESS_KEY_PASSWORD']],
    ['zenlayer', { ZENLAYER_TOKEN: 't', ZENLAYER_ACCESS_KEY_ID: 'i' }, 'incomplete', ['ZENLAYER_ACCESS_KEY_SECRET']],
  ];
  test.each(rows)('%s %j: %s', async (vendor, env, problem, names) => {
    const error = await failure(provider(vendor, env));
    expect(error).toMatchObject({ name: 'CredentialsError', source: 'environment', problem, names, files: [] });
    for (const name of names) expect(error.message).toContain(name);
    expect(error.variables).toEqual(expect.arrayContaining(names));
  });
});

test('the message says what is missing and what to do', async () => {
  const error = await failure(provider('tencent', { TENCENTCLOUD_SECRET_ID: 'i' }));
  expect(error.message).toBe(
    'TENCENTCLOUD_SECRET_ID is set without TENCENTCLOUD_SECRET_KEY: set TENCENTCLOUD_SECRET_KEY as well, or remove TENCENTCLOUD_SECRET_ID',
  );
});

test('the process environment is the default, read at each call', async () => {
  vi.stubEnv('TENCENTCLOUD_SECRET_ID', 'one');
  vi.stubEnv('TENCENTCLOUD_SECRET_KEY', 's');
  for (const name of ['TENCENTCLOUD_TOKEN', 'TENCENTCLOUD_SESSION_TOKEN', 'TENCENTCLOUD_SECURITY_TOKEN']) {
    vi.stubEnv(name, undefined);
  }
  try {
    const read = tencent.fromEnvironment();
    const first = await read();
    expect(await read()).toBe(first);
    vi.stubEnv('TENCENTCLOUD_SECRET_ID', 'two');
    const second = await read();
    expect(second).not.toBe(first);
    expect([first.secretId, second.secretId]).toEqual(['one', 'two']);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('two calls at once get the same object', async () => {
  const read = zenlayer.fromEnvironment({ env: { ZENLAYER_TOKEN: 't' } });
  const [one, two] = await Promise.all([read(), read()]);
  expect(one).toBe(two);
});
