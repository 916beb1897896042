import type { Pointer } from './pointer.js';

export type ChangeKind =
  | 'title'
  | 'operation'
  | 'heading'
  | 'order'
  | 'columns'
  | 'table-added'
  | 'table-removed'
  | 'row-added'
  | 'row-removed'
  | 'row-renamed'
  | 'type'
  | 'required'
  | 'default'
  | 'example-value'
  | 'values'
  | 'limit'
  | 'error-added'
  | 'error-removed'
  | 'status'
  | 'code'
  | 'message'
  | 'example-added'
  | 'example-removed'
  | 'example'
  | 'text';

/** Something that another edition of the document says differently. */
export interface Change {
  kind: ChangeKind;
  /** Where the spec is affected. */
  pointer: Pointer;
  message: string;
  /** Heading and row, in the edition that has it. */
  source: string;
  /** Discrepancies and rules about that place, which have to be read again. */
  concerns: string[];
}

/** A change before it is known what else is about its place. */
export type Found = Omit<Change, 'concerns'>;

/** Pairs entries of two lists, by the first test that holds; what is left was removed or added. */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  tests: readonly ((old: T, now: T) => boolean)[],
): { pairs: [T, T][]; removed: T[]; added: T[] } {
  const [left, right] = [new Set(before), new Set(after)];
  const pairs: [T, T][] = [];
  for (const test of tests) {
    for (const old of [...left]) {
      const now = [...right].find((candidate) => test(old, candidate));
      if (now === undefined) continue;
      pairs.push([old, now]);
      left.delete(old);
      right.delete(now);
    }
  }
  return { pairs, removed: [...left], added: [...right] };
}

/** Of pairs in the order of the new list, what stands further up than it did. */
export function movedUp<T>(
  pairs: readonly (readonly [old: T, now: T])[],
  before: readonly T[],
  after: readonly T[],
): T[] {
  let last = -1;
  return [...pairs]
    .sort(([left], [right]) => before.indexOf(left) - before.indexOf(right))
    .flatMap(([, now]) => {
      const index = after.indexOf(now);
      if (index < last) return [now];
      last = index;
      return [];
    });
}

export function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
