import { describe, expect, test } from 'vitest';
import {
  describeCanonicalLine,
  describeStringToSignLine,
  firstDifference,
} from '../../src/generic/first-difference.js';

const CANONICAL = 'POST\n/path\na=1\nhost:h\nx-a:1\n\nhost;x-a\nhash';

describe('canonical requests', () => {
  test.each([
    [CANONICAL.replace('POST', 'PUT'), { line: 1, part: 'method', claimed: 'PUT', computed: 'POST' }],
    [CANONICAL.replace('/path', '/'), { line: 2, part: 'canonical URI', claimed: '/', computed: '/path' }],
    [CANONICAL.replace('a=1', ''), { line: 3, part: 'canonical query', claimed: '', computed: 'a=1' }],
    [CANONICAL.replace('x-a:1', 'x-a:2'), { line: 5, part: 'header x-a', claimed: 'x-a:2', computed: 'x-a:1' }],
    [CANONICAL.replace('\n\n', '\n'), { line: 6, part: 'end of headers', claimed: 'host;x-a', computed: '' }],
    [CANONICAL.replace('host;x-a', 'host'), { line: 7, part: 'signed headers', claimed: 'host', computed: 'host;x-a' }],
    [CANONICAL.replace('hash', 'other'), { line: 8, part: 'payload hash', claimed: 'other', computed: 'hash' }],
    [CANONICAL.replace('\nhash', ''), { line: 8, part: 'payload hash', computed: 'hash' }],
    [`${CANONICAL}\n`, { line: 9, part: 'payload hash', claimed: '' }],
    [CANONICAL, undefined],
  ])('%j', (claimed, difference) => {
    expect(firstDifference(CANONICAL, claimed, describeCanonicalLine)).toEqual(difference);
  });
});

test('strings to sign, with credential scope and without', () => {
  const part = (text: string, claimed: string) => firstDifference(text, claimed, describeStringToSignLine)?.part;
  expect(part('S\nd\nscope\nhash', 'X\nd\nscope\nhash')).toBe('scheme');
  expect(part('S\nd\nscope\nhash', 'S\nd\nother\nhash')).toBe('credential scope');
  expect(part('S\nd\nhash', 'S\ne\nhash')).toBe('date');
  expect(part('S\nd\nhash', 'S\nd\nother')).toBe('hash of the canonical request');
});
