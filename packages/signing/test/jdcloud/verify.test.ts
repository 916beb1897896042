import { describe, expect, test } from 'vitest';
import {
  type HttpRequest,
  type JdcloudSignOptions,
  type JdcloudVerifyOptions,
  sign,
  verify,
} from '../../src/jdcloud/index.js';

const NOW = new Date('2024-01-15T08:30:00Z');
const credentials = { accessKeyId: 'AK', secretAccessKey: 'SK' };
const lookup = (id: string) => (id === 'AK' ? credentials : undefined);
const request: HttpRequest = {
  method: 'POST',
  host: 'vm.jdcloud-api.com',
  path: '/v1/regions/cn-north-1/instances',
  query: 'b=1&a=2',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

async function signed(change: Partial<HttpRequest> = {}, options: Partial<JdcloudSignOptions> = {}, by = credentials) {
  const base = { ...request, ...change };
  const { headers, stages } = await sign(base, by, {
    region: 'cn-north-1',
    service: 'vm',
    date: NOW,
    nonce: 'n',
    ...options,
  });
  return { request: { ...base, headers: { ...(base.headers as Record<string, string>), ...headers } }, stages };
}
const check = (given: HttpRequest, options: JdcloudVerifyOptions = {}) =>
  verify(given, lookup, { now: NOW, ...options });

describe('what is signed verifies', () => {
  test.each(['JDCLOUD2', 'JDCLOUD3'] as const)('%s', async (version) => {
    const { request: sent, stages } = await signed({}, { version });
    expect(await check(sent)).toEqual({
      ok: true,
      scheme: `${version}-HMAC-SHA256`,
      keyId: 'AK',
      date: NOW,
      nonce: 'n',
      computed: { canonicalRequest: stages.canonicalRequest, stringToSign: stages.stringToSign },
    });
  });

  test('with the headers that the client has chosen, headers added on the way, a raw colon, another order of the query', async () => {
    const signedHeaders = ['x-jdcloud-date', 'x-jdcloud-nonce'];
    const { request: sent } = await signed({ path: '/v1/instances/i:stop' }, { signedHeaders });
    const headers = { ...sent.headers, via: 'proxy' };
    expect(await check({ ...sent, headers, path: '/v1/instances/i%3astop', query: 'a=2&b=1' })).toMatchObject({
      ok: true,
    });
  });

  test('with a session token', async () => {
    const temporary = { ...credentials, sessionToken: 'T' };
    const { request: sent } = await signed({}, {}, temporary);
    expect(await verify(sent, () => temporary, { now: NOW })).toMatchObject({ ok: true });
  });
});

describe('a failure names its stage', () => {
  const cases: [string, string, () => Promise<HttpRequest>, JdcloudVerifyOptions?][] = [
    ['no header', 'authorization', async () => request],
    ['another scheme', 'authorization', async () => ({ ...request, headers: { authorization: 'Basic x' } })],
    ['a version that is not served', 'authorization', async () => (await signed()).request, { versions: ['JDCLOUD3'] }],
    [
      'an unknown key',
      'credentials',
      async () => (await signed({}, {}, { ...credentials, accessKeyId: 'XX' })).request,
    ],
    [
      'another day in the scope',
      'credential-scope',
      async () => replaceHeader((await signed()).request, 'authorization', '/20240115/', '/20240116/'),
    ],
    [
      'another terminator',
      'credential-scope',
      async () => replaceHeader((await signed()).request, 'authorization', 'jdcloud2_', 'jdcloud3_'),
    ],
    [
      'another region than is served',
      'credential-scope',
      async () => (await signed()).request,
      { region: 'cn-south-1' },
    ],
    ['another service than is served', 'credential-scope', async () => (await signed()).request, { service: 'edcps' }],
    ['a malformed date', 'date', async () => replaceHeader((await signed()).request, 'x-jdcloud-date', 'T', ' ')],
    ['an old date', 'date', async () => (await signed({}, { date: new Date(NOW.getTime() - 901_000) })).request],
    ['a date to come', 'date', async () => (await signed({}, { date: new Date(NOW.getTime() + 901_000) })).request],
    [
      'a narrow skew',
      'date',
      async () => (await signed({}, { date: new Date(NOW.getTime() - 11_000) })).request,
      { skew: 10 },
    ],
    [
      'an unsigned nonce',
      'signed-headers',
      async () => (await signed({}, { signedHeaders: ['host', 'x-jdcloud-date'] })).request,
    ],
    [
      'an unsigned token',
      'signed-headers',
      async () =>
        (
          await signed(
            { headers: { 'x-jdcloud-security-token': 'T' } },
            { signedHeaders: ['x-jdcloud-date', 'x-jdcloud-nonce'] },
          )
        ).request,
    ],
    [
      'a false declared hash',
      'payload-hash',
      async () => (await signed({ headers: { 'x-jdcloud-content-sha256': 'x' } }, { version: 'JDCLOUD3' })).request,
    ],
    ['another body', 'signature', async () => ({ ...(await signed()).request, body: '{ }' })],
    [
      'another secret',
      'signature',
      async () => (await signed({}, {}, { ...credentials, secretAccessKey: 'XX' })).request,
    ],
  ];
  test.each(cases)('%s: %s', async (_, stage, make, options) => {
    const result = await check(await make(), options);
    expect(result).toMatchObject({ ok: false, stage, message: expect.stringMatching(/\.$/) });
  });

  test('a date at the edge of the skew is taken', async () => {
    const { request: sent } = await signed({}, { date: new Date(NOW.getTime() - 900_000) });
    expect(await check(sent)).toMatchObject({ ok: true });
  });

  test('a session token that is not that of the credentials', async () => {
    const { request: sent } = await signed({}, {}, { ...credentials, sessionToken: 'T' } as typeof credentials);
    const result = await verify(sent, () => ({ ...credentials, sessionToken: 'U' }), { now: NOW });
    expect(result).toMatchObject({ ok: false, stage: 'session-token' });
  });

  test('a declared hash that is right is taken', async () => {
    const { stages } = await signed();
    const headers = { 'x-jdcloud-content-sha256': stages.payloadHash };
    const { request: sent } = await signed({ headers }, { version: 'JDCLOUD3' });
    expect(await check(sent)).toMatchObject({ ok: true });
  });
});

describe('where two sides part', () => {
  test('without a claim: what was computed here, and no signature', async () => {
    const { request: sent, stages } = await signed();
    const result = await check({ ...sent, query: 'a=3&b=1' });
    const canonicalRequest = stages.canonicalRequest.replace('a=2', 'a=3');
    expect(result).toMatchObject({ stage: 'signature', computed: { canonicalRequest } });
    expect(JSON.stringify(result)).not.toMatch(/"[0-9a-f]{64}"/);
  });

  test('a claimed canonical request: its first line that differs, and that this is all', async () => {
    const { request: sent, stages } = await signed();
    const result = await check({ ...sent, query: 'a=3&b=1', body: 'other' }, { claimed: stages });
    expect(result).toMatchObject({
      stage: 'canonical-request',
      difference: { line: 3, part: 'canonical query', claimed: 'a=2&b=1', computed: 'a=3&b=1' },
      confirmed: true,
    });
  });

  test('a claim that is not what was signed is not confirmed', async () => {
    const { request: sent } = await signed();
    const result = await check({ ...sent, body: 'other' }, { claimed: { canonicalRequest: 'POST\n/' } });
    expect(result).toMatchObject({ stage: 'canonical-request', confirmed: false });
  });

  test('a claimed string to sign', async () => {
    const { request: sent, stages } = await signed();
    const other = replaceHeader(sent, 'authorization', '/vm/', '/ed/');
    expect(await check(other, { claimed: stages })).toMatchObject({
      stage: 'string-to-sign',
      difference: { line: 3, part: 'credential scope' },
      // The key is derived from the scope, so that of the other scope does not confirm it.
      confirmed: false,
    });
  });

  test('equal claims: the secret keys differ', async () => {
    const { request: sent, stages } = await signed({}, {}, { ...credentials, secretAccessKey: 'XX' });
    expect(await check(sent, { claimed: stages })).toMatchObject({ stage: 'signing-key' });
  });
});

function replaceHeader(sent: HttpRequest, name: string, from: string, to: string): HttpRequest {
  const headers = sent.headers as Record<string, string>;
  return { ...sent, headers: { ...headers, [name]: (headers[name] ?? '').replace(from, to) } };
}
