import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  bearer,
  canonicalHeaders,
  canonicalRequest,
  type HttpRequest,
  readHeaders,
  SigningError,
  sign,
  signature,
  signingKey,
  stringToSign,
  verify,
  verifyBearer,
  type ZenlayerSignOptions,
} from '../../src/zenlayer/index.js';

const NOW = new Date('2024-01-15T08:30:00Z');
const credentials = { accessKeyId: 'ID', accessKeyPassword: 'PASSWORD' };
const lookup = (id: string) => (id === 'ID' ? credentials : undefined);
const request: HttpRequest = {
  method: 'POST',
  host: 'console.zenlayer.com',
  path: '/api/v2/bmc',
  headers: { 'Content-Type': 'application/json', 'x-zc-action': 'CreateInstances' },
  body: '{}',
};

async function signed(change: Partial<HttpRequest> = {}, options: ZenlayerSignOptions = {}, by = credentials) {
  const base = { ...request, ...change };
  const { headers, stages } = await sign(base, by, { date: NOW, ...options });
  return { request: { ...base, headers: { ...(base.headers as Record<string, string>), ...headers } }, stages };
}

describe('steps', () => {
  test('canonical headers: values as they are but for the ends', () => {
    const headers = readHeaders({ ...request, headers: { 'content-type': ' application/JSON;  a ' } });
    expect(canonicalHeaders(headers, ['content-type'])).toBe('content-type:application/JSON;  a\n');
    expect(() => canonicalHeaders(headers, ['x-a'])).toThrow(SigningError);
  });

  test('canonical request: the URI is a slash, whatever the path', () => {
    const text = canonicalRequest(request, readHeaders(request), ['host'], 'hash');
    expect(text.split('\n')).toEqual(['POST', '/', '', 'host:console.zenlayer.com', '', 'host', 'hash']);
  });

  test('string to sign: no credential scope', async () => {
    expect(await stringToSign('', '1')).toBe(
      'ZC2-HMAC-SHA256\n1\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test('signature: the password itself is the key, and cannot be read back', async () => {
    const key = await signingKey(credentials);
    expect(await signature(key, 'probe')).toBe(createHmac('sha256', 'PASSWORD').update('probe').digest('hex'));
  });
});

describe('sign', () => {
  test('gives the headers to add', async () => {
    const { headers, stages } = await sign(request, credentials, { date: NOW });
    expect(headers).toEqual({
      'x-zc-timestamp': '1705307400',
      'x-zc-signature-method': 'ZC2-HMAC-SHA256',
      authorization: stages.authorization,
    });
  });

  test.each([
    [{ accessKeyId: '' }, 'accessKeyId must be a text that is not empty'],
    [{ accessKeyPassword: '' }, 'accessKeyPassword must be a text that is not empty'],
  ])('what cannot be signed is an error that names the input: %j', async (change, message) => {
    await expect(sign(request, { ...credentials, ...change })).rejects.toThrow(message);
  });
});

describe('verify', () => {
  const check = (given: HttpRequest, options = {}) => verify(given, lookup, { now: NOW, ...options });
  const edit = (sent: HttpRequest, name: string, from: string, to: string): HttpRequest => {
    const headers = sent.headers as Record<string, string>;
    return { ...sent, headers: { ...headers, [name]: (headers[name] ?? '').replace(from, to) } };
  };

  test('what is signed verifies, with more signed headers too', async () => {
    expect(await check((await signed()).request)).toMatchObject({ ok: true, keyId: 'ID', date: NOW });
    const signedHeaders = ['content-type', 'host', 'x-zc-action', 'x-zc-timestamp'];
    expect(await check((await signed({}, { signedHeaders })).request)).toMatchObject({ ok: true });
  });

  test('the scheme protects neither path nor action', async () => {
    const sent = edit((await signed()).request, 'x-zc-action', 'Create', 'Describe');
    expect(await check({ ...sent, path: '/other' })).toMatchObject({ ok: true });
  });

  const cases: [string, string, () => Promise<HttpRequest>][] = [
    ['no header', 'authorization', async () => request],
    ['a token', 'authorization', async () => ({ ...request, headers: bearer({ token: 'T' }) })],
    [
      'another method header',
      'authorization',
      async () => edit((await signed()).request, 'x-zc-signature-method', 'ZC2', 'ZC1'),
    ],
    ['no number', 'date', async () => edit((await signed()).request, 'x-zc-timestamp', '1', 'x')],
    ['an old date', 'date', async () => (await signed({}, { date: new Date(NOW.getTime() - 301_000) })).request],
    ['an unsigned host', 'signed-headers', async () => (await signed({}, { signedHeaders: ['content-type'] })).request],
    ['an unknown id', 'credentials', async () => (await signed({}, {}, { ...credentials, accessKeyId: 'XX' })).request],
    ['another timestamp', 'signature', async () => edit((await signed()).request, 'x-zc-timestamp', '400', '401')],
    ['another method', 'signature', async () => ({ ...(await signed()).request, method: 'PUT' })],
    ['another query', 'signature', async () => ({ ...(await signed()).request, query: 'a=1' })],
    ['another body', 'signature', async () => ({ ...(await signed()).request, body: '{ }' })],
    [
      'another password',
      'signature',
      async () => (await signed({}, {}, { ...credentials, accessKeyPassword: 'X' })).request,
    ],
  ];
  test.each(cases)('%s: %s', async (_, stage, make) => {
    expect(await check(await make())).toMatchObject({ ok: false, stage });
  });

  test('a claimed canonical request: its first line that differs', async () => {
    const { request: sent, stages } = await signed();
    expect(await check({ ...sent, host: 'other' }, { claimed: stages })).toMatchObject({
      stage: 'canonical-request',
      difference: { line: 5, part: 'header host', claimed: 'host:console.zenlayer.com', computed: 'host:other' },
      confirmed: true,
    });
  });
});

describe('bearer', () => {
  test('is sent and verified', () => {
    const headers = bearer({ token: 'T' });
    expect(headers).toEqual({ authorization: 'Bearer T' });
    expect(verifyBearer({ ...request, headers }, { token: 'T' })).toEqual({ ok: true, scheme: 'Bearer' });
    expect(() => bearer({ token: '' })).toThrow(SigningError);
  });

  test.each([
    [{}, 'authorization'],
    [{ authorization: 'Bearer ' }, 'authorization'],
    [{ authorization: 'Basic T' }, 'authorization'],
    [{ authorization: 'Bearer U' }, 'credentials'],
  ])('%j: %s', (headers, stage) => {
    expect(verifyBearer({ ...request, headers }, { token: 'T' })).toMatchObject({ ok: false, stage });
  });
});
