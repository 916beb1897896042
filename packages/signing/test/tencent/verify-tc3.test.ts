import { describe, expect, test } from 'vitest';
import {
  type HttpRequest,
  signTc3,
  type Tc3SignOptions,
  type Tc3VerifyOptions,
  verifyTc3,
} from '../../src/tencent/index.js';

const NOW = new Date('2024-01-15T08:30:00Z');
const credentials = { secretId: 'ID', secretKey: 'KEY' };
const lookup = async (id: string) => (id === 'ID' ? credentials : undefined);
const request: HttpRequest = {
  method: 'POST',
  host: 'cvm.tencentcloudapi.com',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

async function signed(change: Partial<HttpRequest> = {}, options: Partial<Tc3SignOptions> = {}, by = credentials) {
  const base = { ...request, ...change };
  const { headers, stages } = await signTc3(base, by, { service: 'cvm', date: NOW, ...options });
  return { request: { ...base, headers: { ...(base.headers as Record<string, string>), ...headers } }, stages };
}
const check = (given: HttpRequest, options: Tc3VerifyOptions = {}) =>
  verifyTc3(given, lookup, { now: NOW, ...options });

test('what is signed verifies', async () => {
  const { request: sent, stages } = await signed();
  expect(await check(sent, { service: 'cvm' })).toEqual({
    ok: true,
    scheme: 'TC3-HMAC-SHA256',
    keyId: 'ID',
    date: NOW,
    host: 'as-sent',
    computed: { canonicalRequest: stages.canonicalRequest, stringToSign: stages.stringToSign },
  });
});

test('more signed headers, another case of their values, a service that is no service', async () => {
  const headers = { 'content-type': 'application/json', 'x-tc-action': 'RunInstances' };
  const { request: sent } = await signed(
    { headers },
    { signedHeaders: ['content-type', 'host', 'x-tc-action'], service: '127' },
  );
  expect(await check({ ...sent, headers: { ...sent.headers, 'x-tc-action': 'runinstances' } })).toMatchObject({
    ok: true,
  });
});

describe('the port of the host', () => {
  test.each([
    ['127.0.0.1:4010', '127.0.0.1:4010', 'as-sent'],
    ['127.0.0.1', '127.0.0.1:4010', 'without-port'],
    ['[::1]', '[::1]:4010', 'without-port'],
  ])('signed %s, sent %s', async (host, sentHost, form) => {
    const { request: sent } = await signed({ host });
    expect(await check({ ...sent, host: sentHost })).toMatchObject({ ok: true, host: form });
  });

  test.each([
    ['127.0.0.1:4010', '127.0.0.1'],
    ['127.0.0.1:4010', '127.0.0.1:4011'],
    ['127.0.0.1', '127.0.0.2:4010'],
    ['[::1]', '[::1'],
  ])('signed %s, sent %s', async (host, sentHost) => {
    const { request: sent } = await signed({ host });
    expect(await check({ ...sent, host: sentHost })).toMatchObject({ ok: false, stage: 'signature' });
  });
});

describe('a failure names its stage', () => {
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  const edit = (sent: HttpRequest, name: string, from: string, to: string): HttpRequest => {
    const headers = sent.headers as Record<string, string>;
    return { ...sent, headers: { ...headers, [name]: (headers[name] ?? '').replace(from, to) } };
  };
  const cases: [string, string, () => Promise<HttpRequest>, Tc3VerifyOptions?][] = [
    ['no header', 'authorization', async () => request],
    ['another scheme', 'authorization', async () => edit((await signed()).request, 'authorization', 'TC3', 'TC4')],
    ['an unknown id', 'credentials', async () => (await signed({}, {}, { ...credentials, secretId: 'XX' })).request],
    ['another day', 'credential-scope', async () => edit((await signed()).request, 'authorization', '-15/', '-16/')],
    ['another form', 'credential-scope', async () => edit((await signed()).request, 'authorization', 'ID/', 'ID/x/')],
    ['another service', 'credential-scope', async () => (await signed()).request, { service: 'vpc' }],
    ['no number', 'date', async () => edit((await signed()).request, 'x-tc-timestamp', '1', 'x')],
    ['an old date', 'date', async () => (await signed({}, { date: at(-301) })).request],
    ['a date to come', 'date', async () => (await signed({}, { date: at(301) })).request],
    ['an unsigned host', 'signed-headers', async () => (await signed({}, { signedHeaders: ['content-type'] })).request],
    ['another body', 'signature', async () => ({ ...(await signed()).request, body: '{ }' })],
    ['another query', 'signature', async () => ({ ...(await signed({ query: 'a=1&b=2' })).request, query: 'b=2&a=1' })],
    ['another secret', 'signature', async () => (await signed({}, {}, { ...credentials, secretKey: 'XX' })).request],
  ];
  test.each(cases)('%s: %s', async (_, stage, make, options) => {
    expect(await check(await make(), options)).toMatchObject({ ok: false, stage });
  });

  test('a token that is not that of the credentials', async () => {
    const { request: sent } = await signed();
    const result = await verifyTc3(sent, () => ({ ...credentials, token: 'T' }), { now: NOW });
    expect(result).toMatchObject({ ok: false, stage: 'session-token' });
  });
});

test('a claimed canonical request: its first line that differs', async () => {
  const { request: sent, stages } = await signed();
  expect(await check({ ...sent, body: 'other' }, { claimed: stages })).toMatchObject({
    stage: 'canonical-request',
    difference: { line: 8, part: 'payload hash' },
    confirmed: true,
  });
});
