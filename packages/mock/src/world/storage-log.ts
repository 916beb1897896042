import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createStorage, type Driver } from 'unstorage';
import type { WorldEvent } from './events.js';
import type { EventLog } from './log.js';

/** A record: an event, and which attempt wrote it. */
type Written = WorldEvent & { readonly writer: string };

interface Place {
  readonly driver: Driver;
  /** Milliseconds by which the clock that all share is ahead of this process's. */
  readonly ahead: number;
  /** Writes a text where there is none yet. @returns false when there is one, or may be. */
  claim(key: string, text: string, isThere: () => Promise<boolean>): Promise<boolean>;
}

/**
 * Keeps the events in a folder, or in Redis, one record each, which is written once and never changed: whatever a killed process leaves
 * behind, an event that was answered for is whole. As many mocks as there are can share either.
 * @param place a folder, or `redis://host:port`.
 */
export async function openStorageLog(place: string): Promise<EventLog> {
  const scheme = /^([a-z]+):\/\//i.exec(place)?.[1]?.toLowerCase();
  if (place === '' || ![undefined, 'redis', 'rediss'].includes(scheme))
    throw new Error('it must be a folder, or redis://host:port');
  const { driver, ahead, claim } = await (scheme === undefined ? folderPlace(place) : redisPlace(place));
  const storage = createStorage({ driver });
  /** What is only half written was never answered for: it counts as not there. */
  const readRecord = async (key: string): Promise<Written | undefined> => {
    const text = await storage.getItemRaw(key);
    try {
      return text === null || text === undefined ? undefined : (JSON.parse(String(text)) as Written);
    } catch {
      return undefined;
    }
  };
  return {
    ahead,
    read: async (index) => {
      const record = await readRecord(keyOf(index));
      if (!record) return undefined;
      const { writer: _, ...event } = record;
      return event as WorldEvent;
    },
    append: async (index, event) => {
      const key = keyOf(index);
      const writer = crypto.randomUUID();
      const record: Written = { ...event, writer };
      const isThere = async () => (await readRecord(key)) !== undefined;
      if (await claim(key, JSON.stringify(record), isThere)) return true;
      const there = await readRecord(key);
      if (!there) throw new Error(`the record ${key} of the state cannot be read`);
      // A connection that broke sends what was not answered again, and then finds what it wrote itself.
      return there.writer === writer;
    },
    close: () => storage.dispose(),
  };
}

const BASE = 'launchspec';

/** A thousand to a folder. */
function keyOf(index: number): string {
  return `events:${String(Math.floor(index / 1000)).padStart(6, '0')}:${String(index).padStart(9, '0')}.json`;
}

async function folderPlace(base: string): Promise<Place> {
  const { default: driver } = await import('unstorage/drivers/fs-lite');
  await mkdir(base, { recursive: true });
  return {
    driver: driver({ base }),
    ahead: 0,
    claim: async (key, text, isThere) => {
      if (await isThere()) return false;
      const file = join(base, ...key.split(':'));
      const draft = `${file}.${crypto.randomUUID()}`;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(draft, text);
      try {
        await link(draft, file); // Unlike a write or a rename it fails where another process was faster.
        await rm(draft);
      } catch {
        if (await isThere()) {
          await rm(draft);
          return false;
        }
        await rename(draft, file); // What is there is cut off, or the file system has no links.
      }
      return true;
    },
  };
}

interface Redis {
  set(key: string, value: string, mode: 'NX'): Promise<'OK' | null>;
  time(): Promise<readonly (string | number)[]>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Milliseconds after which an answer of Redis is not waited for any longer. */
const REDIS_TIMEOUT = 5000;

async function redisPlace(url: string): Promise<Place> {
  const { default: makeDriver } = await import('unstorage/drivers/redis');
  const driver = makeDriver({ url, base: BASE, maxRetriesPerRequest: 3, commandTimeout: REDIS_TIMEOUT });
  const redis = driver.getInstance?.() as Redis;
  let trouble: Error | undefined;
  redis.on('error', (error) => {
    trouble = error; // What does not come through because of it fails, and says so.
  });
  try {
    const asked = Date.now();
    const [seconds, microseconds] = await redis.time();
    const there = Number(seconds) * 1000 + Number(microseconds) / 1000;
    const ahead = Math.round(there - (asked + Date.now()) / 2);
    return {
      driver,
      ahead,
      claim: async (key, text) => (await redis.set(`${BASE}:${key}`, text, 'NX')) === 'OK',
    };
  } catch (error) {
    await driver.dispose?.();
    throw trouble ?? error;
  }
}
