import { FIELDS, type Field, type FieldType, HOUSE_PATHS, type HousePath } from './fields.js';
import { isTree, pointerOf, setOwn, type Tree } from './tree.js';
import type { PlanViolation } from './violation.js';

/** A value of a launch request. */
export interface HouseValue {
  /** With `*` for elements of lists. */
  readonly field: HousePath;
  readonly path: string;
  /** The path, step by step. */
  readonly steps: readonly (string | number)[];
  readonly indices: readonly number[];
  readonly value: unknown;
}

export interface ReadRequest {
  /** In the order of the fields, so that a plan does not depend on that of the request. */
  readonly values: readonly HouseValue[];
  /** Lists with how many elements they have; an empty one is a wish too. */
  readonly lists: readonly { readonly path: string; readonly length: number }[];
  readonly vendor: Tree;
  readonly vendorHeaders: Readonly<Record<string, string>>;
  readonly violations: readonly PlanViolation[];
}

type Shape = Map<string, Shape | Field>;

const SHAPE: Shape = new Map();
for (const path of HOUSE_PATHS) {
  const steps = path.split('/').slice(1);
  const last = steps.pop() as string;
  let node = SHAPE;
  for (const step of steps) {
    if (!node.has(step)) node.set(step, new Map());
    node = node.get(step) as Shape;
  }
  node.set(last, FIELDS[path]);
}

const ORDER: ReadonlyMap<HousePath, number> = new Map(HOUSE_PATHS.map((path, index) => [path, index]));

const VENDOR_DEPTH = 64;

const MOST_VALUES = 100_000;

/** Under this, a vendor's part is too deep anyhow. */
const COPY_DEPTH = VENDOR_DEPTH + 2;

/** What a copy has in the place of what is no data: as a value it is none that any field takes. */
const NOT_DATA = Symbol('not data');
const TOO_LARGE = Symbol('too large');

/**
 * A copy of plain objects and lists, read once: so that nothing that is looked at later changes, and nothing that was not looked at is
 * sent. What an object of a class or a list with named members stands for is not known, so it is no data, nor is what is named by a symbol.
 */
function plainCopy(given: unknown): unknown {
  let left = MOST_VALUES;
  const copy = (value: unknown, depth: number): unknown => {
    left--;
    if (typeof value !== 'object' || value === null) return value;
    const names = Object.keys(value);
    if (hasSymbols(value) || depth > COPY_DEPTH || left < 0) return NOT_DATA;
    if (Array.isArray(value)) {
      const { length } = value;
      if (names.length > length || names.some((name) => !/^\d+$/.test(name))) return NOT_DATA;
      const list: unknown[] = [];
      for (let index = 0; index < length && left > 0; index++) list.push(copy(value[index], depth + 1));
      return list;
    }
    if (!isPlain(value)) return NOT_DATA;
    const tree: Tree = {};
    for (const name of names) if (left > 0) setOwn(tree, name, copy((value as Tree)[name], depth + 1));
    return tree;
  };
  const result = copy(given, 0);
  return left <= 0 ? TOO_LARGE : result;
}

/** What was given, read once; what cannot be read is no data. */
export function readOnce(given: unknown): unknown {
  try {
    return plainCopy(given);
  } catch {
    return NOT_DATA;
  }
}

/** What was given, read once, as JSON writes it; undefined if that is not what it is. */
export function readJson(given: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(plainCopy(given), (_, value: unknown) => {
        if (typeof value === 'symbol' || typeof value === 'function') throw new TypeError('it is no data');
        return value;
      }),
    );
  } catch {
    return undefined;
  }
}

