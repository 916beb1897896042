const REDACTED = '[redacted]';

/** What node, Bun and Deno call to print an object; a registered symbol, so that nothing has to be imported for it. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

const made = new WeakSet<object>();

/**
 * Copies credentials into an object that cannot print them: `util.inspect`, `console.log` and `JSON.stringify` show `[redacted]`, and
 * there is nothing to enumerate. Reading a property works as before. A copy with `{...credentials}` is empty, rather than unprotected.
 * Given its own result it returns it.
 */
export function redactable<Credentials extends object>(credentials: Credentials): Credentials {
  if (made.has(credentials)) return credentials;
  const fields = Object.entries(credentials).filter(([, value]) => value !== undefined);
  const shown = () => Object.fromEntries(fields.map(([name]) => [name, REDACTED]));
  const result: object = {};
  for (const [name, value] of fields) {
    // A getter, because a property that only cannot be enumerated is shown by inspect with `showHidden`.
    Object.defineProperty(result, name, { get: () => value });
  }
  Object.defineProperty(result, 'toJSON', { value: shown });
  Object.defineProperty(result, INSPECT, { value: shown });
  made.add(result);
  return Object.freeze(result) as Credentials;
}
