import type { Bundle, Operation, Place } from './bundle.js';
import { type Facts, type FieldRow, type FieldTable, isErrorTable } from './facts.js';
import { type ErrorLink, linkErrors } from './link-errors.js';
import { type ExampleLink, examplesOf, linkExamples, type SpecExamples } from './link-examples.js';
import { requestSchema, responseSchemas } from './schemas.js';
import { WIRE_NAMES } from './vocabulary.js';

/** A row and what it became in the spec. */
export interface RowLink {
  table: FieldTable;
  row: FieldRow;
  /** The type or operation that holds it; without one, the table has no place at all. */
  owner?: Place;
  place?: Place;
  /** What the row is called in the spec, where only the casing differs. */
  respelled?: string;
  kind: 'property' | 'parameter';
}

export interface TableLink {
  table: FieldTable;
  place?: Place;
}

/** Everything that a document states, each with its place in the spec. */
export interface Links {
  facts: Facts;
  operations: Operation[];
  tables: TableLink[];
  rows: RowLink[];
  errors: ErrorLink[];
  examples: ExampleLink[];
  specExamples: SpecExamples;
}

/** Finds the place in the spec of everything that the document states. */
export function link(facts: Facts, bundle: Bundle): Links {
  const operations = bundle.documented();
  const tables = facts.tables
    .filter((table): table is FieldTable => !isErrorTable(table))
    .map((table) => linkTable(table, bundle, operations));
  const specExamples = examplesOf(bundle, operations);
  return {
    facts,
    operations,
    tables,
    rows: tables.flatMap((entry) => entry.table.rows.map((row) => linkRow(entry, row, bundle, operations))),
    errors: linkErrors(facts, bundle, operations, specExamples.error),
    examples: linkExamples(facts, bundle, operations, specExamples),
    specExamples,
  };
}

function linkTable(table: FieldTable, bundle: Bundle, operations: readonly Operation[]): TableLink {
  const place = placeOfTable(table, bundle, operations);
  return place ? { table, place } : { table };
}

function placeOfTable(table: FieldTable, bundle: Bundle, operations: readonly Operation[]): Place | undefined {
  if (table.kind === 'type') return bundle.type(table.name ?? '');
  if (table.kind === 'path') return operations[0];
  if (table.kind === 'request') return requestSchema(bundle, operations) ?? operations[0];
  const names = new Set(table.rows.map(({ name }) => name));
  const known = (place: Place) => [...bundle.properties(place).keys()].filter((name) => names.has(name)).length;
  const homes = operations
    .flatMap((operation) => responseSchemas(bundle, operation))
    .flatMap((root) => [root, ...resultOf(bundle, root)]);
  return homes.reduce<Place | undefined>((best, home) => (best && known(best) >= known(home) ? best : home), undefined);
}

function resultOf(bundle: Bundle, root: Place): Place[] {
  const pointer = bundle.envelope()?.result ?? '';
  return pointer === '' ? [] : bundle.schemasAt(root, pointer).flatMap((place) => bundle.alternatives(place));
}

function linkRow(
  { table, place: owner }: TableLink,
  row: FieldRow,
  bundle: Bundle,
  operations: readonly Operation[],
): RowLink {
  const link: RowLink = { table, row, kind: 'property', ...(owner && { owner }) };
  const properties = owner ? bundle.properties(owner) : new Map<string, Place>();
  const property = properties.get(row.name);
  if (property) return { ...link, place: property };
  if (table.kind === 'path' || table.kind === 'request') {
    const lower = row.name.toLowerCase();
    const onWire = WIRE_NAMES[lower] ?? [];
    for (const operation of operations) {
      const parameters = bundle.parameters(operation).filter(({ node }) => table.kind !== 'path' || node.in === 'path');
      const place =
        parameters.find(({ node }) => node.name === row.name) ??
        parameters.find(({ node }) => [lower, ...onWire].includes(String(node.name).toLowerCase()));
      if (!place) continue;
      const name = String(place.node.name);
      // Names of headers have no casing.
      const isRespelled = name !== row.name && name.toLowerCase() === lower && place.node.in !== 'header';
      return { ...link, kind: 'parameter', owner: operation, place, ...(isRespelled && { respelled: name }) };
    }
  }
  const respelled = [...properties.keys()].find((name) => name.toLowerCase() === row.name.toLowerCase());
  const place = respelled === undefined ? undefined : properties.get(respelled);
  return respelled === undefined || !place ? link : { ...link, place, respelled };
}

/** The properties that a pointer into a request body means, as rules across fields name them. */
export function fieldPlaces(field: string, { tables }: Links, bundle: Bundle): Place[] {
  const root = tables.find(({ table }) => table.kind === 'request')?.place;
  return root ? bundle.schemasAt(root, field.replace(/\/(?:\d+|\*|-)(?=\/|$)/gu, '')) : [];
}
