import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { SigningKey } from '../src/digest/digest.js';
import * as jdcloud from '../src/jdcloud/index.js';
import * as tencent from '../src/tencent/index.js';
import { runVector } from '../src/vectors/index.js';
import * as zenlayer from '../src/zenlayer/index.js';

const CANARY = 'CanarySecret0123456789';
const request = {
  method: 'POST',
  host: 'example.test',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};
const form = { ...request, parameters: { Action: 'RunInstances' } };
const scope = { region: 'r', service: 's' };
const now = new Date('2024-01-15T08:30:00Z');
const jd = { accessKeyId: 'id', secretAccessKey: CANARY };
const tc = { secretId: 'id', secretKey: CANARY };
const zl = { accessKeyId: 'id', accessKeyPassword: CANARY };
const BAD_DATE = { date: new Date(Number.NaN) };

/** Everything that a program could print of a value: the secret in any of its forms must not be in it. */
function printed(value: unknown): string {
  const parts = [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(value) ?? '',
    String(value),
  ];
  if (value instanceof Error) parts.push(value.message, value.stack ?? '', inspect(value.cause));
  return parts.join('\n');
}

function expectNoSecret(value: unknown): void {
  const text = printed(value);
  const bytes = Buffer.from(CANARY);
  for (const form of [CANARY, bytes.toString('base64'), bytes.toString('hex'), [...bytes].join(',')])
    expect(text).not.toContain(form);
}

const signed: [string, () => Promise<{ stages: { signingKey: SigningKey } }>][] = [
  ['JD Cloud', () => jdcloud.sign(request, jd, { ...scope, date: now })],
  ['Tencent TC3', () => tencent.signTc3(request, tc, { service: 's', date: now })],
  ['Tencent v1', () => tencent.signV1(form, tc, { date: now })],
  ['Zenlayer', () => zenlayer.sign(request, zl, { date: now })],
];

describe('what sign gives back', () => {
  test.each(signed)('%s', async (_, sign) => {
    const result = await sign();
    expectNoSecret(result);
    expectNoSecret(result.stages);
    expect(Reflect.ownKeys(result.stages.signingKey)).not.toContain('export');
  });
});

describe('errors of sign', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['JD Cloud, date', () => jdcloud.sign(request, jd, { ...scope, ...BAD_DATE })],
    ['JD Cloud, header', () => jdcloud.sign(request, jd, { ...scope, signedHeaders: ['x-absent'] })],
    ['Tencent TC3, date', () => tencent.signTc3(request, tc, { service: 's', ...BAD_DATE })],
    ['Tencent TC3, header', () => tencent.signTc3({ ...request, headers: {} }, tc, { service: 's' })],
    ['Tencent v1, nonce', () => tencent.signV1(form, tc, { nonce: -1 })],
    ['Zenlayer, date', () => zenlayer.sign(request, zl, BAD_DATE)],
    ['a secret for a key id', () => zenlayer.sign(request, { ...zl, accessKeyId: '' })],
  ])('%s', async (_, sign) => {
    const error = await sign().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(jdcloud.SigningError);
    expectNoSecret(error);
  });
});

describe('what verify gives back', () => {
  const other = 'x'.repeat(64);
  test.each<[string, () => Promise<unknown>]>([
    [
      'JD Cloud',
      async () => {
        const { headers } = await jdcloud.sign(request, jd, { ...scope, date: now });
        const sent = { ...request, headers: { ...request.headers, ...headers } };
        const good = await jdcloud.verify(sent, () => jd, { now });
        const bad = await jdcloud.verify({ ...sent, body: other }, () => jd, { now, claimed: { stringToSign: other } });
        expect([good.ok, bad.ok]).toEqual([true, false]);
        return [good, bad];
      },
    ],
    [
      'Tencent TC3',
      async () => {
        const { headers } = await tencent.signTc3(request, tc, { service: 's', date: now });
        const sent = { ...request, headers: { ...request.headers, ...headers } };
        const good = await tencent.verifyTc3(sent, () => tc, { now });
        const bad = await tencent.verifyTc3({ ...sent, body: other }, () => tc, { now });
        expect([good.ok, bad.ok]).toEqual([true, false]);
        return [good, bad];
      },
    ],
    [
      'Tencent v1',
      async () => {
        const { encoded } = await tencent.signV1(form, tc, { date: now });
        const good = await tencent.verifyV1({ ...request, body: encoded }, () => tc, { now });
        const bad = await tencent.verifyV1({ ...request, body: `${encoded}&a=1` }, () => tc, { now });
        expect([good.ok, bad.ok]).toEqual([true, false]);
        return [good, bad];
      },
    ],
    [
      'Zenlayer',
      async () => {
        const { headers } = await zenlayer.sign(request, zl, { date: now });
        const sent = { ...request, headers: { ...request.headers, ...headers } };
        const good = await zenlayer.verify(sent, () => zl, { now });
        const bad = await zenlayer.verify({ ...sent, body: other }, () => zl, { now });
        expect([good.ok, bad.ok]).toEqual([true, false]);
        return [good, bad];
      },
    ],
    [
      'Zenlayer token',
      async () => zenlayer.verifyBearer({ ...request, headers: { authorization: 'Bearer x' } }, { token: CANARY }),
    ],
  ])('%s', async (_, verify) => {
    expectNoSecret(await verify());
  });
});

test('what the runner of the vectors gives back', async () => {
  const inputs = { ...request, query: '', credentials: { secretId: 'id', secretKey: CANARY }, service: 's', date: 1 };
  const expected = { signature: 'other', derivedKeys: { kSigning: '00' } };
  expectNoSecret(await runVector({ name: 'a', scheme: 'TC3-HMAC-SHA256', inputs, expected }));
});

test('the check goes red on each form of a secret', () => {
  expect(() => expectNoSecret({ secret: CANARY })).toThrow();
  expect(() => expectNoSecret(new Error(`bad key ${CANARY}`))).toThrow();
  expect(() => expectNoSecret({ key: Buffer.from(CANARY).toString('hex') })).toThrow();
  expect(() => expectNoSecret([...Buffer.from(CANARY)])).toThrow();
});
