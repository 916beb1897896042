import { createStorage, type Driver } from 'unstorage';
import type { WorldEvent } from './events.js';
import type { EventLog } from './log.js';

/** Writes a text where there is none yet. @returns false when there is one. */
type Claim = (key: string, text: string) => Promise<boolean>;

/**
 * Keeps the events in a folder, or in Redis, one record each, which is written once and never changed: whatever a killed process leaves
 * behind, an event that was answered for is whole. A folder is for one process at a time; Redis is for as many as there are.
 * @param place a folder, or `redis://host:port`.
 */
export async function openStorageLog(place: string): Promise<EventLog> {
  const isRedis = /^rediss?:\/\//.test(place);
  const driver = isRedis ? await redisDriver(place) : await folderDriver(place);
  const storage = createStorage({ driver });
  const claim: Claim = isRedis
    ? async (key, text) => {
        const redis = driver.getInstance?.() as Redis | undefined;
        return (await redis?.set(`${BASE}:${key}`, text, 'NX')) === 'OK';
      }
    : async (key, text) => {
        if (await readEvent(key)) return false;
        await storage.setItemRaw(key, text);
        return true;
      };
  /** What a killed process has half written was never answered for: it counts as not there. */
  const readEvent = async (key: string): Promise<WorldEvent | undefined> => {
    const text = await storage.getItemRaw(key);
    try {
      return text === null || text === undefined ? undefined : (JSON.parse(String(text)) as WorldEvent);
    } catch {
      return undefined;
    }
  };
  return {
    read: (index) => readEvent(keyOf(index)),
    append: (index, event) => claim(keyOf(index), JSON.stringify(event)),
    close: () => storage.dispose(),
  };
}

const BASE = 'launchspec';

/** A thousand to a folder. */
function keyOf(index: number): string {
  return `events:${String(Math.floor(index / 1000)).padStart(6, '0')}:${String(index).padStart(9, '0')}.json`;
}

interface Redis {
  set(key: string, value: string, mode: 'NX'): Promise<'OK' | null>;
}

async function folderDriver(base: string): Promise<Driver> {
  const { default: driver } = await import('unstorage/drivers/fs-lite');
  return driver({ base });
}

async function redisDriver(url: string): Promise<Driver> {
  const { default: driver } = await import('unstorage/drivers/redis');
  return driver({ url, base: BASE, lazyConnect: false, maxRetriesPerRequest: 3 });
}
