import { isDeepStrictEqual } from 'node:util';
import type { Base, TypeFact } from './facts.js';
import { child, join, type Pointer, split } from './pointer.js';

export function deepEqual(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, right);
}

export interface Difference {
  /** Pointer into the second value, or into the first where the second lacks it. */
  pointer: Pointer;
  kind: 'changed' | 'spelled' | 'missing' | 'added';
  /** Of `spelled`: the two keys. */
  left?: unknown;
  right?: unknown;
}

/** The value with its keys in the casing that the other has them in. */
export function respell(value: unknown, like: unknown): unknown {
  if (Array.isArray(value))
    return value.map((entry, index) => respell(entry, Array.isArray(like) ? like[index] : undefined));
  if (!isObject(value) || !isObject(like)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const match = matching(key, value, Object.keys(like)) ?? key;
      return [match, respell(entry, like[match])];
    }),
  );
}

/** A pointer into a value, with its keys in the casing that the value has them in. */
export function respellPointer(pointer: Pointer, like: unknown): Pointer {
  let node = like;
  const keys = split(pointer).map((key) => {
    const match = isObject(node) ? (matching(key, {}, Object.keys(node)) ?? key) : key;
    node = child(node, match);
    return match;
  });
  return join('', ...keys);
}

/** The key itself or, where no other key of the value has that name, the one that differs in casing only. */
function matching(key: string, value: Record<string, unknown>, keys: readonly string[]): string | undefined {
  return keys.includes(key)
    ? key
    : keys.find((other) => !Object.hasOwn(value, other) && other.toLowerCase() === key.toLowerCase());
}

/** How one JSON value differs from another, leaf by leaf; a key that differs in casing only is matched and reported as such. */
export function differences(left: unknown, right: unknown, pointer: Pointer = ''): Difference[] {
  if (deepEqual(left, right)) return [];
  if (Array.isArray(left) && Array.isArray(right)) {
    return Array.from({ length: Math.max(left.length, right.length) }).flatMap((_, index) => {
      const at = join(pointer, index);
      if (index >= right.length) return [{ pointer: at, kind: 'missing' as const, left: left[index] }];
      if (index >= left.length) return [{ pointer: at, kind: 'added' as const, right: right[index] }];
      return differences(left[index], right[index], at);
    });
  }
  if (!isObject(left) || !isObject(right)) return [{ pointer, kind: 'changed', left, right }];
  const unmatched = new Set(Object.keys(right));
  const found = Object.entries(left).flatMap(([key, value]): Difference[] => {
    const match = matching(key, left, [...unmatched]);
    if (match === undefined) return [{ pointer: join(pointer, key), kind: 'missing', left: value }];
    unmatched.delete(match);
    const at = join(pointer, match);
    const inner = differences(value, right[match], at);
    return match === key ? inner : [{ pointer: at, kind: 'spelled', left: key, right: match }, ...inner];
  });
  return [
    ...found,
    ...[...unmatched].map((key): Difference => ({ pointer: join(pointer, key), kind: 'added', right: right[key] })),
  ];
}

/** A printed value as the type has it; what cannot be read as that type stays text. */
export function readPrinted(text: string, type: TypeFact): unknown {
  if (!type.array && type.base !== 'object') return readScalar(text, type.base);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return type.array && type.base !== 'object'
      ? text.split(/[,，]\s*/u).map((part) => readScalar(part, type.base))
      : text;
  }
}

export function readScalar(text: string, base: Base): unknown {
  if (base === 'integer' || base === 'number')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (base === 'boolean' && /^(?:true|false)$/iu.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** A value in a message. */
export function print(value: unknown): string {
  return value === undefined || value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
