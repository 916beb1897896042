import { describe, expect, test } from 'vitest';
import { canonicalQuery } from '../../src/jdcloud/index.js';

describe('both versions', () => {
  test.each([
    ['', ''],
    ['b=2&a=1', 'a=1&b=2'],
    ['a=2&a=1', 'a=1&a=2'],
    ['filters.2.name=x&filters.10.name=y', 'filters.10.name=y&filters.2.name=x'],
    ['a', 'a='],
    ['a=', 'a='],
    ['a=b=c', 'a=b%3Dc'],
    ['&&a=1&', 'a=1'],
    ['o=%', 'o=%25'],
    ['o=%25', 'o=%25'],
    ['a=x+y', 'a=x%20y'],
    ['a=x%2By', 'a=x%2By'],
    ["a=!'()*", 'a=%21%27%28%29%2A'],
    ['名=值', '%E5%90%8D=%E5%80%BC'],
    ['%61=1', 'a=1'],
    ['a=%ff', 'a=%FF'],
    ['B=1&a=2', 'B=1&a=2'],
  ])('%j becomes %j', (query, expected) => {
    expect(canonicalQuery(query, 'JDCLOUD2')).toBe(expected);
    expect(canonicalQuery(query, 'JDCLOUD3')).toBe(expected);
  });
});

test.each([
  ['=a&a=a', '=a&a=a', 'a=a'],
  ['a:=1&a-=2', 'a-=2&a%3A=1', 'a%3A=1&a-=2'],
  ['a%3A=1&a-=2', 'a-=2&a%3A=1', 'a%3A=1&a-=2'],
])('%j becomes %j in version 2 and %j in version 3', (query, second, third) => {
  expect(canonicalQuery(query, 'JDCLOUD2')).toBe(second);
  expect(canonicalQuery(query, 'JDCLOUD3')).toBe(third);
});
