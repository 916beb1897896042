/** The parts of an OpenAPI 3.1 document that the generator reads. Unknown keys stay reachable as `unknown`. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  description?: string;
  examples?: unknown[];
  maxItems?: number;
  readOnly?: boolean;
  [key: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  schema: Schema;
  [key: string]: unknown;
}

export interface NamedExample {
  summary?: string;
  value: unknown;
  [key: string]: unknown;
}

export interface MediaType {
  schema: Schema;
  examples?: Record<string, NamedExample | Reference>;
}

export interface Response {
  description: string;
  content?: Record<string, MediaType>;
  [key: string]: unknown;
}

export interface Reference {
  $ref: string;
}

export interface Operation {
  operationId: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, MediaType>; [key: string]: unknown };
  responses: Record<string, Response | Reference>;
  [key: string]: unknown;
}

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

export type PathItem = Partial<Record<Method, Operation>>;

export interface Server {
  url: string;
  variables?: Record<string, { default: string }>;
}

export interface Document {
  openapi: string;
  info: { title: string; version: string; [key: string]: unknown };
  servers: Server[];
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema>; [kind: string]: Record<string, unknown> };
  [key: string]: unknown;
}

export const METHODS: readonly Method[] = ['post', 'put', 'get', 'delete', 'patch'];

export interface OperationEntry {
  path: string;
  method: Method;
  operation: Operation;
}

/** Every operation of a document, in the order in which the document has them. */
export function operationsOf(document: Document): OperationEntry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
}

/** Follows a local `$ref` (`#/components/...`) until it meets a value that is not one. */
export function resolve<T extends object>(document: Document, value: T | Reference): T {
  let current: T | Reference = value;
  while ('$ref' in current && typeof current.$ref === 'string') {
    const target = pointer(document, current.$ref.slice(1));
    if (target === undefined) throw new Error(`${current.$ref} points at nothing`);
    current = target as T | Reference;
  }
  return current as T;
}

/** The value at a JSON pointer, or undefined. */
export function pointer(value: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((node, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
    }, value);
}

export function parametersOf(document: Document, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolve(document, parameter));
}

export interface NamedResponseExample {
  name: string;
  status: string;
  example: NamedExample;
}

/** Every named response example of an operation, with the HTTP status it stands under. */
export function responseExamplesOf(document: Document, operation: Operation): NamedResponseExample[] {
  return Object.entries(operation.responses).flatMap(([status, response]) =>
    Object.values(resolve(document, response).content ?? {}).flatMap((media) =>
      Object.entries(media.examples ?? {}).map(([name, example]) => ({
        name,
        status,
        example: resolve<NamedExample>(document, example),
      })),
    ),
  );
}
