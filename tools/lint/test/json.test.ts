import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listed, pointerParts, valueAt } from '../src/json.js';

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

test('a pointer is taken apart as it was put together, with or without a fragment sign', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.boolean(), (parts, fragment) => {
      const pointer = parts.map((part) => `/${escaped(part)}`).join('');
      expect(pointerParts(fragment ? `#${pointer}` : pointer)).toEqual(parts);
    }),
  );
});

test('a pointer finds what stands at the end of its path', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.jsonValue(), (parts, leaf) => {
      const nested = parts.reduceRight<unknown>((value, part) => Object.fromEntries([[part, value]]), leaf);
      expect(valueAt(nested, parts.map((part) => `/${escaped(part)}`).join(''))).toEqual(leaf);
    }),
  );
});

test.each([
  ['', { a: 1 }, { a: 1 }],
  ['/a/1', { a: [1, 2] }, 2],
  ['/a/2', { a: [1, 2] }, undefined],
  ['/b', { a: 1 }, undefined],
  ['/a/b', { a: 1 }, undefined],
  ['/toString', {}, undefined],
])('%j of %j is %j', (pointer, value, expected) => {
  expect(valueAt(value, pointer)).toEqual(expected);
});

test('a list in words quotes text and prints the rest as JSON', () => {
  expect(listed(['a', 1, null])).toBe('`a`, 1, null');
});
