import { type Bundle, isBeyond, isNode } from './bundle.js';
import { errorSource } from './check-errors.js';
import type { Scope } from './discrepancies.js';
import { sourceOf, tableTitle } from './facts.js';
import type { Links } from './link.js';
import { child, enclosing, join, type Pointer, split, valueAt } from './pointer.js';

/** One answer to "where does this come from". */
export type Origin =
  | { kind: 'document'; pointer: Pointer; source: string; facts: unknown }
  | { kind: 'beyond-document'; pointer: Pointer; reference: string }
  | { kind: 'discrepancy'; pointer: Pointer; id: string; decision: string; reason: string };

export interface Trace {
  /** The place asked for, by its shortest name. */
  pointer: Pointer;
  origins: Origin[];
}

/**
 * Where a place of the bundle comes from: the row, table or example of the document that it or what it lies in stands for, or the source
 * beyond the document, and the discrepancies that explain it.
 * @returns undefined when the pointer points at nothing.
 */
export function trace(pointer: Pointer, links: Links, scopes: readonly Scope[], bundle: Bundle): Trace | undefined {
  const asked = bundle.canonical(pointer);
  if (asked === undefined) return undefined;
  const here = flattened(asked, bundle) ?? asked;
  const documented = documentedPlaces(links, bundle);
  const origins: Origin[] = [];
  for (const place of enclosing(here)) {
    const own = [...beyondAt(place, here, bundle), ...(documented.get(place) ?? [])];
    origins.push(...own);
    // What the nearest place comes from is the answer; what that place lies in has its own.
    if (own.length > 0) break;
  }
  const nearest = origins[0]?.pointer ?? here;
  const explains = (at: Pointer) => inside(here, at) || (inside(at, nearest) && inside(at, here)) || at === nearest;
  const notes = scopes.flatMap(({ discrepancy: { id, decision, reason }, pointers }) =>
    [...pointers].filter(explains).map((at): Origin => ({ kind: 'discrepancy', pointer: at, id, decision, reason })),
  );
  return { pointer: here, origins: [...origins, ...notes.filter((note) => inside(note.pointer, nearest))] };
}

function inside(inner: Pointer, outer: Pointer): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

function documentedPlaces(links: Links, bundle: Bundle): Map<Pointer, Origin[]> {
  const places = new Map<Pointer, Origin[]>();
  const add = (pointer: Pointer | undefined, source: string, facts: unknown): void => {
    if (pointer !== undefined)
      places.set(pointer, [...(places.get(pointer) ?? []), { kind: 'document', pointer, source, facts }]);
  };
  for (const { table, row, place } of links.rows) add(place?.pointer, sourceOf(table, row.name), row);
  for (const { table, place } of links.tables)
    add(place && bundle.follow(place).pointer, sourceOf(table), { table: tableTitle(table), rows: table.rows.length });
  for (const link of links.errors) add((link.example ?? link.response)?.pointer, errorSource(link), link.row);
  for (const { example, number, side, place } of links.examples)
    add(place?.pointer, `${sourceOf(example)} > example ${number}, ${side}`, { side });
  return places;
}

function beyondAt(place: Pointer, asked: Pointer, bundle: Bundle): Origin[] {
  const node = valueAt(bundle.document, place);
  if (!isNode(node)) return [];
  const value = valueAt(bundle.document, asked);
  const isBeyondValue =
    inside(asked, join(place, 'enum')) &&
    (child(node, 'x-beyond-document-values') as unknown[] | undefined)?.includes(value) === true;
  if (!isBeyond(node) && !isBeyondValue) return [];
  return [{ kind: 'beyond-document', pointer: place, reference: String(node['x-reference'] ?? 'no reference') }];
}

/** A flattened query parameter (`Placement.HostIds.0`) stands for a property of the body. */
function flattened(pointer: Pointer, bundle: Bundle): Pointer | undefined {
  const [paths, path = '', method = '', list, index = '', ...rest] = split(pointer);
  if (paths !== 'paths' || list !== 'parameters') return undefined;
  const operation = bundle.place(join('#', 'paths', path, method));
  const form = operation?.node['x-query-form'];
  const name = child(bundle.place(join('#', 'paths', path, method, 'parameters', index))?.node, 'name');
  if (!isNode(form) || typeof name !== 'string') return undefined;
  let place = bundle.place(String(form.schema));
  for (const key of name.split(String(form.separator))) {
    if (!place) return undefined;
    place = /^\d+$/u.test(key) ? bundle.inside(place, 'items') : bundle.properties(place).get(key);
  }
  const target = place && bundle.canonical([place.pointer, ...rest.filter((key) => key !== 'schema')].join('/'));
  return target ?? place?.pointer;
}
