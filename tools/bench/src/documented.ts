import { createRequire } from 'node:module';

interface Media {
  readonly schema: { readonly $ref: string };
  readonly examples: Readonly<Record<string, { readonly $ref: string }>>;
}

export interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { requestBody?: { content: { 'application/json': Media } } }>>>
  >;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const require = createRequire(import.meta.url);

/** The largest body that a document has an example of, for the create call of an API, and its schema. */
export function largestRequest(api: string, method: 'post' | 'put') {
  const document = require(`@launchspec/openapi/${api}.json`) as Document;
  const { schema, examples } = mediaOf(document, method);
  const bodies = Object.values(examples).map(
    ({ $ref }) => document.components.examples[$ref.split('/').at(-1) as string]?.value,
  );
  const [body] = bodies.sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  return { document, schema: schema.$ref, body };
}

function mediaOf({ paths }: Document, method: string): Media {
  for (const item of Object.values(paths)) {
    const media = item[method]?.requestBody?.content['application/json'];
    if (media) return media;
  }
  throw new Error(`there is no ${method} with a JSON body`);
}
