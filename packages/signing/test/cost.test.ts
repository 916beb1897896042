import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sign as signJdcloud } from '../src/jdcloud/index.js';
import { signTc3, signV1 } from '../src/tencent/index.js';
import { sign as signZenlayer } from '../src/zenlayer/index.js';

// Counted where it shows: the platform's other hashes are called at the same places.
vi.mock('../src/digest/platform.js', async () => ({ digest: (await import('../src/digest/web.js')).webDigest }));

const spies = () => ({
  digest: vi.spyOn(crypto.subtle, 'digest'),
  sign: vi.spyOn(crypto.subtle, 'sign'),
  importKey: vi.spyOn(crypto.subtle, 'importKey'),
});
let calls: ReturnType<typeof spies>;
beforeEach(() => {
  calls = spies();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How often each function of Web Crypto was called since the last count. */
function count(): Record<keyof typeof calls, number> {
  const { digest, sign, importKey } = calls;
  const result = {
    digest: digest.mock.calls.length,
    sign: sign.mock.calls.length,
    importKey: importKey.mock.calls.length,
  };
  vi.clearAllMocks();
  return result;
}

const request = {
  method: 'POST',
  host: 'example.test',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const jdcloud = { accessKeyId: 'id', secretAccessKey: 'secret' };
const tencent = { secretId: 'id', secretKey: 'secret' };
const zenlayer = { accessKeyId: 'id', accessKeyPassword: 'secret' };
const scope = { region: 'cn-north-1', service: 'vm' };
const v1 = { ...request, parameters: { Action: 'RunInstances' } };

describe('a signature costs one HMAC and two hashes, once the key of the day is known', () => {
  const warm = { digest: 2, sign: 1, importKey: 0 };
  test.each([
    ['JD Cloud', () => signJdcloud(request, jdcloud, scope), { digest: 2, sign: 5, importKey: 5 }, warm],
    ['Tencent TC3', () => signTc3(request, tencent, { service: 'cvm' }), { digest: 2, sign: 4, importKey: 4 }, warm],
    [
      'Tencent v1',
      () => signV1(v1, tencent),
      { digest: 0, sign: 1, importKey: 1 },
      { digest: 0, sign: 1, importKey: 0 },
    ],
    ['Zenlayer', () => signZenlayer(request, zenlayer), { digest: 2, sign: 1, importKey: 1 }, warm],
  ])('%s', async (_, sign, cold, then) => {
    await sign();
    expect(count()).toEqual(cold);
    await sign();
    expect(count()).toEqual(then);
    await Promise.all([sign(), sign()]);
    expect(count().importKey).toBe(0);
  });
});

test('the next day has another key', async () => {
  const at = (date: string) => signJdcloud(request, jdcloud, { ...scope, date: new Date(date) });
  await at('2024-01-15T23:59:59Z');
  count();
  await at('2024-01-16T00:00:00Z');
  expect(count().importKey).toBe(5);
  await at('2024-01-15T23:59:59Z');
  expect(count().importKey).toBe(0);
});
