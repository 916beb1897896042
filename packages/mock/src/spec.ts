/** The parts of a bundled document that the mock reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly 'x-violation-errors'?: ErrorPolicy;
  readonly [key: string]: unknown;
}

/** A named error example, with the message to send in place of its own. */
export type ErrorAnswer = string | { readonly example: string; readonly message?: string };

/** Which error answers a schema violation, by JSON Schema keyword; `*` is the rest. */
export type ErrorPolicy = Readonly<Record<string, ErrorAnswer>>;

export type GatewayFault =
  | 'unknownPath'
  | 'unknownMethod'
  | 'unknownAction'
  | 'missingAction'
  | 'malformedBody'
  | 'emptyBody'
  | 'unsupportedMediaType'
  | 'bodyTooLarge'
  | 'internal';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
  readonly [key: string]: unknown;
}

export interface MediaType {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, Example | { readonly $ref: string }>>;
}

export interface Example {
  readonly value: unknown;
}

export interface Response {
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
  readonly [key: string]: unknown;
}

export interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-violation-errors': ErrorPolicy;
  readonly 'x-gateway-errors': Readonly<Partial<Record<GatewayFault, ErrorAnswer>>>;
  readonly [key: string]: unknown;
}

/** Follows local references until it meets a value that is not one. */
export function resolve<T extends object>(document: Document, value: T | { readonly $ref: string }): T {
  let current: T | { readonly $ref: string } = value;
  while ('$ref' in current && typeof current.$ref === 'string') {
    const reference: string = current.$ref;
    const target = reference
      .slice(2)
      .split('/')
      .reduce<unknown>(
        (node, part) => (node as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
        document,
      );
    current = target as T;
  }
  return current as T;
}
