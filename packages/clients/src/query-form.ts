import type { QueryForm } from './api-description.js';
import { wellFormed } from './well-formed.js';

/** A query of plain parameters. */
export function plainQuery(query: Readonly<Record<string, unknown>>): string {
  return encode(Object.entries(query).filter(([, value]) => value !== undefined && value !== null));
}

/** A query that stands for a structure, flattened: `{DataDisks: [{DiskSize: 50}]}` is `DataDisks.0.DiskSize=50`. */
export function flattenedQuery(query: Readonly<Record<string, unknown>>, form: QueryForm): string {
  const [yes, no] = [form.booleans[0], form.booleans[1]];
  const pairs: [string, unknown][] = [];
  const visit = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (typeof value === 'boolean') pairs.push([name, value ? yes : no]);
    else if (typeof value !== 'object') pairs.push([name, value]);
    else {
      const first = Array.isArray(value) ? form.firstIndex : undefined;
      for (const [key, each] of Object.entries(value)) {
        visit(`${name}${form.separator}${first === undefined ? key : Number(key) + first}`, each);
      }
    }
  };
  for (const [name, value] of Object.entries(query)) visit(name, value);
  return encode(pairs);
}

function encode(pairs: readonly (readonly [string, unknown])[]): string {
  return pairs.map(([name, value]) => `${percent(name)}=${percent(String(value))}`).join('&');
}

/** RFC 3986, as the vendors sign it: `encodeURIComponent` leaves five characters more as they are. */
export function percent(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
