import type { Envelope } from './envelope.js';
import { type Document, type OperationEntry, operationsOf, pointer, responseExamplesOf } from './openapi.js';

const BEGIN = '<!-- support matrix: made by npm run generate -->';
const END = '<!-- end of support matrix -->';

/** A README with its support matrix as the bundles give it. */
export function withSupportMatrix(readme: string, documents: ReadonlyMap<string, Document>): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README.md lacks the lines "${BEGIN}" and "${END}"`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${supportMatrix(documents)}\n${readme.slice(end)}`;
}

function supportMatrix(documents: ReadonlyMap<string, Document>): string {
  const head = ['API', 'Operation', 'On the wire', 'Named errors', 'A second try is safe by'];
  const rows = [...documents].flatMap(([api, document]) =>
    operationsOf(document).map((entry) => row(api, document, entry)),
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function row(api: string, document: Document, { path, method, operation }: OperationEntry): string[] {
  const { code } = document['x-envelope'] as Envelope;
  const errors = responseExamplesOf(document, operation).filter(
    ({ example }) => pointer(example.value, code) !== undefined,
  );
  const documented = errors.filter(({ example }) => example['x-beyond-document'] !== true);
  const idempotency = operation['x-idempotency'] as Idempotency;
  return [
    `\`${api}\``,
    `\`${operation.operationId}\``,
    `\`${method.toUpperCase()} ${document.servers[0]?.url}${path.split('#')[0]}\``,
    `${errors.length}, ${documented.length} of them documented`,
    secondTry(idempotency),
  ];
}

type Idempotency = 'none' | 'safe' | { readonly token: string; readonly maxLength: number };

function secondTry(idempotency: Idempotency): string {
  if (idempotency === 'safe') return 'reading only';
  if (idempotency === 'none') return 'nothing';
  return `\`${idempotency.token}\`, up to ${idempotency.maxLength} characters`;
}