function hasSymbols(value: object): boolean {
  return Object.getOwnPropertySymbols(value).some((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
}

/** Whether an object inherits nothing but what all objects do, also those of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** Reads whatever was given as a launch request, and takes nothing for granted. It throws only what a getter of the request throws. */
export function readRequest(given: unknown): ReadRequest {
  const request = plainCopy(given);
  const values: HouseValue[] = [];
  const lists: { path: string; length: number }[] = [];
  const violations: PlanViolation[] = [];
  const wrong = (steps: readonly (string | number)[], message: string, fix: string): void => {
    violations.push({ path: pointerOf(steps), kind: 'house', message, fix });
  };

  const visit = (node: unknown, shape: Shape, steps: readonly (string | number)[]): void => {
    if (!isTree(node)) {
      wrong(steps, 'must be a plain object', 'give an object with the fields of a launch request');
      return;
    }
    for (const name of Object.keys(node)) {
      const value = node[name];
      if (value === undefined || (steps.length === 0 && (name === 'vendor' || name === 'vendorHeaders'))) continue;
      const at = [...steps, name];
      const known = shape.get(name);
      if (known === undefined) wrong(at, 'is not a field of a launch request', unknownField(name, shape));
      else if (value === null) wrong(at, 'must not be null', 'leave it out');
      else if (!(known instanceof Map)) leaf(value, known, at);
      else if (!known.has('*')) visit(value, known, at);
      else if (!Array.isArray(value)) wrong(at, 'must be a list', 'give a list, also of one');
      else {
        lists.push({ path: pointerOf(at), length: value.length });
        for (let index = 0; index < value.length; index++) visit(value[index], known.get('*') as Shape, [...at, index]);
      }
    }
  };
  const leaf = (value: unknown, { takes }: Field, at: readonly (string | number)[]): void => {
    const problem = problemOf(value, takes);
    if (problem) {
      wrong(at, ...problem);
      return;
    }
    const path = pointerOf(at);
    const indices = at.filter((step) => typeof step === 'number');
    const field = indices.length === 0 ? path : pointerOf(at.map((step) => (typeof step === 'number' ? '*' : step)));
    values.push({ field: field as HousePath, path, steps: at, indices, value });
  };

  if (request === TOO_LARGE) wrong([], 'is too large, or has a cycle', `give at most ${MOST_VALUES} values`);
  else visit(request, SHAPE, []);
  values.sort((one, other) => (ORDER.get(one.field) ?? 0) - (ORDER.get(other.field) ?? 0));
  const { vendor, vendorHeaders } = isTree(request) ? request : {};
  if (isTree(request) && isTree(request.login) && request.login.none === true)
    for (const name of Object.keys(request.login))
      if (name !== 'none' && request.login[name] !== undefined && request.login[name] !== false)
        wrong(['login', 'none'], `cannot stand beside login.${name}`, 'leave one of them out');
  return {
    values,
    lists,
    vendor: vendor === undefined ? {} : readVendor(vendor, wrong),
    vendorHeaders: vendorHeaders === undefined ? {} : readHeaders(vendorHeaders, wrong),
    violations,
  };
}

type Wrong = (steps: readonly (string | number)[], message: string, fix: string) => void;

/** What is the vendor's own, if it is JSON: the copy that was read, made fit to be sent. */
function readVendor(vendor: unknown, wrong: Wrong): Tree {
  const fit = (value: unknown, at: readonly (string | number)[]): unknown => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') {
      if (!isWellFormed(value)) wrong(at, ...NOT_WELL_FORMED);
      return value;
    }
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) wrong(at, 'must be a finite number', 'give a number that JSON can hold');
      return value;
    }
    const isList = Array.isArray(value);
    if (!isList && !isTree(value)) {
      wrong(at, 'is not JSON', 'give texts, numbers, booleans, lists and plain objects');
      return undefined;
    }
    if (at.length > VENDOR_DEPTH) {
      wrong(at.slice(0, 2), 'is too deep, or has a cycle', `keep it under ${VENDOR_DEPTH} levels`);
      return undefined;
    }
    if (isList) {
      for (const [index, each] of value.entries()) {
        if (each === undefined) wrong([...at, index], 'is missing', 'give every element of a list');
        value[index] = fit(each ?? null, [...at, index]);
      }
      return value;
    }
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined) delete value[name];
      else setOwn(value, name, fit(member, [...at, name]));
    }
    return value;
  };
  if (!isTree(vendor)) {
    wrong(['vendor'], 'must be a plain object', "give parts of the vendor's request body");
    return {};
  }
  return fit(vendor, ['vendor']) as Tree;
}

