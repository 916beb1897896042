import { expect, test } from 'vitest';
import {
  CredentialsError,
  type Environment,
  firstOf,
  fromEnvironment,
  fromProfile,
  type TencentCredentials,
} from '../../src/credentials/tencent/index.js';
import { failure } from './failure.js';
import { folder } from './folder.js';

const ENV = { TENCENTCLOUD_SECRET_ID: 'env', TENCENTCLOUD_SECRET_KEY: 's' };
const FILES = { '.tencentcloud/credentials': '[default]\nsecret_id=file\nsecret_key=s\n' };

function chain(env: Environment, files: Record<string, string> = {}) {
  const home = folder(files);
  return { home, read: firstOf(fromEnvironment({ env }), fromProfile({ env, home: home.path })) };
}

test('the first that has them', async () => {
  expect((await chain(ENV, FILES).read()).secretId).toBe('env');
  expect((await chain({}, FILES).read()).secretId).toBe('file');
});

test('none: the error lists everything that was looked for', async () => {
  const { home, read } = chain({});
  const error = await failure(read);
  expect(error).toMatchObject({ problem: 'not-found', source: 'chain' });
  expect(error.attempts.map(({ source }) => source)).toEqual(['environment', 'profile']);
  for (const name of [
    'TENCENTCLOUD_SECRET_ID',
    'TENCENTCLOUD_SECRET_KEY',
    home.file('.tencentcloud/credentials'),
    home.file('.tccli/default.credential'),
  ]) {
    expect(error.message).toContain(name);
  }
  expect(error.variables).toContain('TENCENTCLOUD_SECURITY_TOKEN');
  expect(error.files).toContain(home.file('.tccli/default.credential'));
});

test('half a pair does not lead on', async () => {
  const { read } = chain({ TENCENTCLOUD_SECRET_ID: 'env' }, FILES);
  expect(await failure(read)).toMatchObject({ problem: 'incomplete', names: ['TENCENTCLOUD_SECRET_KEY'] });
});

test('a misspelt profile does not lead on', async () => {
  const home = folder(FILES);
  const read = firstOf(fromProfile({ env: {}, home: home.path, profile: 'x' }), fromEnvironment({ env: ENV }));
  expect((await failure(read)).problem).toBe('profile-not-found');
});

test('the one that was found stays the one', async () => {
  const env: Record<string, string> = {};
  const { read, home } = chain(env, FILES);
  expect((await read()).secretId).toBe('file');
  Object.assign(env, ENV);
  expect((await read()).secretId).toBe('file');
  home.remove('.tencentcloud/credentials');
  expect((await failure(read)).problem).toBe('not-found');
});

test('nothing found is looked for again', async () => {
  const env: Record<string, string> = {};
  const { read } = chain(env);
  await failure(read);
  Object.assign(env, ENV);
  expect((await read()).secretId).toBe('env');
});

test('calls at once look once and get the same object', async () => {
  let asked = 0;
  const none = () => {
    asked += 1;
    throw new CredentialsError({
      problem: 'not-found',
      source: 'environment',
      summary: 'my vault is empty',
      advice: 'fill it',
    });
  };
  const read = firstOf<TencentCredentials>(none, fromEnvironment({ env: ENV }));
  const [one, two] = await Promise.all([read(), read()]);
  expect(one).toBe(two);
  expect(asked).toBe(1);
});

test('another error of a provider of one’s own is passed on', async () => {
  const broken = async (): Promise<TencentCredentials> => {
    throw new TypeError('vault');
  };
  await expect(firstOf(broken, fromEnvironment({ env: ENV }))()).rejects.toThrow(TypeError);
});
