import fc from 'fast-check';
import { type Document, resolve, type Schema } from '../src/spec.js';

export const junk = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.boolean(),
  fc.constant([]),
  fc.constant({}),
  fc.jsonValue({ maxDepth: 2 }),
);
export const harm = fc.array(fc.record({ step: fc.nat(), value: junk, remove: fc.boolean() }), { maxLength: 3 });

/** A body with some values replaced or taken out. */
export function damaged(body: unknown, harms: readonly { step: number; value: unknown; remove: boolean }[]): unknown {
  const copy = structuredClone(body);
  for (const { step, value, remove } of harms) {
    const places: { parent: Record<string, unknown>; name: string }[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const name of Object.keys(node)) {
        places.push({ parent: node as Record<string, unknown>, name });
        visit((node as Record<string, unknown>)[name]);
      }
    };
    visit(copy);
    const place = places[step % Math.max(1, places.length)];
    if (!place) continue;
    if (remove && !Array.isArray(place.parent)) delete place.parent[place.name];
    else place.parent[place.name] = value;
  }
  return copy;
}

/** Values that meet a schema. */
export function valid(document: Document, place: Schema): fc.Arbitrary<unknown> {
  const schema = keywordsOf(document, place);
  const { enum: values, items, type } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (values) return fc.constantFrom(...values);
  if (type === 'object') return validObject(document, schema);
  if (type === 'array') {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems = false } = schema;
    const limits = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) };
    const item = valid(document, items ?? {});
    return uniqueItems
      ? fc.uniqueArray(item, { ...limits, selector: (each) => JSON.stringify(each) })
      : fc.array(item, limits);
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return validNumber(schema);
  if (type === 'string') return validText(schema);
  throw new Error(`nothing is known of the type ${String(type)}`);
}

function validObject(document: Document, { properties = {}, required = [] }: Keywords): fc.Arbitrary<unknown> {
  // What is read-only stands in answers only.
  const writable = Object.entries(properties).filter(([, place]) => !keywordsOf(document, place).readOnly);
  const members = Object.fromEntries(writable.map(([name, place]) => [name, valid(document, place)]));
  const requiredKeys = required.filter((name) => Object.hasOwn(members, name));
  return fc.oneof(
    fc.record(members, { requiredKeys }),
    fc.record(Object.fromEntries(requiredKeys.map((name) => [name, members[name] as fc.Arbitrary<unknown>]))),
  );
}

function validNumber({ type, minimum, maximum, multipleOf, format }: Keywords): fc.Arbitrary<number> {
  const bound = format === 'int32' ? 2 ** 31 - 1 : 2 ** 53 - 1;
  const [least, most] = [minimum ?? -bound, maximum ?? bound];
  if (type === 'number' && multipleOf === undefined)
    return fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true });
  const step = multipleOf ?? 1;
  return fc
    .oneof(
      fc.integer({ min: Math.ceil(least / step), max: Math.floor(most / step) }),
      fc.constantFrom(Math.ceil(least / step), Math.floor(most / step)),
    )
    .map((count) => count * step);
}

/** Examples, texts like them, and any text at all; of these the ones that fit. */
function validText(schema: Keywords): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 200, pattern, format, examples = [] } = schema;
  const known = examples.filter((each) => typeof each === 'string' && textFits(schema, each)) as string[];
  const formatted = format === undefined ? undefined : FORMATS[format];
  if (formatted) return formatted;
  const any = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 20) });
  if (pattern === undefined && known.length === 0) return any.filter((each) => textFits(schema, each));
  const [first] = known;
  if (first === undefined) return fc.stringMatching(new RegExp(pattern as string, 'u'));
  const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
  const changed = fc
    .tuple(fc.constantFrom(...known), fc.nat(), fc.nat({ max: 2 }), character)
    .map(([text, at, cut, put]) => {
      const letters = [...text];
      letters.splice(at % (letters.length + 1), cut, put);
      return letters.join('');
    });
  const repeated = fc.constantFrom(...known).map((text) => text.repeat(20).slice(0, maxLength));
  return fc
    .oneof(fc.constantFrom(...known), changed, repeated, any)
    .map((each) => (textFits(schema, each) ? each : first));
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((each) => each.toISOString().slice(0, 10)),
  'date-time': fc
    .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((each) => `${each.toISOString().slice(0, 19)}Z`),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
};

