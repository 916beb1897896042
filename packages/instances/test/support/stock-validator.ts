import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { ApiId } from '../../src/api-id.js';

const require = createRequire(import.meta.url);

/** The bundled OpenAPI document of an API. */
export function documentOf(api: ApiId): Document {
  return JSON.parse(readFileSync(require.resolve(`@launchspec/openapi/${api}.json`), 'utf8')) as Document;
}

export interface Document {
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: { readonly 'x-purchase'?: object; readonly requestBody?: Body };
    };
  };
}

interface Body {
  readonly content: {
    readonly [media: string]: {
      readonly schema: object;
      readonly examples?: { readonly [name: string]: { readonly value?: object } };
    };
  };
}

/** Plain Ajv on the schema of a create's body: what is wrong, in its words. */
export function stockValidator(api: ApiId): (body: unknown) => string[] {
  const document = documentOf(api);
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const create = operations.find((operation) => operation['x-purchase'] && operation.requestBody);
  const schema = Object.values(create?.requestBody?.content ?? {})[0]?.schema as { $ref: string };
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...document });
  const validate = ajv.compile({ $ref: `document${schema.$ref}` });
  return (body) =>
    validate(body) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}
