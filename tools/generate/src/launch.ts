import { type Document, operationsOf, parametersOf, resolve, type Schema } from './openapi.js';
import { sensitivePaths, suppliedHeaders } from './operations.js';
import { origin } from './workspace.js';

/** Source of `packages/instances/src/generated/<api>.ts`: what a plan must know of the operation that buys instances, if there is one. */
export function launchSource(api: string, document: Document): string | undefined {
  const entry = operationsOf(document).find(
    ({ operation }) => operation['x-purchase'] !== undefined && operation.requestBody !== undefined,
  );
  if (!entry) return undefined;
  const { path, method, operation } = entry;
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {};
  const create = {
    operationId: operation.operationId,
    method,
    path,
    server: document.servers[0]?.url,
    headers: suppliedHeaders(document, operation),
    callerHeaders: parametersOf(document, operation)
      .filter(({ in: place, 'x-supplied-by-client': supplied }) => place === 'header' && supplied === undefined)
      .map(({ name }) => name),
    ...(document['x-request-limits'] === undefined ? {} : { requestLimits: document['x-request-limits'] }),
    ...factsOfBody(document, body),
    sensitive: sensitivePaths(document, operation).filter((path) => path.startsWith('/body/')),
  };
  return `// ${origin(api)}

import type { CreateOperation } from '../create-operation.js';

export const create = ${JSON.stringify(create, null, 2)} as const satisfies CreateOperation;
`;
}

interface BodyFacts {
  /** Pointers to objects that every request has. */
  readonly requiredObjects: string[];
  /** What the vendor takes where a value is left out, by pointer. */
  readonly defaults: { [pointer: string]: unknown };
}

function factsOfBody(document: Document, body: Schema): BodyFacts {
  const facts: BodyFacts = { requiredObjects: [], defaults: {} };
  const visit = (path: string, place: Schema, required: boolean, ancestors: readonly Schema[]): void => {
    const target = resolve(document, place);
    if (ancestors.includes(target)) return;
    if (required && target.type === 'object') facts.requiredObjects.push(path);
    const fallback = place.default ?? target.default;
    if (fallback !== undefined) facts.defaults[path] = fallback;
    for (const [name, property] of Object.entries(target.properties ?? {}))
      visit(`${path}/${name}`, property, required && (target.required ?? []).includes(name), [...ancestors, target]);
    if (target.items) visit(`${path}/*`, target.items, false, [...ancestors, target]);
  };
  visit('/body', body, true, []);
  return facts;
}
