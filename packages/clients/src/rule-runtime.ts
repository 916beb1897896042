/**
 * What compiled rules are made of: CEL's operators with CEL's strictness. Where CEL has an error (a field that is not there, a
 * comparison of a number with text) these throw a `RuleError`; a rule is never taken to hold because it could not be evaluated.
 */
import { RuleError } from './rule-error.js';

type Thunk = () => unknown;
type Item = (item: unknown) => unknown;

/** Elements that one rule may look at: far more than a sensible request needs, and a matter of milliseconds. */
const MOST_STEPS = 100_000;
let stepsLeft = Number.POSITIVE_INFINITY;

/**
 * Evaluates a rule with a bound on its work: a rule that compares each element with each other one would otherwise be busy for hours
 * with a request of a few megabytes.
 * @throws RuleError when the bound is reached.
 */
export function bounded<T>(evaluate: () => T): T {
  stepsLeft = MOST_STEPS;
  try {
    return evaluate();
  } finally {
    stepsLeft = Number.POSITIVE_INFINITY;
  }
}

/** Stands outside of every `try` here, so that nothing goes on once the bound is reached. */
function spend(steps: number): void {
  stepsLeft -= steps;
  if (stepsLeft < 0) throw new RuleError('a smaller request is needed');
}

export function get(value: unknown, name: string): unknown {
  if (isRecord(value) && Object.hasOwn(value, name) && value[name] !== undefined) return value[name];
  throw new RuleError(`there is no ${name}`);
}

export function has(value: unknown, name: string): boolean {
  if (!isRecord(value)) throw new RuleError(`${name} is looked for in what is not an object`);
  return Object.hasOwn(value, name) && value[name] !== undefined;
}

export function at(value: unknown, index: unknown): unknown {
  if (!Array.isArray(value)) return get(value, text(index));
  if (typeof index === 'number' && index in value) return value[index];
  throw new RuleError(`there is no element ${String(index)}`);
}

/** True when either side is true, whatever the other one is; an error otherwise if either side is one. */
export function or(left: Thunk, right: Thunk): boolean {
  let first: boolean;
  try {
    first = bool(left());
  } catch (error) {
    if (bool(right())) return true;
    throw error;
  }
  return first || bool(right());
}

/** False when either side is false, whatever the other one is; an error otherwise if either side is one. */
export function and(left: Thunk, right: Thunk): boolean {
  let first: boolean;
  try {
    first = bool(left());
  } catch (error) {
    if (!bool(right())) return false;
    throw error;
  }
  return first && bool(right());
}

export function not(value: unknown): boolean {
  return !bool(value);
}

export function bool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new RuleError('a truth value is needed');
}

export function equal(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equal(left[name], right[name]))
  );
}

export function less(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return text(left) < text(right);
}

export function lessOrEqual(left: unknown, right: unknown): boolean {
  return !less(right, left);
}

export function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'string') return left + text(right);
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  return number(left) + number(right);
}

export function subtract(left: unknown, right: unknown): number {
  return number(left) - number(right);
}

export function multiply(left: unknown, right: unknown): number {
  return number(left) * number(right);
}

/** Division of whole numbers, towards zero. */
export function divide(left: unknown, right: unknown): number {
  return Math.trunc(number(left) / nonZero(right));
}

export function remainder(left: unknown, right: unknown): number {
  return number(left) % nonZero(right);
}

export function contains(list: unknown, value: unknown): boolean {
  if (Array.isArray(list)) {
    spend(list.length);
    return list.some((item) => equal(item, value));
  }
  return has(list, text(value));
}

/** Elements of a list, names of an object, or characters of a text (an emoji is one). */
export function size(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw new RuleError('a size is asked of what has none');
}

export function all(list: unknown, item: Item): boolean {
  return quantify(list, item, false);
}

export function exists(list: unknown, item: Item): boolean {
  return quantify(list, item, true);
}

function quantify(list: unknown, item: Item, decisive: boolean): boolean {
  let failure: unknown;
  for (const element of elements(list)) {
    spend(1);
    try {
      if (bool(item(element)) === decisive) return decisive;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !decisive;
}

export function map(list: unknown, item: Item): unknown[] {
  const values = elements(list);
  spend(values.length);
  return values.map((element) => item(element));
}

export function filter(list: unknown, item: Item): unknown[] {
  const values = elements(list);
  spend(values.length);
  return values.filter((element) => bool(item(element)));
}

export function matches(value: unknown, pattern: RegExp): boolean {
  return pattern.test(text(value));
}

export function startsWith(value: unknown, prefix: unknown): boolean {
  return text(value).startsWith(text(prefix));
}

export function endsWith(value: unknown, suffix: unknown): boolean {
  return text(value).endsWith(text(suffix));
}

export function containsText(value: unknown, part: unknown): boolean {
  return text(value).includes(text(part));
}

/** A whole number from digits. */
export function int(value: unknown): number {
  const whole = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : Math.trunc(number(value));
  return whole;
}

function elements(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) return Object.keys(value);
  throw new RuleError('a list is needed');
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new RuleError('a text is needed');
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new RuleError('a number is needed');
}

function nonZero(value: unknown): number {
  const divisor = number(value);
  if (divisor === 0) throw new RuleError('a division by zero');
  return divisor;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
