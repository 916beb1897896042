import type { SigningKey } from '../digest/digest.js';

/** How many keys are kept for one credentials object: a few regions and services, over midnight. */
export const KEYS_PER_CREDENTIALS = 16;

interface Entry {
  readonly secret: string;
  readonly keys: Map<string, Promise<SigningKey>>;
}

/**
 * Imported keys, kept for as long as the caller keeps the credentials they were made from. The secret that an entry remembers is the
 * caller's own string, not a copy; it is there to notice a secret that was exchanged in place.
 */
const entries = new WeakMap<object, Entry>();

/** Gives the key kept under a name, or makes it. Calls at the same time share one. */
export function cachedKey(
  credentials: object,
  secret: string,
  name: string,
  make: () => Promise<SigningKey>,
): Promise<SigningKey> {
  let entry = entries.get(credentials);
  if (entry?.secret !== secret) {
    entry = { secret, keys: new Map() };
    entries.set(credentials, entry);
  }
  const { keys } = entry;
  const known = keys.get(name);
  if (known) {
    // Put at the end anew, so that the first is the one that was not used for longest.
    if (keys.size > 1) {
      keys.delete(name);
      keys.set(name, known);
    }
    return known;
  }
  const made = make();
  keys.set(name, made);
  if (keys.size > KEYS_PER_CREDENTIALS) keys.delete(keys.keys().next().value as string);
  made.catch(() => {
    if (keys.get(name) === made) keys.delete(name);
  });
  return made;
}
