import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../src/format.js';

describe('formatJson', () => {
  it('keeps on a line what fits, and opens what does not', () => {
    const short = { name: 'a', type: { base: 'string' } };
    const long = { name: 'a'.repeat(100), heading: ['船'.repeat(12)], list: [] };
    expect(formatJson({ rows: [short, long], none: {} })).toBe(
      `{
  "rows": [
    { "name": "a", "type": { "base": "string" } },
    {
      "name": "${'a'.repeat(100)}",
      "heading": ["${'船'.repeat(12)}"],
      "list": []
    }
  ],
  "none": {}
}
`,
    );
  });

  it('counts a Chinese character as two columns', () => {
    const lines = (text: string) => formatJson({ list: [text] }).split('\n').length;
    expect(lines('a'.repeat(102))).toBeLessThan(lines('a'.repeat(107)));
    expect(lines('船'.repeat(51))).toBe(lines('a'.repeat(102)));
    expect(lines('船'.repeat(54))).toBe(lines('a'.repeat(108)));
  });

  it('is JSON, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(formatJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
