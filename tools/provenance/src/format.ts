const WIDTH = 120;

/** JSON as the repository's formatter writes it: what fits on a line stays on one, so that a row of a document is a line. */
export function formatJson(value: unknown): string {
  return `${print(value, 0, 0, true)}\n`;
}

/** @param used columns that stand before and after the value on its line. */
function print(value: unknown, indent: number, used: number, open = false): string {
  const line = flat(value);
  if (!open && indent + used + columns(line) <= WIDTH) return line;
  const inner = ' '.repeat(indent + 2);
  const close = `\n${' '.repeat(indent)}`;
  if (Array.isArray(value)) {
    return value.length === 0
      ? '[]'
      : `[\n${value.map((entry) => inner + print(entry, indent + 2, 1)).join(',\n')}${close}]`;
  }
  if (typeof value !== 'object' || value === null) return line;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${print(entry, indent + 2, columns(key) + 5)}`).join(',\n')}${close}}`;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, entry]) => `${JSON.stringify(key)}: ${flat(entry)}`).join(', ')} }`;
}

/** Width on a screen: Chinese characters take two columns. */
function columns(text: string): number {
  return [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(character) ? 2 : 1),
    0,
  );
}
