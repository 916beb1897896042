import * as crypto from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Digest } from '../src/digest/digest.js';
import { nodeDigest } from '../src/digest/node.js';
import { webDigest } from '../src/digest/web.js';
import { sign as signJdcloud } from '../src/jdcloud/index.js';
import { signTc3, signV1 } from '../src/tencent/index.js';
import { sign as signZenlayer } from '../src/zenlayer/index.js';

const chosen = vi.hoisted(() => ({}) as { digest: Digest });
vi.mock('../src/digest/platform.js', () => ({
  get digest() {
    return chosen.digest;
  },
}));

const calls = { digest: 0, sign: 0, importKey: 0 };

/** A function that is counted. */
function counted<T extends object, K extends keyof T>(owner: T, name: K, as: keyof typeof calls): T[K] {
  const original = (owner[name] as (...args: unknown[]) => unknown).bind(owner);
  return ((...args: unknown[]) => {
    calls[as]++;
    return original(...args);
  }) as T[K];
}

const counting = {
  hash: counted(crypto, 'hash', 'digest'),
  createHash: counted(crypto, 'createHash', 'digest'),
  createHmac: counted(crypto, 'createHmac', 'sign'),
  createSecretKey: counted(crypto, 'createSecretKey', 'importKey'),
};
const { subtle } = globalThis.crypto;
for (const name of ['digest', 'sign', 'importKey'] as const) {
  const original = counted(subtle, name, name);
  vi.spyOn(subtle, name).mockImplementation(original as never);
}

/** How often the platform was asked since the last count. */
function count(): typeof calls {
  const result = { ...calls };
  Object.assign(calls, { digest: 0, sign: 0, importKey: 0 });
  return result;
}

const request = {
  method: 'POST',
  host: 'example.test',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
// New each time: keys are kept with them.
let jdcloud: { accessKeyId: string; secretAccessKey: string };
let tencent: { secretId: string; secretKey: string };
let zenlayer: { accessKeyId: string; accessKeyPassword: string };
const scope = { region: 'cn-north-1', service: 'vm' };
const v1 = { ...request, parameters: { Action: 'RunInstances' } };

describe.each([
  ['Web Crypto', webDigest],
  ["Node's own hashes", nodeDigest(counting as never)],
])('on %s', (_, digest) => {
  beforeEach(() => {
    chosen.digest = digest;
    jdcloud = { accessKeyId: 'id', secretAccessKey: 'secret' };
    tencent = { secretId: 'id', secretKey: 'secret' };
    zenlayer = { accessKeyId: 'id', accessKeyPassword: 'secret' };
    count();
  });

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
});
