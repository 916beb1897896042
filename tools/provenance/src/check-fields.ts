import { type Bundle, isBeyond, type Place } from './bundle.js';
import { type Facts, type FieldTable, printType, tableTitle, type TypeFact } from './facts.js';
import { type Finding, finding } from './finding.js';
import type { Links, RowLink, TableLink } from './link.js';
import { join, type Pointer, split } from './pointer.js';
import { requestSchema, responseSchemas } from './schemas.js';
import { deepEqual, print, readPrinted, readScalar } from './values.js';

/** Compares every row of the tables of parameters, properties and returned fields with its place, and every place with the rows. */
export function checkFields(facts: Facts, links: Links, bundle: Bundle): Finding[] {
  return [
    ...checkOperation(facts, links, bundle),
    ...links.tables.flatMap((entry) => checkTable(entry)),
    ...links.rows.flatMap((link) => checkRow(link, bundle)),
    ...withoutRow(links, facts, bundle),
  ];
}

export function sourceOf(table: { heading: string[] }, row?: string): string {
  return [...table.heading, ...(row === undefined ? [] : [`row ${row}`])].join(' > ');
}

function checkOperation({ operation }: Facts, { operations }: Links, bundle: Bundle): Finding[] {
  if (!operation) return [];
  const addresses = bundle
    .servers()
    .filter(({ node }) => !isBeyond(node))
    .flatMap((server) => operations.map((entry) => ({ entry, url: `${String(server.node['url']).replace(/\/$/u, '')}${entry.path.replace(/#.*$/u, '')}` })));
  const same = addresses.filter(({ entry, url }) => (!operation.url || operation.url === url) && (!operation.method || operation.method.toLowerCase() === entry.method));
  if (same.length > 0) return [];
  const pointer = operations[0]?.pointer ?? '#/paths';
  return [finding('operation-differs', `the document's operation is ${[operation.method, operation.url].filter(Boolean).join(' ')}`, pointer, ['#/servers'])];
}

function checkTable({ table, place }: TableLink): Finding[] {
  const source = sourceOf(table);
  if (!place) return [finding('table-missing', `no schema for ${tableTitle(table)}`, join('#', 'components', 'schemas', table.name ?? tableTitle(table)), [], source)];
  return isBeyond(place.node) ? [finding('documented-beyond', 'is marked x-beyond-document, but the document has a table for it', place.pointer, [], source)] : [];
}

function checkRow(link: RowLink, bundle: Bundle): Finding[] {
  const { table, row, owner, place } = link;
  if (!owner) return [];
  const source = sourceOf(table, row.name);
  const list = join(owner.pointer, link.kind === 'property' ? 'properties' : 'parameters');
  if (!place) return [finding('row-missing', `${row.name} is not in the spec`, join(list, row.name), [list], source)];
  const report = (rule: Finding['rule'], message: string, key?: string, more: Pointer[] = []) =>
    finding(rule, message, key === undefined ? place.pointer : join(place.pointer, key), [place.pointer, ...more], source);

  const findings: Finding[] = [];
  if (link.respelled) findings.push(report('row-respelled', `the document spells it ${row.name}, the spec ${link.respelled}`));
  if (isBeyond(place.node)) findings.push(report('documented-beyond', 'is marked x-beyond-document, but the document has it'));

  const schema = link.kind === 'parameter' ? (bundle.inside(place, 'schema') ?? place) : place;
  const keywords = bundle.keywords(schema);
  const name = link.respelled ?? row.name;
  const required = link.kind === 'parameter' ? place.node['required'] === true : bundle.required(owner).has(name);
  if (row.required !== null && row.required !== required) {
    const of = link.kind === 'parameter' ? [] : [join(bundle.follow(owner).pointer, 'required')];
    findings.push(report('required-differs', `the document says ${row.required ? 'required' : 'optional'}, the spec ${required ? 'required' : 'optional'}`, undefined, of));
  }
  const type = typesOf(schema, bundle);
  if (!type.some((actual) => sameType(row.type, actual))) {
    findings.push(report('type-differs', `the document says ${printType(row.type)}, the spec ${type.map(printType).join(' or ') || 'nothing'}`, 'type'));
  }
  const byDefault = row.default === undefined ? undefined : readPrinted(row.default, row.type);
  if (!deepEqual(byDefault, keywords['default'])) {
    findings.push(report('default-differs', `the document's default is ${print(byDefault)}, the spec's ${print(keywords['default'])}`, 'default'));
  }
  if (row.example !== undefined && !hasExample(schema, readPrinted(row.example, row.type), bundle)) {
    findings.push(report('example-value-missing', `the document's example ${row.example} is neither among examples nor an enum value`, 'examples'));
  }
  if (row.values) findings.push(...checkValues(row.values.map((value) => readScalar(value, row.type.base)), schema, bundle, report));
  for (const [key, limit] of Object.entries(row.limits ?? {})) {
    if (keywords[key] !== limit) findings.push(report('limit-differs', `the document's ${key} is ${limit}, the spec's ${print(keywords[key])}`, key));
  }
  return findings;
}

/** The types that a schema allows, as a document would print them. */
function typesOf(schema: Place, bundle: Bundle): TypeFact[] {
  return bundle.alternatives(schema).flatMap((part): TypeFact[] => {
    const types = [part.node['type']].flat().filter((type) => type !== 'null' && type !== undefined);
    const name = split(part.pointer).at(-1) ?? '';
    return types.map((type): TypeFact => {
      const items = type === 'array' ? bundle.inside(part, 'items') : undefined;
      const inner = items && typesOf(items, bundle)[0];
      if (type === 'array') return { ...(inner ?? { base: 'object' }), array: true };
      return type === 'object' ? { base: 'object', name: String(part.node['title'] ?? name) } : { base: type as TypeFact['base'] };
    });
  });
}

