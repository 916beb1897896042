import { expect, test } from 'vitest';
import { canonicalHeaders, defaultSignedHeaders, readHeaders, SigningError } from '../../src/jdcloud/index.js';

const read = (headers: Record<string, string | string[]>) =>
  readHeaders({ method: 'GET', host: '127.0.0.1:4010', path: '/', headers });

test.each([
  ['x-a', 'one', 'x-a:one\n', 'x-a:one\n'],
  ['x-a', '  a \t  b  ', 'x-a:a b\n', 'x-a:a \t  b\n'],
  ['x-a', '', 'x-a:\n', 'x-a:\n'],
  ['x-a', [' a ', 'b'], 'x-a:a,b\n', 'x-a:a,b\n'],
  ['X-A', 'Case', 'x-a:Case\n', 'x-a:Case\n'],
])('%s: %j', (name, value, second, third) => {
  expect(canonicalHeaders(read({ [name]: value }), ['x-a'], 'JDCLOUD2')).toBe(second);
  expect(canonicalHeaders(read({ [name]: value }), ['x-a'], 'JDCLOUD3')).toBe(third);
});

test('the host keeps its port', () => {
  expect(canonicalHeaders(read({}), ['host'], 'JDCLOUD2')).toBe('host:127.0.0.1:4010\n');
});

test('a header that is not there cannot be signed', () => {
  expect(() => canonicalHeaders(read({}), ['x-a'], 'JDCLOUD2')).toThrow(SigningError);
});

test('all headers are signed but two', () => {
  const headers = read({ Authorization: 'x', 'User-Agent': 'x', Accept: 'x', 'x-jdcloud-nonce': 'x' });
  expect(defaultSignedHeaders(headers)).toEqual(['accept', 'host', 'x-jdcloud-nonce']);
});
