import { type Bundle, type ExamplePlace, isBeyond, type Place } from './bundle.js';
import { sourceOf } from './facts.js';
import { type Finding, finding } from './finding.js';
import type { Links } from './link.js';
import { codeOf, type ErrorLink, messageOf } from './link-errors.js';
import { valuePointer } from './link-examples.js';
import { between, join, type Pointer } from './pointer.js';
import { deepEqual, print } from './values.js';

/** Compares every row of the tables of answers with the responses, their named examples and the enumeration of codes; both ways. */
export function checkErrors(links: Links, bundle: Bundle): Finding[] {
  return [
    ...links.errors.flatMap((link) => checkRow(link, links, bundle)),
    ...links.errors.flatMap((link) => checkRepeated(link, links)),
    ...withoutRow(links, bundle),
    ...checkCodes(links, bundle),
  ];
}

export function errorSource({ table, row, number }: ErrorLink): string {
  return sourceOf(
    table,
    `${number} (${[row.status, row.code, row.message].filter((part) => part !== undefined).join(' ')})`,
  );
}

function checkRow(link: ErrorLink, links: Links, bundle: Bundle): Finding[] {
  const { row, response, example } = link;
  const source = errorSource(link);
  const findings: Finding[] = [];
  if (row.status !== undefined && !response) {
    const responses = join(links.operations[0]?.pointer ?? '#/paths', 'responses');
    findings.push(
      finding('response-missing', `no response ${row.status}`, join(responses, row.status), [responses], source),
    );
  }
  if (response && isBeyond(response.node))
    findings.push(finding('documented-beyond', MARKED, response.pointer, [], source));
  const isSuccess = row.status !== undefined && row.status < 300;
  if (isSuccess || (row.code === undefined && row.message === undefined)) return findings;
  if (example) return [...findings, ...compareExample(link, example, bundle)];
  const named = [row.code, row.message].filter((part) => part !== undefined).join(', ');
  return [
    ...findings,
    finding('error-missing', `no example for ${named}`, listOfExamples(link, links, bundle), [], source),
  ];
}

function checkRepeated(link: ErrorLink, { errors, operations }: Links): Finding[] {
  const first = errors.find(({ table, row }) => table === link.table && deepEqual(row, link.row));
  if (first === link) return [];
  const place = link.example ?? first?.example ?? link.response ?? operations[0];
  const pointer = place?.pointer ?? '#/paths';
  return [finding('row-repeated', 'the table has the row twice', pointer, [], errorSource(link))];
}

const MARKED = 'is marked x-beyond-document, but the document has it';

function compareExample(link: ErrorLink, example: ExamplePlace, bundle: Bundle): Finding[] {
  const { row } = link;
  const envelope = bundle.envelope();
  const value = valuePointer(example);
  const [code, message] = [codeOf(bundle, example.value), messageOf(bundle, example.value)];
  const compare = (what: string, printed: unknown, actual: unknown, at: Pointer): Finding[] => {
    if (printed === undefined || String(printed) === actual) return [];
    const text = `the document's ${what} is "${printed}", the example's "${actual}"`;
    return [finding('error-differs', text, at, between(example.pointer, at), errorSource(link))];
  };
  return [
    ...compare('status', row.status, example.status, example.pointer),
    ...compare('code', row.code, code, `${value}${envelope?.code ?? ''}`),
    ...compare('message', row.message, message, `${value}${envelope?.message ?? ''}`),
    // Where the document gives a status and no code, the code is ours.
    ...(row.code !== undefined && example.beyond
      ? [finding('documented-beyond', MARKED, example.pointer, [], errorSource(link))]
      : []),
    ...(row.code === undefined && !example.beyond
      ? [
          finding(
            'error-differs',
            `the document gives no code, the example ${print(code)}; mark it x-beyond-document`,
            example.pointer,
            [],
            errorSource(link),
          ),
        ]
      : []),
  ];
}

