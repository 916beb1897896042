/** Functions of our own that rules may call besides CEL's. */
import { RuleError } from './rule-error.js';

/** Bytes that a Base64 text stands for; line breaks and missing padding do not count. */
export function base64Size(value: unknown): number {
  if (typeof value !== 'string') throw new RuleError('a text is needed');
  const digits = value.replaceAll(/[\r\n]/g, '').replace(/=+$/, '').length;
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
    text.replaceAll(/\[(\d+)\]/g, (_, start: string) => String(Number(start) + index).padStart(start.length, '0')),
  );
}

/**
 * The names that Zenlayer gives to `count` instances called `name`: `web_[3,2]` becomes `web03`, `web04`. Either number may be left
 * out: the first is then 0, the second (digits) 6.
 */
export function zenlayerNames(name: unknown, count: unknown): string[] {
  return expand(name, count, (text, index) =>
    text.replaceAll(/_?\[(\d*)(?:,(\d*))?\]/g, (_, begin: string, bits: string | undefined) =>
      String(Number(begin || 0) + index).padStart(Number(bits || 6), '0'),
    ),
  );
}

/** More machines than any vendor creates in one call; a larger count is refused by the schema. */
const MOST = 1000;

function expand(name: unknown, count: unknown, nameAt: (text: string, index: number) => string): string[] {
  if (typeof name !== 'string') throw new RuleError('a text is needed');
  if (typeof count !== 'number' || !(count <= MOST)) throw new RuleError('a count is needed');
  return Array.from({ length: Math.max(0, Math.trunc(count)) }, (_, index) => nameAt(name, index));
}
