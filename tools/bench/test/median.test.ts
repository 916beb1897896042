import { expect, test } from 'vitest';
import { median } from '../src/median.js';

test('the middle one by size, and the figures stay as they are', () => {
  const figures = [10, 9, 100];
  expect(median(figures)).toBe(10);
  expect(figures).toEqual([10, 9, 100]);
  expect(median([])).toBeNaN();
});