/** What a discrepancy can point at when an example is missing on purpose. */
function listOfExamples({ row }: ErrorLink, { operations }: Links, bundle: Bundle): Pointer {
  const lists = operations.flatMap((operation) =>
    [...bundle.responses(operation)]
      .filter(([status]) => row.status === undefined || status === String(row.status))
      .flatMap(([, response]) => bundle.media(response) ?? []),
  );
  return lists[0] ? join(lists[0].pointer, 'examples') : join(operations[0]?.pointer ?? '#/paths', 'responses');
}

function withoutRow(links: Links, bundle: Bundle): Finding[] {
  const matched = new Set(links.errors.flatMap(({ example }) => (example ? [example.pointer] : [])));
  const statuses = new Set(links.errors.map(({ row }) => String(row.status)));
  // A table of codes alone says nothing about statuses; no table at all says that there are none.
  const withStatus = links.errors.length === 0 || links.errors.some(({ row }) => row.status !== undefined);
  const responses = links.operations.flatMap((operation) => [...bundle.responses(operation)]);
  return [
    ...links.specExamples.error
      .filter(({ beyond, pointer }) => !beyond && !matched.has(pointer))
      .map((example) =>
        finding(
          'error-without-row',
          `the document has no row for the example ${example.name}; mark it x-beyond-document or remove it`,
          example.pointer,
        ),
      ),
    ...responses
      .filter(([status, { node }]) => withStatus && !status.startsWith('2') && !statuses.has(status) && !isBeyond(node))
      .map(([status, { pointer }]) =>
        finding(
          'response-without-row',
          `the document has no row for status ${status}; mark it x-beyond-document or remove it`,
          pointer,
        ),
      ),
  ];
}

function checkCodes(links: Links, bundle: Bundle): Finding[] {
  const envelope = bundle.envelope();
  if (!envelope) return [];
  const entries = codeSchemas(links, bundle, envelope.code).flatMap(({ pointer, node }) =>
    (node.enum as string[]).map((code, index) => ({
      code,
      at: join(pointer, 'enum', index),
      list: pointer,
      beyond: isBeyond(node) || ((node['x-beyond-document-values'] ?? []) as string[]).includes(code),
    })),
  );
  const printed = new Set(links.errors.flatMap(({ row }) => row.code ?? []));
  const home = join((entries.find(({ beyond }) => !beyond) ?? entries[0])?.list ?? '#/components/schemas', 'enum');
  return [
    ...links.errors.flatMap((link): Finding[] => {
      const { code } = link.row;
      const found = entries.filter((entry) => entry.code === code);
      if (code === undefined || found.some(({ beyond }) => !beyond)) return [];
      const [rule, message] =
        found.length === 0
          ? (['code-missing', `no enumeration of codes has ${code}`] as const)
          : ([
              'documented-beyond',
              `the code ${code} is said to be beyond the document, but the document has it`,
            ] as const);
      return [finding(rule, message, home, [], errorSource(link))];
    }),
    ...entries
      .filter(({ code, beyond }) => !beyond && !printed.has(code))
      .map(({ code, at, list }) =>
        finding(
          'code-without-row',
          `the document has no code ${code}; add it to x-beyond-document-values or remove it`,
          at,
          between(list, at),
        ),
      ),
  ];
}

/** The enumerations that the codes of the answers come from. */
export function codeSchemas({ operations }: Links, bundle: Bundle, code: string): Place[] {
  const schemas = operations
    .flatMap((operation) => [...bundle.responses(operation).values()])
    .flatMap((response) => bundle.media(response) ?? [])
    .flatMap((media) => bundle.inside(media, 'schema') ?? [])
    .flatMap((schema) => bundle.schemasAt(schema, code))
    .flatMap((schema) => bundle.alternatives(schema))
    .filter(({ node }) => Array.isArray(node.enum));
  return [...new Map(schemas.map((schema) => [schema.pointer, schema])).values()];
}
