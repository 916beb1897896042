/** A JSON or YAML object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The parts of a JSON pointer, with or without a leading `#`. */
export function pointerParts(pointer: string): string[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a JSON pointer names, or undefined. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointerParts(pointer).reduce<unknown>((found, part) => {
    if (Array.isArray(found)) return found[Number(part)];
    return isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }, value);
}

/** Words for a list of things, for messages. */
export function listed(values: Iterable<unknown>): string {
  return [...values].map((value) => (typeof value === 'string' ? `\`${value}\`` : JSON.stringify(value))).join(', ');
}
