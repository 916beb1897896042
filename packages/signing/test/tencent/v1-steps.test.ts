import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v1 } from '../../src/tencent/index.js';

const request = { method: 'GET', host: 'cvm.tencentcloudapi.com', path: '/' };

describe('string to sign', () => {
  test.each([
    [{ b: '1', a: '2' }, 'a=2&b=1'],
    [{ 'Ids.2': 'x', 'Ids.10': 'y' }, 'Ids.10=y&Ids.2=x'],
    [{ a: 'x y+&=中' }, 'a=x y+&=中'],
    [{ a: '', B: '' }, 'B=&a='],
    [{ a: '1', Signature: 'x' }, 'a=1'],
  ])('%j', (parameters, expected) => {
    const text = v1.stringToSign(request, Object.entries(parameters));
    expect(text).toBe(`GETcvm.tencentcloudapi.com/?${expected}`);
  });

  test('the method in upper case, the host with its port', () => {
    expect(v1.stringToSign({ method: 'post', host: '127.0.0.1:4010', path: '/' }, [])).toBe('POST127.0.0.1:4010/?');
  });
});

describe('parameters', () => {
  test('are encoded and read back', () => {
    const parameters = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(parameters, (given) => {
        expect(v1.decodeParameters(v1.encodeParameters(given))).toEqual(new Map(Object.entries(given)));
      }),
    );
  });

  test.each([
    ['', []],
    ['a', [['a', '']]],
    ['a=b=c&&', [['a', 'b=c']]],
    ['a=x+y%2B', [['a', 'x y+']]],
  ])('%j is read', (text, expected) => {
    expect(v1.decodeParameters(text)).toEqual(new Map(expected as [string, string][]));
  });

  test.each([
    ['a=1&a=2', 'repeated'],
    ['a=1&%61=2', 'repeated'],
    ['a=%ff', 'not UTF-8'],
  ])('%j cannot be read in one way only', (text, problem) => {
    expect(v1.decodeParameters(text)).toBe(problem);
  });
});

test.each([
  ['HmacSHA1', 'sha1'],
  ['HmacSHA256', 'sha256'],
] as const)('signature with %s: Base64, with the secret itself as key', async (method, hash) => {
  const key = await v1.signingKey({ secretId: 'ID', secretKey: 'secret' }, method);
  expect(await v1.signature(key, 'probe')).toBe(createHmac(hash, 'secret').update('probe').digest('base64'));
});
