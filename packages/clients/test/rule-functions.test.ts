import { describe, expect, test } from 'vitest';
import { RuleError } from '../src/rule-error.js';
import { base64Size, jdcloudNames, utf8Size, zenlayerNames } from '../src/rule-functions.js';

describe('base64Size', () => {
  test.each([
    ['', 0],
    ['YQ==', 1],
    ['YWI=', 2],
    ['YWJj', 3],
    ['YWI', 2],
    ['YW\r\nJj\n', 3],
    ['====', 0],
  ])('%j stands for %i bytes', (text, bytes) => {
    expect(base64Size(text)).toBe(bytes);
  });
});

describe('names that number themselves', () => {
  test.each([
    [jdcloudNames('web[08]', 3), ['web08', 'web09', 'web10']],
    [jdcloudNames('web', 2), ['web', 'web']],
    [jdcloudNames('[1]-[007]', 2), ['1-007', '2-008']],
    [zenlayerNames('web_[3,2]', 2), ['web03', 'web04']],
    [zenlayerNames('web[]', 1), ['web000000']],
    [zenlayerNames('web[7,]', 1), ['web000007']],
  ])('%j', (names, expected) => {
    expect(names).toEqual(expected);
  });
});

// Rules also read bodies that break their schema; what no schema allows must cost neither the memory nor the time of the process.
describe('a value larger than any schema allows is refused, not worked on', () => {
  test.each([
    ['digits without number', () => zenlayerNames('web_[1,99999999]', 100)],
    ['more digits than a text can have', () => zenlayerNames('web_[1,999999999999]', 1)],
    ['a long name', () => zenlayerNames('[]'.repeat(100_000), 1000)],
    ['a long number', () => jdcloudNames(`[${'0'.repeat(100_000)}]`, 1000)],
    ['too many machines', () => jdcloudNames('web[1]', 1e9)],
    ['no text', () => jdcloudNames(1, 1)],
    ['no count', () => zenlayerNames('web', '1')],
    ['no Base64', () => base64Size(1)],
    ['nothing to measure', () => utf8Size(null)],
  ])('%s', (_, call) => {
    expect(call).toThrow(RuleError);
  });

  test('padding in the wrong place takes time in proportion to the length', () => {
    expect(base64Size(`${'='.repeat(1_000_000)}a`)).toBe(750_000);
  }, 2000);
});
