import type { Discrepancy } from './discrepancies.js';
import { isPlace, type OpenApiDocument, type Place, resolve } from './openapi.js';

/** Everything that the site tells of one API. */
export interface Api {
  readonly id: string;
  readonly document: OpenApiDocument;
  readonly discrepancies: readonly Discrepancy[];
  /** File names of its OpenAPI documents, the whole one first. */
  readonly downloads: readonly Download[];
}

export interface Download {
  readonly file: string;
  /** Action that the document is limited to; undefined for the whole one. */
  readonly action?: string;
  readonly content: string;
}

/** How an operation goes over the wire. */
export interface Wire {
  readonly operationId: string;
  readonly summary: string;
  readonly method: string;
  readonly url: string;
  /** `Name: value` of the header that names the action, where there is one. */
  readonly header?: string;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Every operation of a document as it goes over the wire, in the order of the document. */
export function wiresOf(document: OpenApiDocument): Wire[] {
  return Object.entries(document.paths).flatMap(([key, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      METHODS.includes(method) && isPlace(operation) ? [wireOf(document, key, method, operation)] : [],
    ),
  );
}

function wireOf(document: OpenApiDocument, key: string, method: string, operation: Place): Wire {
  const [path = '', action] = key.split('#');
  const selector = action === undefined ? undefined : selectorOf(document, operation, action);
  const query = selector?.in === 'query' ? `?${selector.name}=${action}` : '';
  return {
    operationId: String(operation.operationId),
    summary: String(operation.summary),
    method: method.toUpperCase(),
    url: `${document.servers[0]?.url ?? ''}${path}${query}`,
    ...(selector?.in === 'header' ? { header: `${selector.name}: ${action}` } : {}),
  };
}

/** The parameter whose only value is the action. */
function selectorOf(
  document: OpenApiDocument,
  operation: Place,
  action: string,
): { in: string; name: string } | undefined {
  return ((operation.parameters as readonly Place[] | undefined) ?? [])
    .map((parameter) => resolve(document, parameter) as { in: string; name: string; schema?: Place })
    .find(({ schema }) => (schema?.const ?? (schema?.enum as unknown[] | undefined)?.[0]) === action);
}
