import { sign as signJdcloud } from '@launchspec/signing/jdcloud';
import { signTc3 } from '@launchspec/signing/tencent';
import { bearer, sign as signZenlayer } from '@launchspec/signing/zenlayer';
import { expect, test } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud/index.js';
import * as tencent from '../../src/credentials/tencent/index.js';
import * as zenlayer from '../../src/credentials/zenlayer/index.js';

const request = {
  method: 'POST',
  host: 'api.example.com',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const date = new Date('2026-01-02T03:04:05Z');

test('what a provider gives signs as a plain object does', async () => {
  const ofJd = await jdcloud.fromEnvironment({
    env: { JDCLOUD_ACCESS_KEY_ID: 'i', JDCLOUD_SECRET_ACCESS_KEY: 's', JDCLOUD_SESSION_TOKEN: 't' },
  })();
  const jdOptions = { region: 'cn-north-1', service: 'vm', date, nonce: 'n' };
  const plainJd = { accessKeyId: 'i', secretAccessKey: 's', sessionToken: 't' };
  expect((await signJdcloud(request, ofJd, jdOptions)).headers).toEqual(
    (await signJdcloud(request, plainJd, jdOptions)).headers,
  );

  const ofTencent = await tencent.fromEnvironment({
    env: { TENCENTCLOUD_SECRET_ID: 'i', TENCENTCLOUD_SECRET_KEY: 's', TENCENTCLOUD_TOKEN: 't' },
  })();
  const plainTencent = { secretId: 'i', secretKey: 's', token: 't' };
  expect((await signTc3(request, ofTencent, { service: 'cvm', date })).headers).toEqual(
    (await signTc3(request, plainTencent, { service: 'cvm', date })).headers,
  );
});

test('keys of Zenlayer sign, a token is sent as it is', async () => {
  const read = (env: Record<string, string>) => zenlayer.fromEnvironment({ env })();
  const keys = await read({ ZENLAYERCLOUD_ACCESS_KEY_ID: 'i', ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: 's' });
  if ('token' in keys) throw new Error('keys were expected');
  const plain = { accessKeyId: 'i', accessKeyPassword: 's' };
  expect((await signZenlayer(request, keys, { date })).headers).toEqual(
    (await signZenlayer(request, plain, { date })).headers,
  );
  const token = await read({ ZENLAYER_TOKEN: 't' });
  if (!('token' in token)) throw new Error('a token was expected');
  expect(bearer(token)).toEqual({ authorization: 'Bearer t' });
});
