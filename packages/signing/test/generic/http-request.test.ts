import { describe, expect, test } from 'vitest';
import { headerValue, joinedValue, readHeaders } from '../../src/generic/http-request.js';
import { SigningError } from '../../src/generic/signing-error.js';

const request = { method: 'GET', host: 'h:1', path: '/' };

describe('readHeaders', () => {
  test.each([
    ['a literal', { Accept: 'x', skipped: undefined }],
    ['Headers', new Headers({ Accept: 'x' })],
    ['pairs', [['Accept', 'x']] as [string, string][]],
  ])('takes %s', (_, headers) => {
    expect([...readHeaders({ ...request, headers })]).toEqual([
      ['host', ['h:1']],
      ['accept', ['x']],
    ]);
  });

  test('a host among the headers goes before the other', () => {
    expect(readHeaders({ ...request, headers: { Host: 'other' } }).get('host')).toEqual(['other']);
  });

  test('a repeated header keeps all values, in any spelling', () => {
    const headers: [string, string][] = [
      ['x-a', '1'],
      ['X-A', '2'],
    ];
    const table = readHeaders({ ...request, headers });
    expect(table.get('x-a')).toEqual(['1', '2']);
    expect(readHeaders({ ...request, headers: { 'x-a': ['1', '2'] } }).get('x-a')).toEqual(['1', '2']);
    expect(headerValue(table, 'x-a')).toBeUndefined();
    expect(joinedValue(table, 'x-a')).toBe('1,2');
  });
});

test('a header that is to be signed and is not there is an error that names it', () => {
  const signed = () => joinedValue(readHeaders(request), 'x-a');
  expect(signed).toThrow(SigningError);
  expect(signed).toThrow('header x-a is to be signed and is not there');
});
