import { expect, test } from 'vitest';
import { table } from '../src/table.js';

test('every row is compared with the first', () => {
  const text = table('Title', [
    { name: 'peer', rate: 1000 },
    { name: 'ours', rate: 2500.4 },
  ]);
  expect(text).toBe('Title\n  peer         1,000 /s    1.00x\n  ours         2,500 /s    2.50x\n');
});
