import { type Bundle, isBeyond, type Operation, type Place } from './bundle.js';

/** The schema of the request body. */
export function requestSchema(bundle: Bundle, operations: readonly Operation[]): Place | undefined {
  const media = operations.map((operation) => bundle.requestMedia(operation)).find((found) => found !== undefined);
  const schema = media && bundle.inside(media, 'schema');
  return schema && bundle.follow(schema);
}

/** The schemas of the successful answers, alternatives spelt out. */
export function responseSchemas(bundle: Bundle, operation: Operation): Place[] {
  return [...bundle.responses(operation)]
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => {
      const media = bundle.media(response);
      const schema = media && bundle.inside(media, 'schema');
      return schema ? bundle.alternatives(schema).filter(({ node }) => !isBeyond(node)) : [];
    });
}
