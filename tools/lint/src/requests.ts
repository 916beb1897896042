import { isObject, pointerParts } from './json.js';
import { childrenIn, reachable } from './schemas.js';
import type { Place, Spec } from './spec.js';

/** The schemas of what an operation takes as its body, or as a query form of one. */
export function bodySchemasOf(spec: Spec, operation: Place): Place[] {
  const contents = childrenIn(operation, 'requestBody').flatMap((body) => childrenIn(body, 'content'));
  const form = operation.node['x-query-form'];
  const name = isObject(form) ? pointerParts(String(form.schema)).at(-1) : undefined;
  const flattened = spec.ofKind('schema').filter((schema) => schema.name === name && schema.field === '$ref');
  return [...contents.flatMap((media) => childrenIn(media, 'schema')), ...flattened];
}

/** Every object of an operation that says what a request may be. */
export function requestOf(spec: Spec, operation: Place): Set<Place> {
  const parts = [...childrenIn(operation, 'parameters', 'requestBody'), ...bodySchemasOf(spec, operation)];
  return new Set(parts.flatMap((part) => [...reachable(part)]));
}
