import type { Envelope } from './envelope.js';
import {
  type Document,
  type Operation,
  operationsOf,
  type Parameter,
  parametersOf,
  pointer,
  resolve,
  responseExamplesOf,
  type Schema,
} from './openapi.js';
import { operationTable } from './operation-table.js';
import { handWrittenParameters, type QueryForm } from './query-form.js';
import { origin } from './workspace.js';

/** Source of `operations.ts`: what a client must know of each operation, as data. */
export function operationsSource(api: string, document: Document): string {
  const description = {
    id: api,
    servers: document.servers.map(({ url }) => ({ url })),
    signing: document['x-signing'],
    errorKinds: document['x-error-kinds'],
    envelope: document['x-envelope'],
    ...(document['x-request-limits'] === undefined ? {} : { requestLimits: document['x-request-limits'] }),
    operations: Object.fromEntries(
      operationsOf(document).map(({ path, method, operation }) => [
        operation.operationId,
        {
          method,
          path,
          headers: suppliedHeaders(document, operation),
          ...(operation['x-query-form'] === undefined ? {} : { query: ownQuery(document, operation) }),
          ...(operation['x-query-form'] === undefined ? {} : { queryForm: operation['x-query-form'] }),
          idempotency: operation['x-idempotency'],
          ...(operation['x-purchase'] === undefined ? {} : { purchase: operation['x-purchase'] }),
          errorCodes: errorCodes(document, operation),
          sensitive: sensitivePaths(document, operation),
        },
      ]),
    ),
  };
  return `// ${origin(api)}

import type { ApiDescription } from '../../api-description.js';

export const api = ${literal(description)} as const satisfies ApiDescription;
`;
}

/** Source of `lifecycles.ts`: how to learn what became of what an operation bought. */
export function lifecyclesSource(api: string, document: Document): string {
  const lifecycles = operationsOf(document).flatMap(({ operation }) =>
    operation['x-lifecycle'] === undefined ? [] : [[operation.operationId, operation['x-lifecycle']]],
  );
  return `// ${origin(api)}

import type { LifecycleTable } from '../../api-description.js';

export const lifecycles = ${literal(Object.fromEntries(lifecycles))} as const satisfies LifecycleTable;
`;
}

/** Source of `errors.ts`: every error that the spec names, by operation and example name. */
export function errorsSource(api: string, document: Document): string {
  const envelope = document['x-envelope'] as Envelope;
  const values = operationsOf(document).map(({ operation }) => {
    const errors = responseExamplesOf(document, operation).flatMap(({ name, status, example }) => {
      const code = pointer(example.value, envelope.code);
      if (typeof code !== 'string') return [];
      const message = pointer(example.value, envelope.message);
      const beyondDocument = example['x-beyond-document'] === true;
      return [[name, { status: Number(status), code, message, beyondDocument }]];
    });
    return [operation.operationId, literal(Object.fromEntries(errors))] as const;
  });
  return `// ${origin(api)}

import type { ErrorTable } from '../../api-description.js';

${operationTable({ name: 'errors', type: 'ErrorTable', valueType: 'ErrorTable[string]', values: new Map(values) })}`;
}

/** The module and names of a signature scheme's signer, in `packages/clients/src/signers`. */
const SIGNERS: { readonly [scheme: string]: { readonly module: string; readonly name: string } } = {
  'JDCLOUD2-HMAC-SHA256': { module: 'jdcloud', name: 'Jdcloud' },
  'TC3-HMAC-SHA256': { module: 'tencent', name: 'Tencent' },
  'ZC2-HMAC-SHA256': { module: 'zenlayer', name: 'Zenlayer' },
};

