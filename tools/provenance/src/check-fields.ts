import { type Bundle, isBeyond, type Place } from './bundle.js';
import { compareRow } from './compare-row.js';
import { type Facts, sourceOf, tableTitle } from './facts.js';
import { type Finding, finding } from './finding.js';
import type { Links, RowLink, TableLink } from './link.js';
import { join, type Pointer } from './pointer.js';
import { requestSchema, responseSchemas } from './schemas.js';

/** Compares the tables of parameters, properties and returned fields with their places, and every place with the rows. */
export function checkFields(facts: Facts, links: Links, bundle: Bundle): Finding[] {
  return [
    ...checkOperation(facts, links, bundle),
    ...links.tables.flatMap(checkTable),
    ...links.rows.flatMap((link) => checkRow(link, bundle)),
    ...links.rows.flatMap((link) => checkRepeated(link, links)),
    ...parametersWithoutRow(links, facts, bundle),
    ...propertiesWithoutRow(links, bundle),
  ];
}

function checkOperation({ operation }: Facts, { operations }: Links, bundle: Bundle): Finding[] {
  if (!operation) return [];
  const servers = bundle.servers().filter(({ node }) => !isBeyond(node));
  const addresses = servers.map(({ node }) => String(node.url).replace(/\/$/u, ''));
  const agrees = operations.some(({ path, method }) => {
    const urls = addresses.map((address) => `${address}${path.replace(/#.*$/u, '')}`);
    const sameMethod = !operation.method || operation.method.toLowerCase() === method;
    return sameMethod && (!operation.url || urls.includes(operation.url));
  });
  if (agrees) return [];
  const printed = [operation.method, operation.url].filter(Boolean).join(' ');
  const pointer = operations[0]?.pointer ?? '#/paths';
  return [finding('operation-differs', `the document's operation is ${printed}`, pointer, ['#/servers'])];
}

function checkTable({ table, place }: TableLink): Finding[] {
  const source = sourceOf(table);
  if (!place) {
    const pointer = join('#', 'components', 'schemas', tableTitle(table));
    return [finding('table-missing', `no schema for ${tableTitle(table)}`, pointer, [], source)];
  }
  if (!isBeyond(place.node)) return [];
  const message = 'is marked x-beyond-document, but the document has a table for it';
  return [finding('documented-beyond', message, place.pointer, [], source)];
}

function checkRow(link: RowLink, bundle: Bundle): Finding[] {
  const { table, row, owner, place } = link;
  if (!owner) return [];
  const source = sourceOf(table, row.name);
  if (place) return compareRow({ ...link, owner, place }, source, bundle);
  const list = join(owner.pointer, link.kind === 'property' ? 'properties' : 'parameters');
  return [finding('row-missing', `${row.name} is not in the spec`, join(list, row.name), [list], source)];
}

/** Rows of one name, also where they say the same: which of them the document means is not known. */
function checkRepeated({ table, row, place, owner }: RowLink, { rows }: Links): Finding[] {
  const first = rows.find((other) => other.table === table && other.row.name === row.name);
  if (first === undefined || first.row === row) return [];
  const pointer = place?.pointer ?? join(owner?.pointer ?? '#', row.name);
  return [finding('row-repeated', `the table has ${row.name} twice`, pointer, [], sourceOf(table, row.name))];
}

function parametersWithoutRow(links: Links, facts: Facts, bundle: Bundle): Finding[] {
  const documented = placesOfRows(links);
  const headers = facts.examples.flatMap(({ request }) => Object.keys(request?.headers ?? {}));
  const printed = new Set(headers.map((name) => name.toLowerCase()));
  return links.operations
    .flatMap((operation) => bundle.parameters(operation))
    .filter(({ pointer, node }) => !documented.has(pointer) && !isBeyond(node))
    .filter(({ node }) => !printed.has(String(node.name).toLowerCase()))
    .map(({ pointer, node }) => withoutRow(`the document has no parameter ${String(node.name)}`, pointer));
}

/** Types and properties that the documented operations use and no row accounts for. */
function propertiesWithoutRow(links: Links, bundle: Bundle): Finding[] {
  const documented = placesOfRows(links);
  const envelope = placesOfEnvelope(links, bundle);
  const tables = new Map(
    links.tables.flatMap(({ table, place }) => (place ? [[bundle.follow(place).pointer, table] as const] : [])),
  );
  const findings: Finding[] = [];
  const seen = new Set<Pointer>();
  const visit = (schema: Place | undefined): void => {
    if (!schema || isBeyond(bundle.keywords(schema))) return;
    const target = bundle.follow(schema);
    if (seen.has(target.pointer)) return;
    seen.add(target.pointer);
    for (const part of bundle.alternatives(target)) visit(part);
    for (const key of ['items', 'additionalProperties']) visit(bundle.inside(target, key));
    const properties = bundle.properties(target);
    const unknown = [...properties].filter(
      ([, { pointer, node }]) => !documented.has(pointer) && !isBeyond(node) && !envelope.has(pointer),
    );
    const table = tables.get(target.pointer);
    if (table) {
      const what = `the document's ${tableTitle(table)} have no`;
      findings.push(...unknown.map(([name, { pointer }]) => withoutRow(`${what} ${name}`, pointer)));
    } else if (unknown.length > 0) {
      findings.push(withoutRow('the document has no table for it', target.pointer, 'type-without-table'));
    }
    for (const property of properties.values()) visit(property);
  };
  visit(requestSchema(bundle, links.operations));
  for (const operation of links.operations) for (const root of responseSchemas(bundle, operation)) visit(root);
  return findings;
}

function withoutRow(
  what: string,
  pointer: Pointer,
  rule: 'property-without-row' | 'type-without-table' = 'property-without-row',
): Finding {
  return finding(rule, `${what}; mark it x-beyond-document or remove it`, pointer);
}

function placesOfRows({ rows }: Links): Set<Pointer> {
  return new Set(rows.flatMap(({ place }) => (place ? [place.pointer] : [])));
}

/** The wrapper of an answer and its request id, which documents that describe only the inside leave out. */
function placesOfEnvelope({ tables, operations }: Links, bundle: Bundle): Set<Pointer> {
  const { result, requestId } = bundle.envelope() ?? {};
  const home = tables.find(({ table }) => table.kind === 'response')?.place;
  if (result === undefined || requestId === undefined || !home) return new Set();
  const inside = new Set([...bundle.properties(home).values()].map(({ pointer }) => pointer));
  const wrapped = operations
    .flatMap((operation) => responseSchemas(bundle, operation))
    .flatMap((root) => [...bundle.schemasAt(root, result), ...bundle.schemasAt(root, requestId)]);
  return new Set(wrapped.map(({ pointer }) => pointer).filter((pointer) => !inside.has(pointer)));
}
