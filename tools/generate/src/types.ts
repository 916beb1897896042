import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Envelope } from './envelope.js';
import {
  type Document,
  type Operation,
  operationsOf,
  type Parameter,
  pointer,
  resolve,
  type Schema,
} from './openapi.js';
import { handWrittenParameters, type QueryForm } from './query-form.js';
import { origin } from './workspace.js';

/** TypeScript types of an API by openapi-typescript, as a client sees it (see `clientView`). */
export async function types(api: string, document: Document): Promise<string> {
  const ast = await openapiTypescript(clientView(document) as unknown as OpenAPI3, {
    // A request property with a default is still optional to send.
    defaultNonNullable: false,
    silent: true,
  });
  return `// ${origin(api)}\n\n${astToString(ast)}`;
}

/**
 * The document as the caller of a client sees it: what the client fills in is optional, a query that stands for a schema is given as
 * that schema's values, and an error that the vendor answers with
 * HTTP 200 is the `default` response, so that openapi-fetch types it as `error`.
 */
export function clientView(document: Document): Document {
  const view = structuredClone(document);
  const envelope = view['x-envelope'] as Envelope;
  for (const { operation } of operationsOf(view)) {
    operation.parameters = [...handWrittenParameters(document, operation), ...structuredQuery(document, operation)].map(
      (parameter) => ('x-supplied-by-client' in parameter ? { ...parameter, required: false } : parameter),
    );
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses).flatMap(([status, response]): [string, unknown][] => {
        const resolved = resolve(view, response);
        const media = resolved.content?.['application/json'];
        if (!status.startsWith('2') || !media) return [[status, response]];
        const branches = media.schema.oneOf ?? [media.schema];
        const errors = branches.filter((branch) => hasProperty(view, branch, envelope.error));
        if (errors.length === 0) return [[status, response]];
        const successes = branches.filter((branch) => !errors.includes(branch));
        const withSchema = (schemas: Schema[]) => ({
          ...resolved,
          content: { 'application/json': { schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas } } },
        });
        return [
          [status, withSchema(successes)],
          ['default', withSchema(errors)],
        ];
      }),
    ) as typeof operation.responses;
  }
  return view;
}

/** A query as the values it is flattened from: one parameter for each field of the schema that `x-query-form` names. */
function structuredQuery(document: Document, operation: Operation): Parameter[] {
  const form = operation['x-query-form'] as QueryForm | undefined;
  if (!form) return [];
  const { properties = {}, required = [] } = resolve<Schema>(document, { $ref: form.schema });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.description === undefined ? {} : { description: schema.description }),
    schema,
  }));
}

function hasProperty(document: Document, schema: Schema, path: string): boolean {
  if (path === '') return false;
  const [, first, ...rest] = path.split('/');
  const property = pointer(resolve(document, schema), `/properties/${first}`) as Schema | undefined;
  if (!property) return false;
  return rest.length === 0 || hasProperty(document, property, `/${rest.join('/')}`);
}
