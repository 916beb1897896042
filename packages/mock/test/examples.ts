import { CATALOG } from '../src/catalog.js';
import { type Example, type Operation, type Response, resolve } from '../src/spec.js';

export interface Pair {
  api: string;
  name: string;
  operation: Operation;
  request: unknown;
  response: unknown;
}

/** The request examples of every spec, each with the response example of the same name. */
export function examplePairs(): Pair[] {
  return operations().flatMap(({ api, operation, document }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap((media) =>
      Object.entries(media.examples ?? {}).map(([name, example]) => ({
        api,
        name,
        operation,
        request: resolve<Example>(document, example).value,
        response: successExample(document, operation, name),
      })),
    ),
  );
}

/** The requests that a spec gives as they go over the wire, each with its response. */
export function wireExamples(): { api: string; name: string; value: string; response: unknown }[] {
  return operations().flatMap(({ api, operation, document }) =>
    Object.entries((operation['x-wire-examples'] ?? {}) as Record<string, { value: string }>).map(
      ([name, { value }]) => ({
        api,
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