/** Source of `index.ts`: the entry point of one API's client. */
export function indexSource(api: string, document: Document): string {
  const { scheme } = document['x-signing'] as { scheme: string };
  const { module, name } = SIGNERS[scheme] as { module: string; name: string };
  return `// ${origin(api)}

import { type ApiClient, createApiClient } from '../../client.js';
import type { RequestCheck } from '../../request-check.js';
import { type ${name}Options, ${module}Signer } from '../../signers/${module}.js';
import { api } from './operations.js';
import type { paths } from './types.js';

export type Client = ApiClient<paths, typeof api>;

/**
 * A typed client of this API that signs, checks and repeats. What goes wrong with a call is its \`error\`.
 * @throws ClientOptionsError when an option cannot be used.
 */
export function createClient(options: ${name}Options): Client {
  return createApiClient(api, options, ${module}Signer(api.signing.service, options), loadCheck);
}

async function loadCheck(): Promise<RequestCheck> {
  const [{ requestCheck }, validators, rules] = await Promise.all([
    import('../../request-check.js'),
    import('./validators.js'),
    import('./rules.js'),
  ]);
  return requestCheck(validators, rules);
}

export type * from '../../public-types.js';
export type { ${name}Options } from '../../signers/${module}.js';
export { errors } from './errors.js';
export { lifecycles } from './lifecycles.js';
export type { components, operations, paths } from './types.js';
export { api };
`;
}

/** Headers that the client fills in: a fixed value, or what it takes from its options. Those of a signature, its signer knows. */
export function suppliedHeaders(document: Document, operation: Operation): Record<string, unknown> {
  return Object.fromEntries(
    parametersOf(document, operation)
      .filter(
        (parameter) =>
          parameter.in === 'header' && /^(constant|region)$/.test(String(parameter['x-supplied-by-client'])),
      )
      .map((parameter) => [parameter.name, sourceOf(document, parameter)]),
  );
}

/** Query parameters beside those that a query form spells out. */
function ownQuery(document: Document, operation: Operation): Record<string, unknown> {
  return Object.fromEntries(
    handWrittenParameters(document, operation)
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => [parameter.name, sourceOf(document, parameter)]),
  );
}

function sourceOf(document: Document, { schema, 'x-supplied-by-client': supplied = 'caller' }: Parameter): unknown {
  if (supplied !== 'constant') return { from: supplied };
  const { const: only, enum: [first] = [] } = resolve(document, schema);
  return { value: only ?? first };
}

/** Every code in a named error example; a lint rule sees to it that there is one for each code of an enumeration. */
function errorCodes(document: Document, operation: Operation): string[] {
  const { code } = document['x-envelope'] as Envelope;
  const codes = responseExamplesOf(document, operation).map(({ example }) => pointer(example.value, code));
  return [...new Set(codes.filter((each) => typeof each === 'string'))].sort();
}

/** JSON pointers of what must never be shown; `*` stands for any array element. */
export function sensitivePaths(document: Document, operation: Operation): string[] {
  const found: string[] = [];
  const visit = (path: string, place: Schema, ancestors: readonly Schema[]): void => {
    const target = resolve(document, place);
    if (ancestors.includes(target)) return;
    if (place['x-sensitive'] === true || target['x-sensitive'] === true) {
      found.push(path);
      return;
    }
    const line = [...ancestors, target];
    for (const branch of [...(target.allOf ?? []), ...(target.anyOf ?? []), ...(target.oneOf ?? [])])
      visit(path, branch, line);
    for (const [name, property] of Object.entries(target.properties ?? {})) {
      visit(`${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, property, line);
    }
    if (target.items) visit(`${path}/*`, target.items, line);
  };
  const form = operation['x-query-form'] as QueryForm | undefined;
  for (const parameter of parametersOf(document, operation)) {
    if (parameter['x-sensitive'] !== true) continue;
    // The bundle spells out the first index of an array only; a secret may stand under any.
    const parts = form
      ? parameter.name.split(form.separator).map((part) => (part === String(form.firstIndex) ? '*' : part))
      : [parameter.name];
    found.push(`/${parameter.in}/${parts.join(form?.separator)}`);
  }
  for (const media of Object.values(operation.requestBody?.content ?? {})) visit('/body', media.schema, []);
  // Before it is flattened, what a query form spells out is a body like any other.
  if (form) visit('/body', { $ref: form.schema }, []);
  return [...new Set(found)];
}

function literal(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
