import { readFileSync } from 'node:fs';
import type { ApiId } from '../../src/api-id.js';

/** What the tests read of a schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly readOnly?: boolean;
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
  readonly 'x-supplied-by-client'?: string;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

/** The create operation of an API, read from its bundled spec: not from anything that is made of it. */
export class CreateSpec {
  private readonly document: object;
  private readonly operation: Operation;

  constructor(api: ApiId, operationId: string) {
    this.document = JSON.parse(
      readFileSync(new URL(`../../../openapi/src/generated/${api}.json`, import.meta.url), 'utf8'),
    );
    const { paths } = this.document as { paths: { [path: string]: { [method: string]: Operation } } };
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    const found = operations.find((operation) => operation.operationId === operationId);
    if (!found) throw new Error(`${api} has no ${operationId}`);
    this.operation = found;
  }

  get parameters(): Parameter[] {
    return this.operation.parameters.map((parameter) => this.resolved(parameter));
  }

  get body(): Schema {
    const schema = this.operation.requestBody?.content['application/json'].schema;
    if (!schema) throw new Error(`${this.operation.operationId} has no body`);
    return this.resolved(schema);
  }

  /** The schema at a pointer with `*` for elements of lists, as the capability tables have it; undefined where there is none. */
  at(pointer: string): Schema | undefined {
    const [, part, ...steps] = pointer.split('/');
    if (part !== 'body') {
      const parameter = this.parameters.find(({ name, in: place }) => place === part && name === steps[0]);
      return steps.length === 1 ? parameter?.schema : undefined;
    }
    let schema: Schema | undefined = this.body;
    for (const step of steps) {
      const next: Schema | undefined = step === '*' ? schema?.items : schema?.properties?.[step];
      schema = next && this.resolved(next);
    }
    return schema;
  }

  /** Every pointer of the body under which there is nothing more. What only answers have is no part of a request. */
  leaves(schema = this.body, at = '/body'): string[] {
    if (schema.readOnly) return [];
    if (schema.properties)
      return Object.entries(schema.properties).flatMap(([name, member]) =>
        this.leaves(this.resolved(member), `${at}/${name}`),
      );
    return schema.items ? this.leaves(this.resolved(schema.items), `${at}/*`) : [at];
  }

  private resolved<T extends { readonly $ref?: string }>(node: T): T {
    if (node.$ref === undefined) return node;
    let target: unknown = this.document;
    for (const step of node.$ref.split('/').slice(1)) target = (target as { [name: string]: unknown })[step];
    const { $ref, ...own } = node;
    return { ...this.resolved(target as T), ...own } as T;
  }
}

/** A value that a schema has an example of, or one of its type. */
export function sampleOf({ type, examples, enum: values, const: only, default: fallback }: Schema): unknown {
  const known = examples?.[0] ?? values?.[0] ?? only ?? fallback;
  if (known !== undefined) return known;
  const byType: { readonly [type: string]: unknown } = {
    string: 'x',
    integer: 1,
    number: 1,
    boolean: true,
    object: {},
  };
  return byType[type ?? ''];
}
