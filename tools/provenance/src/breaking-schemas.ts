import { BOUNDS, type Direction, FORMS, type SpecChangeKind } from './breaking-rules.js';
import type { Bundle, Node, Place } from './bundle.js';
import { join, type Pointer } from './pointer.js';
import { deepEqual, print } from './values.js';

/** The same thing in the old edition and in the new. */
export type Pair<T> = readonly [old: T, now: T];

/** Where a comparison is: in words, and which way what it compares travels. */
export interface Spot {
  at: string;
  direction: Direction;
}

export interface Context {
  bundles: Pair<Bundle>;
  /** Pairs of schemas that have been compared: a type may hold itself. */
  seen: Set<string>;
  report: (spot: Spot, kind: SpecChangeKind, message: string, pointer: Pointer) => void;
}

export function compareSchemas(context: Context, spot: Spot, [old, now]: Pair<Place | undefined>): void {
  if (!old || !now) return;
  const visit = `${spot.direction} ${old.pointer} ${now.pointer}`;
  if (context.seen.has(visit)) return;
  context.seen.add(visit);
  const pair: Pair<Place> = [old, now];
  compareTypes(context, spot, pair);
  compareValues(context, spot, pair);
  compareKeywords(context, spot, pair);
  compareParts(context, spot, pair);
  compareProperties(context, spot, pair);
  const [before, after] = context.bundles;
  compareSchemas(context, { ...spot, at: `${spot.at}[]` }, [before.inside(old, 'items'), after.inside(now, 'items')]);
  compareAlternatives(context, spot, pair);
}

export function required({ report }: Context, spot: Spot, [old, now]: Pair<boolean>, pointer: Pointer): void {
  if (old === now) return;
  if (now) report(spot, 'now-required', 'has to be given', pointer);
  else report(spot, 'now-optional', 'may be missing', pointer);
}

function compareTypes(context: Context, spot: Spot, pair: Pair<Place>): void {
  const [old, now] = pair.map((place, index) =>
    (context.bundles[index] as Bundle)
      .alternatives(place)
      .flatMap(({ node }) => [node.type ?? []].flat().map((type) => (type === 'object' && node.title) || type))
      // Every integer is a number.
      .flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type])),
  ) as [unknown[], unknown[]];
  compareMembers(context, spot, 'type', [old, now], pair[1].pointer);
}

function compareValues(context: Context, spot: Spot, pair: Pair<Place>): void {
  // Undefined where some alternative takes any value.
  const [old, now] = pair.map((place, index) => {
    const bundle = context.bundles[index] as Bundle;
    const lists = bundle.alternatives(place).map((part) => {
      const keywords = part.pointer === bundle.follow(place).pointer ? bundle.keywords(place) : part.node;
      return 'const' in keywords ? [keywords.const] : (keywords.enum as unknown[] | undefined);
    });
    return lists.some((list) => list === undefined) ? undefined : lists.flat();
  });
  const { pointer } = pair[1];
  if (old && now) compareMembers(context, spot, 'value', [old, now], pointer);
  else if (now) context.report(spot, 'value-removed', `only ${now.map(print).join(', ')} are left`, pointer);
  else if (old) context.report(spot, 'value-added', 'any value', pointer);
}

function compareMembers(
  { report }: Context,
  spot: Spot,
  what: 'type' | 'value',
  lists: Pair<readonly unknown[]>,
  pointer: Pointer,
): void {
  const members = byKey(lists, print);
  for (const [member] of members.removed) report(spot, `${what}-removed`, member, pointer);
  for (const [member] of members.added) report(spot, `${what}-added`, member, pointer);
}

