import type { ApiDescription } from '@launchspec/clients/validation';
import { CATALOG } from '../src/catalog.js';
import { type Example, type Operation, type Response, resolve } from '../src/spec.js';

export interface Pair {
  api: string;
  name: string;
  operation: Operation;
  method: string;
  /** Path with its parameters filled in, and the headers that a client fills in by itself. */
  path: string;
  headers: Record<string, string>;
  request: unknown;
  response: unknown;
}

/** The request examples of every spec, each with the response example of the same name. */
export function examplePairs(): Pair[] {
  return operations().flatMap(({ api, operation, document, method, pathKey, description }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap((media) =>
      Object.entries(media.examples ?? {}).map(([name, example]) => ({
        api,
        name,
        operation,
        method: method.toUpperCase(),
        path: (pathKey.split('#')[0] as string).replaceAll(/\{[^}]+\}/g, 'cn-north-1'),
        headers: { 'content-type': 'application/json', ...suppliedHeaders(description, operation) },
        request: resolve<Example>(document, example).value,
        response: successExample(document, operation, name),
      })),
    ),
  );
}

/** One valid request for each operation, but for those that say in a query what another one says in its body. */
export function sampleRequests() {
  return operations()
    .filter(({ operation, pathKey }) => operation['x-query-form'] === undefined || !pathKey.includes('#'))
    .map(({ api, operation, document, method, pathKey, description, errors }) => {
      const [media] = Object.values(operation.requestBody?.content ?? {});
      const [example] = Object.values(media?.examples ?? {});
      return {
        api,
        operation,
        document,
        errors: errors[operation.operationId] ?? {},
        method: method.toUpperCase(),
        path: (pathKey.split('#')[0] as string).replaceAll(/\{[^}]+\}/g, 'cn-north-1'),
        headers: { 'content-type': 'application/json', ...suppliedHeaders(description, operation) },
        request: example && resolve<Example>(document, example).value,
      };
    });
}

/**
 * The errors of the operations that buy which stand in a vendor document. One that gives only a status and a text is documented where its
 * response is: of those the name is ours.
 */
export function documentedErrors(): { api: string; operation: string; name: string }[] {
  return operations()
    .filter(({ operation }) => operation['x-purchase'] !== undefined && operation['x-query-form'] === undefined)
    .flatMap(({ api, operation, document, errors: tables }) =>
      Object.values(operation.responses).flatMap((reference) => {
        const response = resolve<Response>(document, reference);
        const names = Object.values(response.content ?? {}).flatMap(({ examples }) => Object.keys(examples ?? {}));
        const table = tables[operation.operationId] ?? {};
        const errors = names.filter((name) => table[name] !== undefined);
        const documented = errors.filter((name) => table[name]?.beyondDocument === false);
        const isDocumented = (response as { 'x-beyond-document'?: true })['x-beyond-document'] !== true;
        const chosen = documented.length === 0 && isDocumented ? errors : documented;
        return chosen.map((name) => ({ api, operation: operation.operationId, name }));
      }),
    );
}

/** The requests that a spec gives as they go over the wire, each with its response. */
export function wireExamples(): {
  api: string;
  operation: Operation;
  name: string;
  value: string;
  response: unknown;
}[] {
  return operations().flatMap(({ api, operation, document }) =>
    Object.entries((operation['x-wire-examples'] ?? {}) as Record<string, { value: string }>).map(
      ([name, { value }]) => ({
        api,
        operation,
        name,
        value,
        response: successExample(document, operation, name),
      }),
    ),
  );
}

export function operations() {
  return [...CATALOG.values()].flatMap(({ description, document, errors }) =>
    Object.entries(document.paths).flatMap(([pathKey, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        api: description.id,
        description,
        pathKey,
        method,
        operation,
        document,
        errors,
      })),
    ),
  );
}

function successExample(
  document: (typeof CATALOG extends ReadonlyMap<string, infer Api> ? Api : never)['document'],
  operation: Operation,
  name: string,
) {
  const response = operation.responses['200'];
  const media = response && resolve<Response>(document, response).content?.['application/json'];
  const example = media?.examples?.[name];
  if (!example) throw new Error(`${operation.operationId} has no response example ${name}`);
  return resolve<Example>(document, example).value;
}

/** The headers that a client fills in: action, version, region. */
function suppliedHeaders(description: ApiDescription, { operationId }: Operation): Record<string, string> {
  const headers = Object.entries(description.operations[operationId]?.headers ?? {});
  return Object.fromEntries(
    headers.flatMap(([name, source]) => {
      const value = 'value' in source ? source.value : source.from === 'region' ? 'ap-guangzhou' : undefined;
      return value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );
}
