import { expect, test } from 'vitest';
import { formatTimestamp, parseTimestamp, utcDay } from '../../src/generic/timestamp.js';

test('seconds are cut off, not rounded', () => {
  expect(formatTimestamp(new Date(1705307400_999))).toBe('1705307400');
  expect(parseTimestamp('1705307400')).toEqual(new Date(1705307400_000));
});

test('the day is that of UTC', () => {
  expect(utcDay(new Date('2024-01-15T23:59:59+00:00'))).toBe('2024-01-15');
  expect(utcDay(new Date('2024-01-16T01:00:00+02:00'))).toBe('2024-01-15');
});

test('the day that is kept is not that of another date', () => {
  const dates = [
    '2024-01-15T23:59:59.999Z',
    '2024-01-16T00:00:00Z',
    '2024-01-15T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
  ];
  expect(dates.map((date) => utcDay(new Date(date)))).toEqual(dates.map((date) => date.slice(0, 10)));
  expect(() => utcDay(new Date(Number.NaN))).toThrow(RangeError);
});

test.each(['', '0', '-1', '1.5', '1e9', ' 1', '01', '123456789012', '中'])('%j is no timestamp', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
