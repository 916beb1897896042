import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizePercentEncoding, percentDecode, percentEncode } from '../../src/generic/percent.js';
import { toBytes } from '../../src/generic/utf8.js';

describe('percentEncode', () => {
  test.each([
    ['AZaz09-._~', 'AZaz09-._~'],
    ["!'()*", '%21%27%28%29%2A'],
    [':/?#[]@ +%', '%3A%2F%3F%23%5B%5D%40%20%2B%25'],
    ['中', '%E4%B8%AD'],
    ['😀', '%F0%9F%98%80'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(percentEncode(text)).toBe(expected);
  });
});

describe('percentDecode', () => {
  test('undoes percentEncode, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(percentDecode(percentEncode(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['%7e%7E', '~~'],
    ['100%', '100%'],
    ['%2', '%2'],
    ['%zz%41', '%zzA'],
    ['%%41', '%A'],
    ['a+b', 'a+b'],
    ['%中', '%中'],
  ])('%j', (text, expected) => {
    expect(percentDecode(text)).toEqual(toBytes(expected));
  });

  test('a plus is a space in a query', () => {
    expect(percentDecode('a+b%2B', { plusIsSpace: true })).toEqual(toBytes('a b+'));
  });
});

describe('normalizePercentEncoding', () => {
  test.each([
    ['%3a', '%3A'],
    [':', '%3A'],
    ['%7E', '~'],
    ['%ff', '%FF'],
    ['%', '%25'],
  ])('%j becomes %j', (text, expected) => {
    expect(normalizePercentEncoding(text)).toBe(expected);
  });

  test('done twice it changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '2', 'f', 'F', ':', 'é', '+', '~') }), (text) => {
        const once = normalizePercentEncoding(text);
        expect(normalizePercentEncoding(once)).toBe(once);
      }),
    );
  });
});
