import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeHex } from '../../src/generic/hex.js';
import { hmac } from '../../src/generic/hmac.js';
import {
  canonicalRequest,
  credentialScope,
  formatJdcloudDate,
  parseCredential,
  parseJdcloudDate,
  payloadHash,
  readHeaders,
  signature,
  signingKey,
  stringToSign,
} from '../../src/jdcloud/index.js';

const request = { method: 'post', host: 'h', path: '/a:b', query: 'b=1&a=2' };
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('date', () => {
  test('is written and read back', () => {
    const date = new Date('2024-01-15T08:30:00Z');
    expect(formatJdcloudDate(new Date('2024-01-15T08:30:00.999Z'))).toBe('20240115T083000Z');
    expect(parseJdcloudDate('20240115T083000Z')).toEqual(date);
  });

  test.each(['', '20240115', '2024-01-15T08:30:00Z', '20241315T083000Z', '20240115T083000Zx'])('%j is none', (text) => {
    expect(parseJdcloudDate(text)).toBeUndefined();
  });
});

test('canonical request: the method is as sent in version 2, upper case in version 3', () => {
  const lines = (version: 'JDCLOUD2' | 'JDCLOUD3') =>
    canonicalRequest(request, readHeaders(request), ['host'], 'hash', version).split('\n');
  expect(lines('JDCLOUD2')).toEqual(['post', '/a%3Ab', 'a=2&b=1', 'host:h', '', 'host', 'hash']);
  expect(lines('JDCLOUD3')).toEqual(['POST', '/a%3Ab', 'a=2&b=1', 'host:h', '', 'host', 'hash']);
});

describe('payload hash', () => {
  const declared = readHeaders({ ...request, headers: { 'x-jdcloud-content-sha256': 'declared' } });
  test.each([
    ['', readHeaders(request), 'JDCLOUD2', EMPTY],
    [new Uint8Array(), readHeaders(request), 'JDCLOUD3', EMPTY],
    ['', declared, 'JDCLOUD2', EMPTY],
    ['', declared, 'JDCLOUD3', 'declared'],
    ['中', readHeaders(request), 'JDCLOUD2', 'a567bdaa11367f260f0708391f4d10766b5962f565d9e432f17981a3584fe1e2'],
  ] as const)('%j', async (body, headers, version, expected) => {
    expect(await payloadHash(body, headers, version)).toBe(expected);
  });

  test('bytes and the text they stand for have one hash', async () => {
    const text = '{"name":"测试"}';
    const headers = readHeaders(request);
    expect(await payloadHash(new TextEncoder().encode(text), headers, 'JDCLOUD2')).toBe(
      await payloadHash(text, headers, 'JDCLOUD2'),
    );
  });
});

describe('credential scope', () => {
  const scope = { day: '20240115', region: 'cn-north-1', service: 'vm' };

  test('is written and read back', () => {
    expect(credentialScope(scope, 'JDCLOUD2')).toBe('20240115/cn-north-1/vm/jdcloud2_request');
    expect(parseCredential(`AK/${credentialScope(scope, 'JDCLOUD3')}`, 'JDCLOUD3')).toEqual({ keyId: 'AK', ...scope });
  });

  test.each([
    'AK',
    'AK/20240115/cn-north-1/vm/jdcloud3_request',
    '/d/r/s/jdcloud2_request',
    'AK/d//s/jdcloud2_request',
  ])('%j is none of version 2', (credential) => {
    expect(parseCredential(credential, 'JDCLOUD2')).toBeUndefined();
  });
});

test('string to sign', async () => {
  expect(await stringToSign('', 'date', 'scope', 'JDCLOUD2')).toBe(`JDCLOUD2-HMAC-SHA256\ndate\nscope\n${EMPTY}`);
  expect(await stringToSign('', 'date', 'scope', 'JDCLOUD3')).toBe(`JDCLOUD3-HMAC-SHA256\ndate\nscope\n${EMPTY}`);
});

test.each(['JDCLOUD2', 'JDCLOUD3'] as const)('signing key of %s: HMAC over HMAC', async (version) => {
  const scope = { day: '20240115', region: 'cn-north-1', service: 'vm' };
  const key = await signingKey({ accessKeyId: 'id', secretAccessKey: 'secret' }, scope, version);
  let expected: Buffer | string = `${version}secret`;
  for (const part of ['20240115', 'cn-north-1', 'vm', `${version.toLowerCase()}_request`])
    expected = createHmac('sha256', expected).update(part).digest();
  const probe = createHmac('sha256', expected).update('probe').digest('hex');
  expect(encodeHex(await hmac(key, 'probe'))).toBe(probe);
  expect(await signature(key, 'probe')).toBe(probe);
});
