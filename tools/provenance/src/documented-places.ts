import { type Bundle, isBeyond } from './bundle.js';
import { codeSchemas, errorSource } from './check-errors.js';
import { headerOf, hostOf, printedHost } from './check-examples.js';
import { sourceOf, tableTitle } from './facts.js';
import type { Links } from './link.js';
import { join, type Pointer } from './pointer.js';

/** What a place comes from in the document. */
export interface Documented {
  kind: 'document';
  pointer: Pointer;
  /** Heading and row, or the title. */
  source: string;
  facts: unknown;
}

type Add = (pointer: Pointer | undefined, source: string, facts: unknown) => void;

/** Every place of the bundle that something of the document became. */
export function documentedPlaces(links: Links, bundle: Bundle): Map<Pointer, Documented[]> {
  const { facts, operations } = links;
  const places = new Map<Pointer, Documented[]>();
  const add = (pointer: Pointer | undefined, source: string, stated: unknown): void => {
    if (pointer !== undefined)
      places.set(pointer, [...(places.get(pointer) ?? []), { kind: 'document', pointer, source, facts: stated }]);
  };
  for (const pointer of ['#', ...operations.map((operation) => operation.pointer)])
    add(pointer, facts.document.title, facts.operation ?? {});
  const hosts = [facts.operation?.url, ...facts.examples.map(({ request }) => printedHost(request))].map(
    (address) => address && hostOf(address),
  );
  for (const { pointer, node } of bundle.servers()) {
    const host = hosts.find((printed) => printed === hostOf(String(node.url)));
    if (host !== undefined) add(pointer, facts.document.title, { host });
  }
  for (const { table, row, place } of links.rows) add(place?.pointer, sourceOf(table, row.name), row);
  for (const { table, place } of links.tables) {
    const pointer = place && bundle.follow(place).pointer;
    const holds = table.kind === 'path' && pointer !== undefined ? join(pointer, 'parameters') : pointer;
    add(holds, sourceOf(table), { table: tableTitle(table), rows: table.rows.length });
  }
  for (const link of links.errors) add((link.example ?? link.response)?.pointer, errorSource(link), link.row);
  addStatuses(links, places, add);
  addCodes(links, bundle, add);
  for (const { example, number, side, place } of links.examples) {
    const source = `${sourceOf(example)} > example ${number}, ${side}`;
    add(place?.pointer, source, { side });
    if (side !== 'request') continue;
    for (const { pointer, node } of operations.flatMap((operation) => bundle.parameters(operation))) {
      const value = node.in === 'header' ? headerOf(example.request, String(node.name).toLowerCase()) : undefined;
      if (value !== undefined) add(pointer, source, { [String(node.name)]: value });
    }
  }
  addNamedTypes(links, bundle, places, add);
  return places;
}

/** A response stands for all rows of its status. */
function addStatuses({ errors }: Links, places: ReadonlyMap<Pointer, Documented[]>, add: Add): void {
  for (const pointer of new Set(errors.flatMap(({ response }) => response?.pointer ?? []))) {
    const rows = errors.filter(({ response }) => response?.pointer === pointer);
    const [first] = rows;
    if (first && !places.has(pointer))
      add(pointer, `${sourceOf(first.table)} > status ${first.row.status}`, { rows: rows.length });
  }
}

/** A code of an enumeration stands for all rows that have it. */
function addCodes(links: Links, bundle: Bundle, add: Add): void {
  for (const { pointer, node } of codeSchemas(links, bundle, bundle.envelope()?.code ?? '/code')) {
    const codes = node.enum as unknown[];
    const rows = links.errors.filter(({ row }) => row.code !== undefined && codes.includes(row.code));
    for (const table of new Set(rows.map((link) => link.table)))
      add(pointer, sourceOf(table), { table: tableTitle(table) });
    for (const link of rows) add(join(pointer, 'enum', codes.indexOf(link.row.code)), errorSource(link), link.row);
  }
}

/** A type without a table of its own comes from the rows that refer to it. */
function addNamedTypes({ rows }: Links, bundle: Bundle, places: ReadonlyMap<Pointer, Documented[]>, add: Add): void {
  const named = rows.flatMap(({ table, row, place, kind }) => {
    const schema = place && kind === 'parameter' ? bundle.inside(place, 'schema') : place;
    const items = schema && bundle.inside(schema, 'items');
    return [schema, items].flatMap((type) => {
      const target = type && bundle.follow(type);
      const isOwn = target && /^#\/components\/schemas\/[^/]+$/u.test(target.pointer) && !isBeyond(target.node);
      return isOwn && !places.has(target.pointer) ? [{ pointer: target.pointer, table, row }] : [];
    });
  });
  for (const { pointer, table, row } of named) add(pointer, sourceOf(table, row.name), row);
}
