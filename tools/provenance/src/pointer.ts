/** A JSON pointer in URI fragment form, `#/components/schemas/Tag`, as `$ref` and `where` have it. */
export type Pointer = string;

export function join(pointer: Pointer, ...keys: readonly (string | number)[]): Pointer {
  return [pointer, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The keys of a pointer; a leading `#` may be left out. */
export function split(pointer: Pointer): string[] {
  return pointer
    .replace(/^#/u, '')
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a pointer means, or undefined. No `$ref` is followed. */
export function valueAt(document: unknown, pointer: Pointer): unknown {
  return split(pointer).reduce<unknown>(child, document);
}

export function child(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** The pointer itself and everything that it lies in, innermost first, without the root. */
export function enclosing(pointer: Pointer): Pointer[] {
  const keys = split(pointer);
  return keys.map((_, index) => join('#', ...keys.slice(0, keys.length - index)));
}

/** Every pointer from an outer place down to one inside it, both included. */
export function between(outer: Pointer, inner: Pointer): Pointer[] {
  return enclosing(inner).filter((pointer) => pointer === outer || pointer.startsWith(`${outer}/`));
}
