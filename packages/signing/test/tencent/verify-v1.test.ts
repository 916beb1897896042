import { describe, expect, test } from 'vitest';
import { type HttpRequest, signV1, type V1SignOptions, v1, verifyV1 } from '../../src/tencent/index.js';

const NOW = new Date('2024-01-15T08:30:00Z');
const credentials = { secretId: 'ID', secretKey: 'KEY' };
const lookup = (id: string) => (id === 'ID' ? credentials : undefined);
const parameters = { Action: 'RunInstances', Version: '2017-03-12', InstanceName: '测试 A+B&C=1' };
const host = '127.0.0.1:4010';

async function signed(method = 'GET', options: V1SignOptions = {}, by = credentials) {
  const { encoded, stages } = await signV1({ method, host, path: '/', parameters }, by, {
    date: NOW,
    nonce: 7,
    ...options,
  });
  const request: HttpRequest = {
    method,
    host,
    path: '/',
    ...(method === 'GET' ? { query: encoded } : { body: encoded }),
  };
  return { request, stages };
}
const check = (request: HttpRequest, options = {}) => verifyV1(request, lookup, { now: NOW, ...options });

describe('what is signed verifies', () => {
  test.each([
    ['GET', 'HmacSHA1'],
    ['GET', 'HmacSHA256'],
    ['POST', 'HmacSHA1'],
    ['POST', 'HmacSHA256'],
  ] as const)('%s %s', async (method, signatureMethod) => {
    const { request, stages } = await signed(method, { signatureMethod });
    expect(await check(request)).toEqual({
      ok: true,
      scheme: signatureMethod,
      keyId: 'ID',
      date: NOW,
      nonce: '7',
      computed: { stringToSign: stages.stringToSign },
    });
  });

  test('without SignatureMethod, as bytes, with the host among the headers', async () => {
    const { request } = await signed('POST', { signatureMethod: 'HmacSHA1', declareMethod: false });
    const body = new TextEncoder().encode(request.body as string);
    expect(await check({ ...request, body, host: 'x', headers: { Host: host } })).toMatchObject({
      ok: true,
      scheme: 'HmacSHA1',
    });
  });
});

describe('a failure names its stage', () => {
  const edit = async (change: (parameters: Record<string, string>) => void): Promise<HttpRequest> => {
    const { request } = await signed();
    const all = Object.fromEntries(v1.decodeParameters(request.query ?? '') as ReadonlyMap<string, string>);
    change(all);
    return { ...request, query: v1.encodeParameters(all) };
  };
  const set = (name: string, value: string) => () =>
    edit((all) => {
      all[name] = value;
    });
  const drop = (name: string) => () =>
    edit((all) => {
      delete all[name];
    });
  test.each([
    ['no signature', 'authorization', drop('Signature')],
    ['no id', 'authorization', drop('SecretId')],
    ['an unknown hash', 'authorization', set('SignatureMethod', 'TC3-HMAC-SHA256')],
    ['an unknown id', 'credentials', set('SecretId', 'XX')],
    ['no timestamp', 'date', drop('Timestamp')],
    ['an old timestamp', 'date', set('Timestamp', String(NOW.getTime() / 1000 - 301))],
    ['no nonce', 'parameters', drop('Nonce')],
    ['a nonce that is no number', 'parameters', set('Nonce', 'x')],
    ['another value', 'signature', set('InstanceName', 'other')],
    ['another parameter', 'signature', set('InstanceCount', '2')],
    ['another hash', 'signature', set('SignatureMethod', 'HmacSHA1')],
  ])('%s: %s', async (_, stage, make) => {
    expect(await check(await make())).toMatchObject({ ok: false, stage });
  });

  test('a parameter twice, bytes that are no text', async () => {
    const { request } = await signed();
    expect(await check({ ...request, query: `${request.query}&Nonce=7` })).toMatchObject({ stage: 'parameters' });
    expect(await check({ ...request, query: `${request.query}&a=%ff` })).toMatchObject({ stage: 'parameters' });
    expect(await check({ ...request, method: 'POST', body: Uint8Array.of(0xff) })).toMatchObject({
      stage: 'parameters',
    });
  });

  test('a token that is not that of the credentials', async () => {
    const { request } = await signed();
    const result = await verifyV1(request, () => ({ ...credentials, token: 'T' }), { now: NOW });
    expect(result).toMatchObject({ ok: false, stage: 'session-token' });
  });
});

describe('where two sides part', () => {
  test('a claimed string to sign: the first parameter that differs', async () => {
    const { request, stages } = await signed();
    const query = (request.query ?? '').replace('2017-03-12', '2017-03-13');
    expect(await check({ ...request, query }, { claimed: stages })).toMatchObject({
      stage: 'string-to-sign',
      difference: { part: 'parameter Version', claimed: 'Version=2017-03-12', computed: 'Version=2017-03-13' },
      confirmed: true,
    });
  });

  test('equal claims: the secret keys differ', async () => {
    const { request, stages } = await signed('GET', {}, { ...credentials, secretKey: 'XX' });
    expect(await check(request, { claimed: stages })).toMatchObject({ stage: 'signing-key' });
  });
});
