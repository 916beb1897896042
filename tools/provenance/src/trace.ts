import { type Bundle, isBeyond, isNode } from './bundle.js';
import type { Scope } from './discrepancies.js';
import { type Documented, documentedPlaces } from './documented-places.js';
import { fieldPlaces, type Links } from './link.js';
import { child, enclosing, join, type Pointer, split, valueAt } from './pointer.js';

/** One answer to "where does this come from". */
export type Origin =
  | Documented
  | { kind: 'beyond-document'; pointer: Pointer; reference: string }
  | { kind: 'discrepancy'; pointer: Pointer; id: string; decision: string; reason: string };

export interface Trace {
  /** The place asked for, by its shortest name. */
  pointer: Pointer;
  origins: Origin[];
}

/**
 * Where a place of the bundle comes from: the row, table or example of the document that it or what it lies in stands for, or the source
 * beyond the document, and the discrepancies that explain it. A rule across fields comes from the fields that it reads.
 * @returns undefined when the pointer points at nothing.
 */
export function trace(pointer: Pointer, links: Links, scopes: readonly Scope[], bundle: Bundle): Trace | undefined {
  const asked = bundle.canonical(pointer);
  if (asked === undefined) return undefined;
  const here = flattened(asked, bundle) ?? asked;
  const documented = documentedPlaces(links, bundle);
  const ofRule = rulePlaces(here, links, bundle).flatMap((place) => originsAt(place, documented, bundle));
  const origins = ofRule.length > 0 ? ofRule : originsAt(here, documented, bundle);
  return { pointer: here, origins: [...origins, ...notesAt(here, ofRule.length > 0 ? [] : origins, scopes)] };
}

/** What the nearest place comes from is the answer; what that place lies in has its own. */
function originsAt(here: Pointer, documented: ReadonlyMap<Pointer, Documented[]>, bundle: Bundle): Origin[] {
  for (const place of [...enclosing(here), ...(here === '#' ? [here] : [])]) {
    const own = [...beyondAt(place, here, bundle), ...(documented.get(place) ?? [])];
    if (own.length > 0) return own;
  }
  return [];
}

/** Each discrepancy about the place, about what it lies in as far as its origin, or, where it has one, about what lies in it. */
function notesAt(here: Pointer, [nearest]: readonly Origin[], scopes: readonly Scope[]): Origin[] {
  return scopes.flatMap(({ discrepancy: { id, decision, reason }, pointers }) => {
    const around = [...pointers].filter((at) => inside(here, at) && (!nearest || inside(at, nearest.pointer)));
    const within = nearest && here !== '#' ? [...pointers].filter((at) => inside(at, here)) : [];
    const at = around.sort((a, b) => b.length - a.length)[0] ?? within[0];
    return at === undefined ? [] : [{ kind: 'discrepancy' as const, pointer: at, id, decision, reason }];
  });
}

/** The fields that a rule of an operation reads. */
function rulePlaces(here: Pointer, links: Links, bundle: Bundle): Pointer[] {
  const rules = links.operations.flatMap(({ pointer }) => bundle.list(join(pointer, 'x-validations')));
  const rule = rules.find(({ pointer }) => inside(here, pointer));
  const places = ((rule?.node.fields ?? []) as string[]).flatMap((field) => fieldPlaces(field, links, bundle));
  return [...new Set(places.map(({ pointer }) => pointer))];
}

function inside(inner: Pointer, outer: Pointer): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
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
