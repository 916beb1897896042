import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud.js';
import * as tencent from '../../src/credentials/tencent.js';
import * as zenlayer from '../../src/credentials/zenlayer.js';
import { createClient } from '../../src/generated/zenlayer-bmc/index.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'launchspec-credentials-'));
});
afterEach(() => rm(home, { recursive: true }));

async function file(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), text);
}

describe('environment', () => {
  test.each([
    [
      'JD Cloud',
      jdcloud.fromEnvironment,
      { JDCLOUD_ACCESS_KEY: 'a', JDCLOUD_SECRET_KEY: 's' },
      { accessKeyId: 'a', secretAccessKey: 's' },
    ],
    [
      'Tencent',
      tencent.fromEnvironment,
      { TENCENTCLOUD_SECRET_ID: ' a ', TENCENTCLOUD_SECRET_KEY: 's' },
      { secretId: 'a', secretKey: 's' },
    ],
    [
      'Tencent, temporary',
      tencent.fromEnvironment,
      { TENCENTCLOUD_SECRET_ID: 'a', TENCENTCLOUD_SECRET_KEY: 's', TENCENTCLOUD_SECURITY_TOKEN: 't' },
      { secretId: 'a', secretKey: 's', token: 't' },
    ],
    [
      'Zenlayer, Terraform',
      zenlayer.fromEnvironment,
      { ZENLAYERCLOUD_ACCESS_KEY_ID: 'a', ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: 's', ZENLAYER_ACCESS_KEY_ID: 'b' },
      { accessKeyId: 'a', accessKeyPassword: 's' },
    ],
    [
      'Zenlayer, zeno',
      zenlayer.fromEnvironment,
      { ZENLAYER_ACCESS_KEY_ID: 'a', ZENLAYER_ACCESS_KEY_SECRET: 's' },
      { accessKeyId: 'a', accessKeyPassword: 's' },
    ],
  ])('%s', async (_, provider, environment, expected) => {
    expect({ ...(await provider({ environment })()) }).toEqual(expected);
  });

  test('half of a pair is an error that names the other half and no value', async () => {
    const call = tencent.fromEnvironment({
      environment: { TENCENTCLOUD_SECRET_ID: 'mine', TENCENTCLOUD_SECRET_KEY: '' },
    })();
    await expect(call).rejects.toThrow('environment lacks TENCENTCLOUD_SECRET_KEY; set it');
    await expect(call).rejects.not.toThrow('mine');
  });
});

