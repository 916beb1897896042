import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64 } from '../../src/generic/base64.js';
import { constantTimeEqual } from '../../src/generic/constant-time-equal.js';
import { decodeHex, encodeHex } from '../../src/generic/hex.js';
import { fromBytes, toBytes } from '../../src/generic/utf8.js';

const bytes = fc.uint8Array({ maxLength: 40 });

describe('hexadecimal', () => {
  test('is what Node makes of it, and back', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(encodeHex(given)).toBe(Buffer.from(given).toString('hex'));
        expect(decodeHex(encodeHex(given))).toEqual(given);
      }),
    );
  });

  test.each(['a', 'zz', '0x', 'a b'])('%j is none', (text) => {
    expect(decodeHex(text)).toBeUndefined();
  });
});

test('Base64 is what Node makes of it', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      expect(encodeBase64(given)).toBe(Buffer.from(given).toString('base64'));
    }),
  );
});

describe('UTF-8', () => {
  test('comes back as it was, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromBytes(toBytes(text))).toBe(text);
      }),
    );
    expect(fromBytes(toBytes('\ufeffa'))).toBe('\ufeffa');
  });

  test('bytes stay what they are, and what is no UTF-8 is not read', () => {
    expect(toBytes(Uint8Array.of(0xff))).toEqual(Uint8Array.of(0xff));
    expect(fromBytes(Uint8Array.of(0xff))).toBeUndefined();
  });
});

describe('constantTimeEqual', () => {
  test('agrees with ===', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }), (a, b) => {
        expect(constantTimeEqual(a, b)).toBe(a === b);
        expect(constantTimeEqual(a, a)).toBe(true);
      }),
    );
  });

  test.each([
    ['', 'a'],
    ['a', ''],
    ['a', 'a\0'],
    ['a\0', 'a'],
    ['\0', ''],
  ])('%j is not %j', (a, b) => {
    expect(constantTimeEqual(a, b)).toBe(false);
  });

  test('looks at every character, wherever the first difference is', () => {
    const reads = (given: string, expected: string) => {
      const indexes: number[] = [];
      const charCodeAt = (index: number) => {
        indexes.push(index);
        return expected.charCodeAt(index);
      };
      constantTimeEqual(given, Object.assign(Object(expected), { charCodeAt }));
      return indexes.length;
    };
    expect(reads('abcdef', 'Xbcdef')).toBe(6);
    expect(reads('abcdef', 'abcdeX')).toBe(6);
    expect(reads('abcdef', 'abcdef')).toBe(6);
  });
});
