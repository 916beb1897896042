/** Functions of our own that rules may call besides CEL's. */
import { RuleError } from './rule-error.js';

/** Bytes that a Base64 text stands for; line breaks and missing padding do not count. */
export function base64Size(value: unknown): number {
  if (typeof value !== 'string') throw new RuleError('a text is needed');
  const characters = value.replaceAll(/[\r\n]/g, '');
  let digits = characters.length;
  while (characters[digits - 1] === '=') digits--; // A pattern for this would take time in the square of the length.
  return Math.floor((digits * 3) / 4);
}

/** Bytes of a text in UTF-8. */
export function utf8Size(value: unknown): number {
  if (typeof value !== 'string') throw new RuleError('a text is needed');
  return new TextEncoder().encode(value).length;
}

/** The names that JD Cloud gives to `count` machines called `name`: `web[08]` becomes `web08`, `web09`, `web10`. */
export function jdcloudNames(name: unknown, count: unknown): string[] {
  return expand(name, count, (text, index) =>
    text.replaceAll(/\[(\d+)\]/g, (_, start: string) => padded(Number(start) + index, start.length)),
  );
}

/**
 * The names that Zenlayer gives to `count` instances called `name`: `web_[3,2]` becomes `web03`, `web04`. Either number may be left
 * out: the first is then 0, the second (digits) 6.
 */
export function zenlayerNames(name: unknown, count: unknown): string[] {
  return expand(name, count, (text, index) =>
    text.replaceAll(/_?\[(\d*)(?:,(\d*))?\]/g, (_, begin: string, bits: string | undefined) =>
      padded(Number(begin || 0) + index, Number(bits || 6)),
    ),
  );
}

/** More machines than any vendor creates in one call, and more characters than any name has; the schema refuses what is larger. */
const MOST = 1000;

function expand(name: unknown, count: unknown, nameAt: (text: string, index: number) => string): string[] {
  if (typeof name !== 'string' || name.length > MOST) throw new RuleError('a short text is needed');
  if (typeof count !== 'number' || !(count <= MOST)) throw new RuleError('a count is needed');
  return Array.from({ length: Math.max(0, Math.trunc(count)) }, (_, index) => nameAt(name, index));
}

function padded(number: number, width: number): string {
  if (width > MOST) throw new RuleError('a short number is needed');
  return String(number).padStart(width, '0');
}
