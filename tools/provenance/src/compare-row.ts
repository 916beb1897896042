import { type Bundle, isBeyond, type Node, type Place } from './bundle.js';
import { type FieldRow, printType, type TypeFact } from './facts.js';
import { type Finding, finding, type Rule } from './finding.js';
import type { RowLink } from './link.js';
import { join, type Pointer, split } from './pointer.js';
import { deepEqual, print, readPrinted, readScalar } from './values.js';

/** A row, its place, and what holds at that place. */
interface Pair {
  link: RowLink & { owner: Place; place: Place };
  row: FieldRow;
  schema: Place;
  keywords: Node;
  bundle: Bundle;
}

interface Difference {
  rule: Rule;
  message: string;
  /** The keyword that differs. */
  key?: string;
  /** A further place at which the difference can be explained. */
  also?: Pointer;
}

/** Everything about a row that its place can say differently. */
const COMPARISONS: readonly ((pair: Pair) => Difference[])[] = [
  compareSpelling,
  compareMark,
  compareRequired,
  compareType,
  compareDefault,
  compareExample,
  compareValues,
  compareLimits,
];

/** Compares a row with the property or parameter that it became. */
export function compareRow(link: RowLink & { owner: Place; place: Place }, source: string, bundle: Bundle): Finding[] {
  const { place, row } = link;
  const schema = link.kind === 'parameter' ? (bundle.inside(place, 'schema') ?? place) : place;
  const pair = { link, row, schema, keywords: bundle.keywords(schema), bundle };
  return COMPARISONS.flatMap((compare) => compare(pair)).map(({ rule, message, key, also }) => {
    const pointer = key === undefined ? place.pointer : join(place.pointer, key);
    return finding(rule, message, pointer, [place.pointer, ...(also === undefined ? [] : [also])], source);
  });
}

function compareSpelling({ row, link: { respelled } }: Pair): Difference[] {
  const message = `the document spells it ${row.name}, the spec ${respelled}`;
  return respelled === undefined ? [] : [{ rule: 'row-respelled', message }];
}

function compareMark({ link: { place } }: Pair): Difference[] {
  const message = 'is marked x-beyond-document, but the document has it';
  return isBeyond(place.node) ? [{ rule: 'documented-beyond', message }] : [];
}

function compareRequired({ row, link, bundle }: Pair): Difference[] {
  const { table, owner, place, kind, respelled = row.name } = link;
  const required = kind === 'parameter' ? place.node.required === true : bundle.required(owner).has(respelled);
  if (row.required === required || (row.required === null && !table.columns.includes('required'))) return [];
  const word = (isRequired: boolean | null) => (isRequired === null ? 'neither' : isRequired ? 'required' : 'optional');
  const message = `the document says ${word(row.required)}, the spec ${word(required)}`;
  const also = kind === 'parameter' ? {} : { also: join(bundle.follow(owner).pointer, 'required') };
  return [{ rule: 'required-differs', message, ...also }];
}

function compareType({ row, schema, keywords, bundle }: Pair): Difference[] {
  const types = typesOf(schema, bundle);
  if (types.length > 0 && types.every((type) => isSameType(row.type, type))) return compareFormat(row.type, keywords);
  const actual = [...new Set(types.map(printType))].join(' or ') || 'nothing';
  return [
    { rule: 'type-differs', message: `the document says ${printType(row.type)}, the spec ${actual}`, key: 'type' },
  ];
}

/** How wide a number is; where the document does not say it, the spec may. */
function compareFormat({ format }: TypeFact, keywords: Node): Difference[] {
  if (format === undefined || format === keywords.format) return [];
  const message = `the document says ${format}, the spec ${print(keywords.format)}`;
  return [{ rule: 'type-differs', message, key: 'format' }];
}

function compareDefault({ row, keywords }: Pair): Difference[] {
  const differs = (text: string | undefined, where: string): Difference[] => {
    const printed = text === undefined ? undefined : readPrinted(text, row.type);
    if (deepEqual(printed, keywords.default)) return [];
    const message = `the document's default${where} is ${print(printed)}, the spec's ${print(keywords.default)}`;
    return [{ rule: 'default-differs', message, key: 'default' }];
  };
  const inProse = row.defaultInProse === undefined ? [] : differs(row.defaultInProse, ' in prose');
  return [...differs(row.default, ''), ...inProse];
}