function readHeaders(headers: unknown, wrong: Wrong): Record<string, string> {
  const result: Record<string, string> = {};
  if (!isTree(headers)) wrong(['vendorHeaders'], 'must be a plain object', 'give texts by the names of headers');
  else
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (value === undefined) continue;
      if (typeof value === 'string') setOwn(result, name, value);
      else wrong(['vendorHeaders', name], 'must be a text', 'give a text');
    }
  return result;
}

function unknownField(name: string, shape: Shape): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]|s$/g, '');
  const alike = [...shape.keys()].find((known) => plain(known) === plain(name));
  return alike === undefined ? 'check the spelling, or put what is the vendor’s own under vendor' : `write it ${alike}`;
}

type Problem = readonly [message: string, fix: string];

const NOT_WELL_FORMED: Problem = ['must be well-formed Unicode', 'remove the half of a surrogate pair'];

/** What is wrong with a value, and what to do; undefined if nothing is. */
export function problemOf(value: unknown, takes: FieldType): Problem | undefined {
  if (typeof takes !== 'string') {
    const listed = takes.join(', ');
    return takes.includes(value as string) ? undefined : ['is not a value of this field', `choose one of ${listed}`];
  }
  return CHECKS[takes](value);
}

const CHECKS: { readonly [type in Extract<FieldType, string>]: (value: unknown) => Problem | undefined } = {
  text: textProblem,
  name: (value) => (isTree(value) ? sequenceProblem(value) : textProblem(value)),
  integer: (value) =>
    Number.isSafeInteger(value) ? undefined : ['must be a whole number', 'give a number without a fraction'],
  number: (value) => (Number.isFinite(value) ? undefined : ['must be a number', 'give a finite number']),
  flag: (value) => (typeof value === 'boolean' ? undefined : ['must be true or false', 'give a boolean']),
  true: (value) => (value === true ? undefined : ['can only be true', 'say true, or leave it out']),
  texts: (value) =>
    Array.isArray(value) && value.length > 0
      ? Array.from(value, textProblem).find((problem) => problem !== undefined)
      : ['must be a list with something in it', 'give a list of texts, or leave it out'],
  pairs: (value) =>
    isTree(value)
      ? Object.entries(value)
          .flat()
          .map(textProblem)
          .find((problem) => problem !== undefined)
      : ['must be an object of texts', 'give {key: value}'],
  date: (value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)
      ? undefined
      : ['must be a day', 'write it yyyy-mm-dd'],
};

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function textProblem(value: unknown): Problem | undefined {
  if (typeof value !== 'string') return ['must be a text', 'give a text'];
  return isWellFormed(value) ? undefined : NOT_WELL_FORMED;
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

const SEQUENCE = ['prefix', 'start', 'digits', 'suffix'];

function sequenceProblem(value: Tree): Problem | undefined {
  const { prefix, start, digits, suffix = '' } = value;
  const unknown = Object.keys(value).find((name) => !SEQUENCE.includes(name));
  if (unknown !== undefined) return [`has ${unknown}, which is no part of a sequence`, 'give prefix, start and digits'];
  const text = textProblem(prefix) ?? textProblem(suffix);
  if (text) return ['has a prefix or suffix that is not a text', 'give texts'];
  if (!Number.isSafeInteger(start) || (start as number) < 0)
    return ['needs start, a whole number from 0 on', 'give it'];
  if (!Number.isSafeInteger(digits) || (digits as number) < 1 || (digits as number) > 9)
    return ['needs digits, 1 to 9', 'give it'];
  if (String(start).length > (digits as number))
    return ['has a start with more digits than digits says', 'raise digits'];
  return undefined;
}
