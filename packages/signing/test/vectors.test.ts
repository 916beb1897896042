import { describe, expect, test } from 'vitest';
import { runVector, type Vector, vectors } from '../src/vectors/index.js';

test('there are twenty, of every scheme', () => {
  expect(vectors).toHaveLength(20);
  expect(new Set(vectors.map(({ scheme }) => scheme))).toEqual(
    new Set([
      'JDCLOUD2-HMAC-SHA256',
      'JDCLOUD3-HMAC-SHA256',
      'TC3-HMAC-SHA256',
      'HmacSHA1',
      'HmacSHA256',
      'ZC2-HMAC-SHA256',
    ]),
  );
});

test.each(vectors)('$name', async (vector) => {
  expect(await runVector(vector)).toEqual({ name: vector.name, ok: true });
});

describe('the runner goes red', () => {
  const given = vectors.find(({ name }) => name === 'jd-vm-createInstances') as Vector;
  const spoil = (change: Partial<Vector>) => runVector({ ...given, ...change });

  test.each(['canonicalRequest', 'stringToSign', 'signature', 'authorization'] as const)(
    'on another %s',
    async (stage) => {
      const actual = given.expected[stage] as string;
      const result = await spoil({ expected: { ...given.expected, [stage]: `${actual}x` } });
      expect(result).toEqual({ name: given.name, ok: false, stage, expected: `${actual}x`, actual });
    },
  );

  test('on another signing key, without showing it', async () => {
    const result = await spoil({ expected: { ...given.expected, derivedKeys: { kSigning: '00'.repeat(32) } } });
    expect(result).toMatchObject({ ok: false, stage: 'signingKey', actual: 'another key' });
  });

  test('on the first stage that differs, where several do', async () => {
    const result = await spoil({ inputs: { ...given.inputs, path: '/other' } });
    expect(result).toMatchObject({ ok: false, stage: 'canonicalRequest' });
  });

  test('on a scheme that is not known, and inputs that cannot be signed', async () => {
    expect(await spoil({ scheme: 'X' })).toMatchObject({ ok: false, stage: 'scheme' });
    expect(await spoil({ inputs: { ...given.inputs, region: '' } })).toMatchObject({
      ok: false,
      stage: 'inputs',
      actual: 'region must be a text that is not empty',
    });
  });
});
