import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeHex } from '../../src/generic/hex.js';
import { hmac } from '../../src/generic/hmac.js';
import { readHeaders, SigningError, tc3 } from '../../src/tencent/index.js';

const read = (headers: Record<string, string | string[]>) =>
  readHeaders({ method: 'POST', host: 'cvm.tencentcloudapi.com', path: '/', headers });

describe('canonical headers', () => {
  test.each([
    [{ 'X-TC-Action': ' DescribeInstances ' }, ['x-tc-action'], 'x-tc-action:describeinstances\n'],
    [{ 'content-type': 'a;  B' }, ['content-type', 'host'], 'content-type:a;  b\nhost:cvm.tencentcloudapi.com\n'],
    [{ Host: '127.0.0.1:4010' }, ['host'], 'host:127.0.0.1:4010\n'],
  ])('%j', (headers, names, expected) => {
    expect(tc3.canonicalHeaders(read(headers), names)).toBe(expected);
  });

  test('a header that is not there cannot be signed', () => {
    expect(() => tc3.canonicalHeaders(read({}), ['content-type'])).toThrow(SigningError);
  });
});

test('canonical request: the query exactly as sent', () => {
  const request = { method: 'GET', host: 'h', path: '/', query: 'b=1&a=%7e+%20&a=' };
  const text = tc3.canonicalRequest(request, readHeaders(request), ['host'], 'hash');
  expect(text.split('\n')).toEqual(['GET', '/', 'b=1&a=%7e+%20&a=', 'host:h', '', 'host', 'hash']);
});

describe('credential scope', () => {
  test('is written and read back', () => {
    expect(tc3.credentialScope({ day: '2024-01-15', service: 'cvm' })).toBe('2024-01-15/cvm/tc3_request');
    expect(tc3.parseCredential('ID/2024-01-15/cvm/tc3_request')).toEqual({
      secretId: 'ID',
      day: '2024-01-15',
      service: 'cvm',
    });
  });

  test.each(['ID', 'ID/2024-01-15/cvm/tc4_request', '/2024-01-15/cvm/tc3_request', 'ID/d/r/cvm/tc3_request'])(
    '%j is none',
    (credential) => {
      expect(tc3.parseCredential(credential)).toBeUndefined();
    },
  );
});

test('string to sign', async () => {
  expect(await tc3.stringToSign('', '1', 'scope')).toBe(
    'TC3-HMAC-SHA256\n1\nscope\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

test('signing key: HMAC over HMAC, and it cannot be read back', async () => {
  const key = await tc3.signingKey({ secretId: 'ID', secretKey: 'secret' }, { day: '2024-01-15', service: 'cvm' });
  let expected: Buffer | string = 'TC3secret';
  for (const part of ['2024-01-15', 'cvm', 'tc3_request'])
    expected = createHmac('sha256', expected).update(part).digest();
  const probe = createHmac('sha256', expected).update('probe').digest('hex');
  expect(encodeHex(await hmac(key, 'probe'))).toBe(probe);
  expect(await tc3.signature(key, 'probe')).toBe(probe);
});