describe('profile files', () => {
  test.each<[string, () => Promise<object>, string, string, object]>([
    [
      'jdc',
      () => jdcloud.fromProfile({ home })(),
      '.jdc/config',
      '[default]\naccess_key = a\nsecret_key = s=1\nregion_id = cn-north-1\n',
      { accessKeyId: 'a', secretAccessKey: 's=1' },
    ],
    [
      'jdc with CRLF, BOM and comments',
      () => jdcloud.fromProfile({ home })(),
      '.jdc/config',
      '\uFEFF# mine\r\n[default]\r\n; old\r\naccess_key: a\r\nsecret_key = s\r\n',
      { accessKeyId: 'a', secretAccessKey: 's' },
    ],
    [
      'another profile',
      () => jdcloud.fromProfile({ home, profile: 'two' })(),
      '.jdc/config',
      '[one]\naccess_key=x\n[two]\naccess_key=a\nsecret_key=s',
      { accessKeyId: 'a', secretAccessKey: 's' },
    ],
    [
      'Tencent SDKs',
      () => tencent.fromProfile({ home, environment: {} })(),
      '.tencentcloud/credentials',
      '[default]\nsecret_id = a\nsecret_key = s\n',
      { secretId: 'a', secretKey: 's' },
    ],
    [
      'tccli',
      () => tencent.fromTccli({ home })(),
      '.tccli/default.credential',
      '{"secretId": "a", "secretKey": "s", "token": "t"}',
      { secretId: 'a', secretKey: 's', token: 't' },
    ],
    [
      'zeno',
      () => zenlayer.fromProfile({ home, environment: {} })(),
      '.zenlayer/credentials.json',
      '{"default": {"access_key_id": "a", "access_key_secret": "s"}}',
      { accessKeyId: 'a', accessKeyPassword: 's' },
    ],
    [
      'zeno with a token, below Profiles',
      () => zenlayer.fromProfile({ home, environment: { ZENLAYER_PROFILE: 'p' } })(),
      '.zenlayer/credentials.json',
      '{"Profiles": {"p": {"token": "t"}}}',
      { token: 't' },
    ],
  ])('%s', async (_, read, path, text, expected) => {
    await file(path, text);
    expect({ ...(await read()) }).toEqual(expected);
  });

  test('jdc: the current profile is the one that its command line has chosen', async () => {
    await file('.jdc/current', 'two\n');
    await file('.jdc/config', '[default]\naccess_key=x\nsecret_key=y\n[two]\naccess_key=a\nsecret_key=s');
    expect((await jdcloud.fromProfile({ home })()).accessKeyId).toBe('a');
  });

  test('Tencent: a variable names another file', async () => {
    await file('elsewhere', '[default]\nsecret_id = a\nsecret_key = s');
    const environment = { TENCENTCLOUD_CREDENTIALS_FILE: join(home, 'elsewhere') };
    expect((await tencent.fromProfile({ home, environment })()).secretId).toBe('a');
  });

  test.each<[string, () => Promise<object>, string | undefined, string, string]>([
    ['no file', () => jdcloud.fromProfile({ home })(), undefined, '', 'config [default] does not exist'],
    [
      'no such profile',
      () => jdcloud.fromProfile({ home })(),
      '.jdc/config',
      '[one]\naccess_key=a',
      'has no such profile; it has one',
    ],
    [
      'half of a pair',
      () => jdcloud.fromProfile({ home })(),
      '.jdc/config',
      '[default]\naccess_key=a',
      'lacks secret_key',
    ],
    [
      'no JSON',
      () => tencent.fromTccli({ home })(),
      '.tccli/default.credential',
      'secretId: a',
      'is not of the expected form',
    ],
    [
      'a list',
      () => zenlayer.fromProfile({ home, environment: {} })(),
      '.zenlayer/credentials.json',
      '[]',
      'is not of the expected form',
    ],
    [
      'a folder',
      () => tencent.fromProfile({ home, file: home, environment: {} })(),
      undefined,
      '',
      'cannot be read (EISDIR)',
    ],
  ])('%s', async (_, read, path, text, message) => {
    if (path !== undefined) await file(path, text);
    await expect(read()).rejects.toThrow(message);
  });
});

test('the same object again while nothing has changed, another one when it has', async () => {
  await file('.jdc/config', '[default]\naccess_key=a\nsecret_key=s');
  const provider = jdcloud.fromProfile({ home });
  const first = await provider();
  expect(await provider()).toBe(first);
  await file('.jdc/config', '[default]\naccess_key=a\nsecret_key=new');
  expect((await provider()).secretAccessKey).toBe('new');
});

test('the first provider that has any; the error of none lists all places', async () => {
  const nothing = tencent.fromEnvironment({ environment: {} });
  await file('.tencentcloud/credentials', '[default]\nsecret_id = a\nsecret_key = s');
  const provider = tencent.firstOf(nothing, tencent.fromProfile({ home, environment: {} }));
  expect((await provider()).secretId).toBe('a');
  await expect(tencent.firstOf(nothing, tencent.fromTccli({ home }))()).rejects.toThrow(
    /environment lacks TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY; set it; .*default\.credential \[default\] does not exist/,
  );
});

test('credentials do not show what they hold', async () => {
  const environment = { JDCLOUD_ACCESS_KEY: 'a', JDCLOUD_SECRET_KEY: 'canary' };
  const credentials = await jdcloud.fromEnvironment({ environment })();
  expect(credentials.secretAccessKey).toBe('canary');
  for (const shown of [inspect(credentials), JSON.stringify({ credentials }), `${inspect({ credentials })}`])
    expect(shown).not.toContain('canary');
});

test('a client takes a provider, and a failure of it is an error that was not sent', async () => {
  const client = createClient({ credentials: zenlayer.fromProfile({ home, environment: {} }), validate: 'off' });
  const { error } = await client.POST('/api/v2/bmc#CreateInstances', { body: {} as never });
  expect(error).toMatchObject({ kind: 'not-sent', reason: 'credentials' });
  expect(error?.message).toContain('credentials.json [default] does not exist');
});
