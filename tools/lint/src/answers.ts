import { isObject, pointerParts } from './json.js';
import { childIn, childrenIn, resolved, schemasAt } from './schemas.js';
import type { Place, Spec } from './spec.js';

/** One named example of a response. */
export interface Answer {
  readonly status: string;
  readonly name: string;
  readonly example: Place;
  readonly value: unknown;
}

/** Where the parts of an answer stand: the root extension `x-envelope`. */
export function envelopeOf(spec: Spec): Readonly<Record<string, string>> | undefined {
  const envelope = spec.root.node['x-envelope'];
  return isObject(envelope) && Object.values(envelope).every((value) => typeof value === 'string')
    ? (envelope as Record<string, string>)
    : undefined;
}

/** The operations that `paths` lists, references followed. */
export function operationsOf(spec: Spec): Place[] {
  return [...new Set(spec.ofKind('operation').map(resolved))];
}

interface Content {
  readonly status: string;
  readonly media: Place;
}

function contentsOf(operation: Place): Content[] {
  const responses = childIn(operation, 'responses');
  return (responses?.children ?? []).flatMap((response) =>
    childrenIn(response, 'content').map((media) => ({ status: response.name, media })),
  );
}

/** The named examples of all responses of an operation. */
export function answersOf(operation: Place): Answer[] {
  return contentsOf(operation).flatMap(({ status, media }) =>
    childrenIn(media, 'examples').map((site) => {
      const example = resolved(site);
      return { status, name: site.name, example, value: example.node.value };
    }),
  );
}

/** The schemas of the error code in all responses of the document. */
export function codeSchemasOf(spec: Spec, code: string): Set<Place> {
  const contents = operationsOf(spec).flatMap(contentsOf);
  return new Set(
    contents.flatMap(({ media }) => {
      const schema = childIn(media, 'schema');
      return schema ? schemasAt(schema, pointerParts(code)) : [];
    }),
  );
}
