// @ts-check
import { mkdirSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A lock whose owner has not touched it for so many milliseconds has no owner any more. */
const ABANDONED_AFTER = 10_000;

/**
 * Does a job when nobody else does one under the same lock: two installs started together would write into the same folder. A lock
 * holds no process id: in a container the next process may well have that of the one that was killed.
 * @template T
 * @param {string} lock path of a file
 * @param {() => Promise<T>} job
 * @returns {Promise<T>}
 */
export async function exclusively(lock, job) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let announced = false; !take(lock); announced = true) {
    if (!announced) process.stdout.write('Waiting for another install of this checkout ...\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const alive = setInterval(() => utimes(lock, new Date(), new Date(), () => undefined), 1000);
  try {
    return await job();
  } finally {
    clearInterval(alive);
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (touched !== undefined && Date.now() - touched > ABANDONED_AFTER) rmSync(lock, { force: true });
    return false;
  }
}
