import { type Bundle, isBeyond } from './bundle.js';
import { sourceOf } from './check-fields.js';
import { type Finding, finding } from './finding.js';
import type { Links } from './link.js';
import { codeOf, type ErrorLink, messageOf } from './link-errors.js';
import { valuePointer } from './link-examples.js';
import { between, join, type Pointer } from './pointer.js';

/** Compares every row of the tables of answers with the responses, their named examples and the enumeration of codes; both ways. */
export function checkErrors(links: Links, bundle: Bundle): Finding[] {
  return [...links.errors.flatMap((link) => checkRow(link, links, bundle)), ...withoutRow(links, bundle), ...checkCodes(links, bundle)];
}

export function errorSource({ table, row, number }: ErrorLink): string {
  return sourceOf(table, `${number} (${[row.status, row.code, row.message].filter((part) => part !== undefined).join(' ')})`);
}

function checkRow(link: ErrorLink, links: Links, bundle: Bundle): Finding[] {
  const { row, example, response } = link;
  const source = errorSource(link);
  const responses = join(links.operations[0]?.pointer ?? '#/paths', 'responses');
  const findings: Finding[] = [];
  if (row.status !== undefined && !response) {
    findings.push(finding('response-missing', `no response ${row.status}`, join(responses, row.status), [responses], source));
  }
  if (response && isBeyond(response.node)) {
    findings.push(finding('documented-beyond', 'is marked x-beyond-document, but the document has it', response.pointer, [], source));
  }
  if ((row.status !== undefined && row.status < 300) || (row.code === undefined && row.message === undefined)) return findings;
  if (!example) {
    const named = [row.code, row.message].filter((part) => part !== undefined).join(', ');
    // The list of examples is what a discrepancy can point at when one of them is missing on purpose.
    const media = [...bundle.responses(links.operations[0] ?? { pointer: '#', node: {} }).entries()]
      .filter(([status]) => row.status === undefined || status === String(row.status))
      .flatMap(([, place]) => bundle.media(place)?.pointer ?? []);
    findings.push(finding('error-missing', `no example for ${named}`, media[0] === undefined ? responses : join(media[0], 'examples'), [], source));
    return findings;
  }
  const report = (rule: Finding['rule'], message: string, at: Pointer) => finding(rule, message, at, between(example.pointer, at), source);
  const value = valuePointer(example);
  const envelope = bundle.envelope();
  const [code, message] = [codeOf(bundle, example.value), messageOf(bundle, example.value)];
  if (row.status !== undefined && String(row.status) !== example.status) {
    findings.push(report('error-differs', `the document's status is ${row.status}, the example stands under ${example.status}`, example.pointer));
  }
  if (row.code !== undefined && row.code !== code) {
    findings.push(report('error-differs', `the document's code is ${row.code}, the example's ${code}`, `${value}${envelope?.code ?? ''}`));
  }
  if (row.message !== undefined && row.message !== message) {
    findings.push(report('error-differs', `the document's message is "${row.message}", the example's "${message}"`, `${value}${envelope?.message ?? ''}`));
  }
  // An example of a status without a code has a code that is ours, so it may well be marked.
  if (row.code !== undefined && example.beyond) findings.push(report('documented-beyond', 'is marked x-beyond-document, but the document has it', example.pointer));
  return findings;
}

function withoutRow(links: Links, bundle: Bundle): Finding[] {
  const matched = new Set(links.errors.flatMap(({ example }) => (example ? [example.pointer] : [])));
  const statuses = new Set(links.errors.map(({ row }) => String(row.status)));
  const withStatus = links.errors.some(({ row }) => row.status !== undefined);
  const responses = links.operations.flatMap((operation) => [...bundle.responses(operation)]);
  return [
    ...links.specExamples.error
      .filter(({ beyond, pointer }) => !beyond && !matched.has(pointer))
      .map((example) => finding('error-without-row', `the document has no row for the example ${example.name}; mark it x-beyond-document or remove it`, example.pointer)),
    ...responses
      .filter(([status, { node }]) => withStatus && !status.startsWith('2') && !statuses.has(status) && !isBeyond(node))
      .map(([status, { pointer }]) => finding('response-without-row', `the document has no row for status ${status}; mark it x-beyond-document or remove it`, pointer)),
  ];
}

function checkCodes(links: Links, bundle: Bundle): Finding[] {
  const envelope = bundle.envelope();
  if (!envelope) return [];
  const schemas = links.operations
    .flatMap((operation) => [...bundle.responses(operation).values()])
    .flatMap((response) => {
      const media = bundle.media(response);
      const schema = media && bundle.inside(media, 'schema');
      return schema ? bundle.schemasAt(schema, envelope.code) : [];
    })
    .flatMap((schema) => bundle.alternatives(schema));
  const enums = [...new Map(schemas.map((schema) => [schema.pointer, schema])).values()].filter(({ node }) => Array.isArray(node['enum']));
  const entries = enums.flatMap(({ pointer, node }) =>
    (node['enum'] as string[]).map((code, index) => ({
      code,
      at: join(pointer, 'enum', index),
      list: pointer,
      beyond: isBeyond(node) || ((node['x-beyond-document-values'] ?? []) as string[]).includes(code),
    })),
  );
  const printed = new Set(links.errors.flatMap(({ row }) => row.code ?? []));
  const home = join((enums.find(({ node }) => !isBeyond(node)) ?? enums[0])?.pointer ?? '#/components/schemas', 'enum');
  return [
    ...links.errors.flatMap((link): Finding[] => {
      const { code } = link.row;
      const found = entries.filter((entry) => entry.code === code);
      if (code === undefined || found.some(({ beyond }) => !beyond)) return [];
      if (found.length === 0) return [finding('code-missing', `no enumeration of codes has ${code}`, home, [], errorSource(link))];
      return [finding('documented-beyond', `the code ${code} is said to be beyond the document, but the document has it`, home, [], errorSource(link))];
    }),
    ...entries
      .filter(({ code, beyond }) => !beyond && !printed.has(code))
      .map(({ code, at, list }) => finding('code-without-row', `the document has no code ${code}; add it to x-beyond-document-values or remove it`, at, between(list, at))),
  ];
}