function textFits({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Keywords, text: string): boolean {
  const { length } = [...text];
  return length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
}

/** One place of a body, made wrong. */
export interface Breakage {
  /** The JSON Schema keyword that does not hold any more. */
  readonly keyword: string;
  readonly path: string;
  readonly body: unknown;
}

/** Values that meet a schema but for one place. */
export function broken(document: Document, schema: Schema): fc.Arbitrary<Breakage> {
  return fc.tuple(valid(document, schema), fc.nat(), fc.nat()).map(([body, which, how]) => {
    const all = breakagesOf(document, schema, body);
    // By keyword first: a body has many more types than bounds.
    const keywords = [...new Set(all.map(({ keyword }) => keyword))];
    const alike = all.filter(({ keyword }) => keyword === keywords[which % keywords.length]);
    return alike[how % alike.length] as Breakage;
  });
}

/** Every way in which this breaks one place of a value. */
function breakagesOf(document: Document, place: Schema, value: unknown, path = ''): Breakage[] {
  const schema = keywordsOf(document, place);
  const to = (keyword: string, ...bodies: unknown[]): Breakage[] => bodies.map((body) => ({ keyword, path, body }));
  const inside = (name: string | number, child: Schema, change: (body: unknown) => unknown, of: unknown) =>
    breakagesOf(document, child, of, `${path}/${name}`).map((each) => ({ ...each, body: change(each.body) }));
  const { enum: values, minimum, maximum, multipleOf, minLength, maxLength, pattern, minItems, maxItems } = schema;
  const result = [...to('type', ...WRONG_TYPES.filter(([type]) => type !== schema.type).map(([, wrong]) => wrong))];
  if (schema.type !== 'object' && schema.type !== 'array') result.push(...to('type', [value], { value }));
  result.push(...to('null', null));
  if (values) result.push(...to('enum', ...values.map((each) => `${String(each)}x`), 987_654));
  if (typeof value === 'number') {
    if (schema.type === 'integer') result.push(...to('type', value + 0.5, String(value)));
    if (minimum !== undefined) result.push(...to('minimum', minimum - (multipleOf ?? 1)));
    if (maximum !== undefined) result.push(...to('maximum', maximum + (multipleOf ?? 1)));
    if (schema.format === 'int32') result.push(...to('format', 2 ** 31, -(2 ** 31) - 1, 1e300));
    if (multipleOf !== undefined) result.push(...to('multipleOf', value + multipleOf / 2));
  }
  if (typeof value === 'string' && !values) {
    if (minLength) result.push(...to('minLength', ''));
    if (maxLength !== undefined) result.push(...to('maxLength', '一'.repeat(maxLength + 1), 'a'.repeat(maxLength + 1)));
    if (pattern !== undefined)
      result.push(
        ...to(
          'pattern',
          ...[`${value}\n`, `\u0007${value}`, `${value}\u{1F600}`, ' '].filter(
            (text) => !new RegExp(pattern, 'u').test(text),
          ),
        ),
      );
    if (schema.format !== undefined) {
      result.push(...to('format', `${value}x`, `x${value}`, ' '));
      result.push(...to('any', ...DOUBTFUL));
    }
  }
  if (Array.isArray(value)) {
    const [first] = value;
    if (minItems) result.push(...to('minItems', value.slice(0, minItems - 1)));
    if (maxItems !== undefined && first !== undefined)
      result.push(
        ...to(
          'maxItems',
          Array.from({ length: maxItems + 1 }, () => first),
        ),
      );
    if (schema.uniqueItems && first !== undefined) result.push(...to('uniqueItems', [...value, first]));
    for (const [index, item] of value.entries())
      result.push(...inside(index, schema.items ?? {}, (body) => value.with(index, body), item));
  } else if (typeof value === 'object' && value !== null) {
    const members = value as Readonly<Record<string, unknown>>;
    const unknown = ['Unknown', '__proto__', 'constructor', 'toString', ''];
    result.push(...to('additionalProperties', ...unknown.map((name) => ({ ...members, [name]: 1 }))));
    for (const [name, member] of Object.entries(members)) {
      const { [name]: _, ...others } = members;
      if (schema.required?.includes(name)) result.push(...to('required', others));
      const swapped = name.replace(/^./, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));
      if (!Object.hasOwn(schema.properties ?? {}, swapped))
        result.push(...to('additionalProperties', { ...others, [swapped]: member }));
      result.push(...inside(name, schema.properties?.[name] ?? {}, (body) => ({ ...members, [name]: body }), member));
    }
  }
  return result;
}

const WRONG_TYPES: readonly (readonly [string, unknown])[] = [
  ['string', 'text'],
  ['boolean', true],
  ['array', []],
  ['object', {}],
];

/** Texts that one reader of a format takes and another may not. */
const DOUBTFUL = [
  ...['2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '2024-04-31', '0000-01-01', '2024-1-1', '2024-13-01'],
  ...['2024-01-01T00:00:00Z', '2024-01-01t00:00:00z', '2024-01-01 00:00:00Z', '2024-01-01T24:00:00Z'],
  ...['2016-12-31T23:59:60Z', '2024-01-01T00:00:60Z', '2024-01-01T00:00:00+08:00', '2024-01-01T00:00:00'],
  ...['0.0.0.0', '255.255.255.255', '256.0.0.1', '01.2.3.4', '1.2.3', '1.2.3.4.5', '1.2.3.4 ', '1.2.3.4\n'],
  ...['::', '::1', '1::', '1::2::3', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7', 'fe80::1%eth0', '::12345'],
];

/** What of JSON Schema the bodies of requests use. */
interface Keywords {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly readOnly?: boolean;
  readonly examples?: readonly unknown[];
}

/** The keywords of a place: those of the type it refers to, and its own. */
function keywordsOf(document: Document, place: Schema): Keywords {
  const { $ref, ...own } = place;
  return { ...($ref === undefined ? {} : resolve<Schema>(document, place)), ...own } as Keywords;
}
