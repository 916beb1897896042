import { describe, expect, test } from 'vitest';
import { findSignedHeadersProblem, sortHeaderNames } from '../../src/generic/signed-headers.js';

test('names are in lower case, sorted, and each once', () => {
  expect(sortHeaderNames(['x-B', 'Host', 'host', 'accept'])).toEqual(['accept', 'host', 'x-b']);
});

describe('what is wrong with a list', () => {
  const headers = new Map([
    ['accept', ['x']],
    ['host', ['h']],
  ]);
  test.each([
    [['accept', 'host'], undefined],
    [['host', 'accept'], 'SignedHeaders must be in lower case, sorted, and each name once.'],
    [['Host'], 'SignedHeaders must be in lower case, sorted, and each name once.'],
    [['host', 'host'], 'SignedHeaders must be in lower case, sorted, and each name once.'],
    [['host', 'x-a', 'x-b'], 'SignedHeaders names headers that the request does not have: x-a, x-b.'],
    [['accept'], 'SignedHeaders must also name host.'],
  ])('%j', (names, problem) => {
    expect(findSignedHeadersProblem(names, headers, ['host'])).toBe(problem);
  });
});