function compareKeywords({ bundles: [before, after], report }: Context, spot: Spot, [left, right]: Pair<Place>): void {
  const [old, now] = [before.keywords(left), after.keywords(right)];
  const { pointer } = right;
  const change = (key: string) => `${key} ${print(old[key])} -> ${print(now[key])}`;
  for (const [key, tightens] of Object.entries(BOUNDS)) {
    const none = tightens === 'up' ? -Infinity : Infinity;
    const [from, to] = [old[key] ?? none, now[key] ?? none] as [number, number];
    if (from === to) continue;
    const isTighter = tightens === 'up' ? to > from : to < from;
    report(spot, isTighter ? 'limit-tightened' : 'limit-loosened', change(key), pointer);
  }
  for (const key of FORMS.filter((form) => !deepEqual(old[form], now[form]))) {
    report(spot, now[key] === undefined ? 'limit-loosened' : 'form-changed', change(key), pointer);
  }
  if (!deepEqual(old.multipleOf, now.multipleOf)) {
    // Multiples of 10 are multiples of 5, too.
    const isLooser = now.multipleOf === undefined || Number(old.multipleOf) % Number(now.multipleOf) === 0;
    report(spot, isLooser ? 'limit-loosened' : 'limit-tightened', change('multipleOf'), pointer);
  }
  if ((old.readOnly === true) !== (now.readOnly === true))
    report(spot, now.readOnly === true ? 'now-read-only' : 'now-writable', change('readOnly'), pointer);
  if (!deepEqual(old.default, now.default)) report(spot, 'default-changed', change('default'), pointer);
  const [wasClosed, isClosed] = [old.additionalProperties === false, now.additionalProperties === false];
  if (isClosed && !wasClosed) report(spot, 'now-closed', 'takes no further fields', pointer);
  if (wasClosed && !isClosed) report(spot, 'now-open', 'takes further fields', pointer);
}

/** The parts of `allOf`, by their position: each holds for itself. */
function compareParts(context: Context, spot: Spot, [old, now]: Pair<Place>): void {
  const [before, after] = context.bundles;
  const left = before.list(join(before.follow(old).pointer, 'allOf'));
  const right = after.list(join(after.follow(now).pointer, 'allOf'));
  for (const [index, part] of right.entries()) {
    const other = left[index];
    if (other) compareSchemas(context, spot, [other, part]);
    else if (narrows(after.keywords(part))) context.report(spot, 'form-changed', 'a part of allOf more', part.pointer);
  }
  for (const part of left.slice(right.length)) {
    if (narrows(before.keywords(part))) context.report(spot, 'limit-loosened', 'a part of allOf less', now.pointer);
  }
}

/** Whether a part says more than which fields there are, which is compared by itself. */
function narrows(keywords: Node): boolean {
  return ['enum', 'const', 'multipleOf', ...Object.keys(BOUNDS), ...FORMS].some((key) => Object.hasOwn(keywords, key));
}

function compareProperties(context: Context, spot: Spot, [old, now]: Pair<Place>): void {
  const [before, after] = context.bundles;
  const properties = byKey([[...before.properties(old)], [...after.properties(now)]], ([name]) => name);
  const [was, is] = [before.required(old), after.required(now)];
  for (const [name, [, { pointer }]] of properties.removed) context.report(spot, 'property-removed', name, pointer);
  for (const [name, [, { pointer }]] of properties.added) {
    context.report(spot, is.has(name) ? 'property-added-required' : 'property-added', name, pointer);
  }
  for (const [name, [, left], [, right]] of properties.shared) {
    const inner = { ...spot, at: `${spot.at} ${name}` };
    required(context, inner, [was.has(name), is.has(name)], right.pointer);
    compareSchemas(context, inner, [left, right]);
  }
}

function compareAlternatives(context: Context, spot: Spot, [old, now]: Pair<Place>): void {
  const [before, after] = context.bundles;
  const lists = [before.alternatives(old), after.alternatives(now)] as const;
  if (lists.every(({ length }) => length === 1)) return;
  const parts = byKey(lists, ({ node, pointer }) => String(node.title ?? pointer));
  // Alternatives that only list values have been compared as one list.
  for (const [, left, right] of parts.shared.filter(([, , { node }]) => node.enum === undefined)) {
    compareSchemas(context, spot, [left, right]);
  }
}

export interface Matched<T> {
  removed: [name: string, old: T][];
  added: [name: string, now: T][];
  shared: [name: string, old: T, now: T][];
}

/** What only one of two lists has, and what both have, by name. */
export function byKey<T>([before, after]: Pair<readonly T[]>, key: (entry: T) => string): Matched<T> {
  const [old, now] = [before, after].map((list) => new Map(list.map((entry) => [key(entry), entry]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  return {
    removed: [...old].filter(([name]) => !now.has(name)),
    added: [...now].filter(([name]) => !old.has(name)),
    shared: [...old].flatMap(([name, entry]): [string, T, T][] => {
      const other = now.get(name);
      return other === undefined ? [] : [[name, entry, other]];
    }),
  };
}
