import { describe, expect, test } from 'vitest';
import { formatAuthorization, parseAuthorization } from '../../src/generic/authorization.js';

const SIGNATURE = 'ab'.repeat(32);
const HEADER = `TC3-HMAC-SHA256 Credential=id/day, SignedHeaders=content-type;host, Signature=${SIGNATURE}`;
const PARTS = {
  scheme: 'TC3-HMAC-SHA256',
  credential: 'id/day',
  signedHeaders: ['content-type', 'host'],
  signature: SIGNATURE,
};

test('is written and read back', () => {
  expect(formatAuthorization(PARTS)).toBe(HEADER);
  expect(parseAuthorization(HEADER)).toEqual(PARTS);
  expect(parseAuthorization(HEADER.replaceAll(', ', ','))).toEqual(PARTS);
});

describe('is not read', () => {
  test.each([
    ['nothing', ''],
    ['another scheme', 'Bearer token'],
    ['no credential', HEADER.replace('id/day', '')],
    ['no signed headers', HEADER.replace('content-type;host', '')],
    ['a short signature', HEADER.slice(0, -1)],
    ['a long signature', `${HEADER}0`],
    ['upper-case digits', HEADER.replace(SIGNATURE, SIGNATURE.toUpperCase())],
    ['another order', `TC3-HMAC-SHA256 SignedHeaders=host, Credential=id, Signature=${SIGNATURE}`],
    ['more', `${HEADER}, More=1`],
  ])('%s', (_, header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  });
});
