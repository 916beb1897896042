import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exclusively } from '../exclusively.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'deep', 'install.lock');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const isLocked = () => statSync(lock, { throwIfNoEntry: false }) !== undefined;
const touchedSecondsAgo = (seconds: number) => {
  const time = new Date(Date.now() - seconds * 1000);
  utimesSync(lock, time, time);
};

test('jobs run one after the other, and leave no lock', async () => {
  const order: string[] = [];
  const job = (name: string) => () =>
    exclusively(lock, async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      return name;
    });
  expect(await Promise.all([job('first')(), job('second')()])).toEqual(['first', 'second']);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(isLocked()).toBe(false);
  expect(process.stdout.write).toHaveBeenCalledTimes(1);
});

test('a job that fails leaves no lock', async () => {
  await expect(exclusively(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(isLocked()).toBe(false);
});

test('a lock that nobody keeps alive is taken over, whatever runs now under the id of the process that was killed', async () => {
  await exclusively(lock, async () => {
    writeFileSync(lock, String(process.pid));
    touchedSecondsAgo(60);
    expect(await exclusively(lock, () => Promise.resolve('taken over'))).toBe('taken over');
  });
});

test('a job that takes long keeps its lock alive', async () => {
  await exclusively(lock, async () => {
    touchedSecondsAgo(5);
    await vi.waitFor(() => expect(Date.now() - statSync(lock).mtimeMs).toBeLessThan(4000), { timeout: 5000 });
  });
});