function sameType(printed: TypeFact, actual: TypeFact): boolean {
  if (printed.base !== actual.base || printed.array !== actual.array) return false;
  return printed.name === undefined || printed.name.toLowerCase() === actual.name?.toLowerCase();
}

function hasExample(schema: Place, value: unknown, bundle: Bundle): boolean {
  const known = (place: Place) => [bundle.keywords(place), ...bundle.alternatives(place).map(({ node }) => node)].flatMap((node) => [list(node['examples']), list(node['enum']), 'const' in node ? [node['const']] : []].flat());
  if (known(schema).some((example) => deepEqual(example, value))) return true;
  const items = bundle.inside(schema, 'items');
  return items !== undefined && Array.isArray(value) && value.every((entry) => known(items).some((example) => deepEqual(example, entry)));
}

function checkValues(values: readonly unknown[], schema: Place, bundle: Bundle, report: (rule: Finding['rule'], message: string, key: string) => Finding): Finding[] {
  const parts = [{ pointer: schema.pointer, node: bundle.keywords(schema) }, ...bundle.alternatives(schema)];
  const all = parts.flatMap(({ node }) => ('const' in node ? [node['const']] : list(node['enum'])));
  const beyond = parts.flatMap(({ node }) => (isBeyond(node) ? list(node['enum']) : list(node['x-beyond-document-values'])));
  const missing = values.filter((value) => !all.includes(value));
  const denied = values.filter((value) => beyond.includes(value));
  const extra = all.filter((value) => !values.includes(value) && !beyond.includes(value));
  return [
    ...(missing.length > 0 ? [report('values-differ', `the document lists ${missing.map(print).join(', ')}, the spec's enum does not`, 'enum')] : []),
    ...(denied.length > 0 ? [report('values-differ', `the document lists ${denied.map(print).join(', ')}, which the spec says is beyond it`, 'enum')] : []),
    ...(extra.length > 0 ? [report('values-differ', `the spec's enum has ${unique(extra).map(print).join(', ')}, the document does not list it (x-beyond-document-values)`, 'enum')] : []),
  ];
}

/** Parameters, types and properties that the documented operations use and no row accounts for. */
function withoutRow(links: Links, facts: Facts, bundle: Bundle): Finding[] {
  const documented = new Set(links.rows.flatMap(({ place }) => (place ? [place.pointer] : [])));
  const tables = new Map(links.tables.flatMap(({ table, place }) => (place ? [[bundle.follow(place).pointer, table] as const] : [])));
  const headers = new Set(facts.examples.flatMap(({ request }) => Object.keys(request?.headers ?? {}).map((name) => name.toLowerCase())));
  const findings: Finding[] = [];
  for (const operation of links.operations) {
    for (const parameter of bundle.parameters(operation)) {
      const name = String(parameter.node['name']);
      if (documented.has(parameter.pointer) || isBeyond(parameter.node) || headers.has(name.toLowerCase())) continue;
      findings.push(finding('property-without-row', `the document has no parameter ${name}; mark it x-beyond-document or remove it`, parameter.pointer));
    }
  }
  const seen = new Set<Pointer>();
  const visit = (schema: Place | undefined): void => {
    if (!schema || isBeyond(bundle.keywords(schema))) return;
    const target = bundle.follow(schema);
    if (seen.has(target.pointer) || isBeyond(target.node)) return;
    seen.add(target.pointer);
    for (const part of bundle.alternatives(target)) if (part.pointer !== target.pointer) visit(part);
    for (const key of ['items', 'additionalProperties']) visit(bundle.inside(target, key));
    const properties = bundle.properties(target);
    const table = tables.get(target.pointer);
    const known = (place: Place) => documented.has(place.pointer) || isBeyond(place.node) || isEnvelope(place.pointer, links, bundle);
    const unknown = [...properties].filter(([, place]) => !known(place));
    if (unknown.length > 0 && !table) {
      findings.push(finding('type-without-table', 'the document has no table for it; mark it x-beyond-document or remove it', target.pointer));
    } else {
      findings.push(...unknown.map(([name, place]) => propertyWithoutRow(name, place, table)));
    }
    for (const property of properties.values()) visit(property);
  };
  visit(requestSchema(bundle, links.operations));
  for (const operation of links.operations) for (const root of responseSchemas(bundle, operation)) visit(root);
  return findings;
}

function propertyWithoutRow(name: string, place: Place, table: FieldTable | undefined): Finding {
  return finding('property-without-row', `the document's ${table ? tableTitle(table) : 'tables'} have no ${name}; mark it x-beyond-document or remove it`, place.pointer);
}

/** The wrapper of an answer and its request id, which documents that describe the inside only leave out. */
function isEnvelope(pointer: Pointer, links: Links, bundle: Bundle): boolean {
  const envelope = bundle.envelope();
  const home = links.tables.find(({ table }) => table.kind === 'response')?.place;
  if (!envelope || !home || [...bundle.properties(home).values()].some((place) => place.pointer === pointer)) return false;
  return links.operations
    .flatMap((operation) => responseSchemas(bundle, operation))
    .some((root) => [envelope.result, envelope.requestId].some((part) => bundle.schemasAt(root, part).some((place) => place.pointer === pointer)));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function unique(values: readonly unknown[]): unknown[] {
  return [...new Set(values)];
}
