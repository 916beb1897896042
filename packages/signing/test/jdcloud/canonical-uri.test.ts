import { describe, expect, test } from 'vitest';
import { canonicalUri } from '../../src/jdcloud/index.js';

describe('version 2', () => {
  test.each([
    ['/v1/regions/cn-north-1/instances', '/v1/regions/cn-north-1/instances'],
    ['/v1/instances/i-x:stopInstance', '/v1/instances/i-x%3AstopInstance'],
    ['/v1/instances/i-x%3AstopInstance', '/v1/instances/i-x%3AstopInstance'],
    ['/v1/instances/i-x%3astopInstance', '/v1/instances/i-x%3AstopInstance'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a//b/', '/a//b/'],
    ['/a+b', '/a%2Bb'],
    ['/100%', '/100%25'],
    ['/中文', '/%E4%B8%AD%E6%96%87'],
    ['', '/'],
    ['v1', '/v1'],
  ])('%j becomes %j', (path, expected) => {
    expect(canonicalUri(path, 'JDCLOUD2')).toBe(expected);
  });
});

describe('version 3 differs', () => {
  test.each([
    ['/a%2Fb', '/a/b'],
    ['//a%2F%2f/b', '/a/b'],
    ['/a+b', '/a%20b'],
    ['/a%2Bb', '/a%2Bb'],
  ])('%j becomes %j', (path, expected) => {
    expect(canonicalUri(path, 'JDCLOUD3')).toBe(expected);
  });
});