function compareExample({ row, schema, bundle }: Pair): Difference[] {
  if (row.example === undefined) return [];
  const value = readPrinted(row.example, row.type);
  const isKnown = (place: Place, wanted: unknown) =>
    valuesOf(place, bundle).some((example) => deepEqual(example, wanted));
  const items = bundle.inside(schema, 'items');
  if (isKnown(schema, value)) return [];
  if (items && Array.isArray(value) && value.every((entry) => isKnown(items, entry))) return [];
  const message = `the document's example ${row.example} is neither among examples nor an enum value`;
  return [{ rule: 'example-value-missing', message, key: 'examples' }];
}

function compareValues({ row, schema, bundle }: Pair): Difference[] {
  if (row.type.base !== 'string' || row.type.array) return [];
  const printed = (row.values ?? []).map((value) => readScalar(value, row.type.base));
  const parts = partsOf(schema, bundle);
  const all = [...new Set(parts.flatMap((node) => ('const' in node ? [node.const] : list(node.enum))))];
  const beyond = parts.flatMap((node) => list(isBeyond(node) ? node.enum : node['x-beyond-document-values']));
  const say = (values: unknown[], message: (named: string) => string): Difference[] =>
    values.length === 0 ? [] : [{ rule: 'values-differ', message: message(values.map(print).join(', ')), key: 'enum' }];
  return [
    ...say(
      printed.filter((value) => !all.includes(value)),
      (named) => `the document lists ${named}, the spec's enum does not`,
    ),
    ...say(
      printed.filter((value) => beyond.includes(value)),
      (named) => `the document lists ${named}, which the spec says is beyond it`,
    ),
    ...say(
      all.filter((value) => !printed.includes(value) && !beyond.includes(value)),
      (named) => `the spec's enum has ${named}, the document does not list it (x-beyond-document-values)`,
    ),
  ];
}

function compareLimits({ row, keywords }: Pair): Difference[] {
  return Object.entries(row.limits ?? {}).flatMap(([key, limit]): Difference[] => {
    const message = `the document's ${key} is ${limit}, the spec's ${print(keywords[key])}`;
    return keywords[key] === limit ? [] : [{ rule: 'limit-differs', message, key }];
  });
}

/** The types that a schema allows, as a document would print them. */
function typesOf(schema: Place, bundle: Bundle): TypeFact[] {
  return bundle.alternatives(schema).flatMap((part) =>
    [part.node.type]
      .flat()
      .filter((type) => type !== 'null' && type !== undefined)
      .map((type): TypeFact => {
        const items = type === 'array' ? bundle.inside(part, 'items') : undefined;
        if (type === 'array') return listOf((items && typesOf(items, bundle)) ?? []);
        if (type !== 'object') return { base: type as TypeFact['base'] };
        return { base: 'object', name: String(part.node.title ?? split(part.pointer).at(-1)) };
      }),
  );
}

/** A list of one type; of several types, or of lists, it is none that a document could print. */
function listOf(types: readonly TypeFact[]): TypeFact {
  const [first, ...others] = types;
  if (first && !first.array && others.every((other) => deepEqual(other, first))) return { ...first, array: true };
  return { base: 'object', name: types.map(printType).join(' or ') || 'nothing', array: true };
}

function isSameType(printed: TypeFact, actual: TypeFact): boolean {
  if (printed.base !== actual.base || printed.array !== actual.array) return false;
  return printed.name === undefined || printed.name.toLowerCase() === actual.name?.toLowerCase();
}

/** The values that a schema shows or lists. */
function valuesOf(schema: Place, bundle: Bundle): unknown[] {
  return partsOf(schema, bundle).flatMap((node) => [
    ...list(node.examples),
    ...list(node.enum),
    ...('const' in node ? [node.const] : []),
  ]);
}

/** What is said beside a reference counts as well as what it leads to. */
function partsOf(schema: Place, bundle: Bundle): Node[] {
  return [bundle.keywords(schema), ...bundle.alternatives(schema).map(({ node }) => node)];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
