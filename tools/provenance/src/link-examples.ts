import { type Bundle, type ExamplePlace, isBeyond, type Operation, type Place } from './bundle.js';
import type { FactExample, Facts, WireMessage } from './facts.js';
import { codeOf } from './link-errors.js';
import { child, join, type Pointer } from './pointer.js';
import { readQuery } from './query.js';
import { requestSchema, responseSchemas } from './schemas.js';
import { deepEqual, differences } from './values.js';
import { isOnWire } from './vocabulary.js';

/** What an example shows: a body sent, a body received, or a query as it goes over the wire. */
export type Side = 'request' | 'response' | 'wire';

export interface ExampleLink {
  example: FactExample;
  /** Position in the document, from 1. */
  number: number;
  side: Side;
  /** The printed message as a value of the schema it belongs to. */
  value: unknown;
  schema?: Place;
  place?: ExamplePlace;
}

/** Examples of the documented operations, whether or not the document has them. */
export type SpecExamples = Record<Side | 'error', ExamplePlace[]>;

/** Gives each printed request and answer the example of the spec that it became. */
export function linkExamples(
  facts: Facts,
  bundle: Bundle,
  operations: readonly Operation[],
  spec: SpecExamples,
): ExampleLink[] {
  const request = requestSchema(bundle, operations);
  const response = operations.flatMap((operation) => responseSchemas(bundle, operation))[0];
  const links = facts.examples.flatMap((example, index): ExampleLink[] => {
    const entry = { example, number: index + 1 };
    const [sent, received] = [example.request, example.response];
    return [
      ...(sent && (sent.body !== undefined || sent.query)
        ? [
            {
              ...entry,
              side: 'request' as const,
              value: printedValue(sent, request, bundle),
              ...(request && { schema: request }),
            },
          ]
        : []),
      ...(sent?.query && spec.wire.length > 0 ? [{ ...entry, side: 'wire' as const, value: sent.query }] : []),
      ...(received?.body !== undefined
        ? [{ ...entry, side: 'response' as const, value: received.body, ...(response && { schema: response }) }]
        : []),
    ];
  });
  for (const side of ['request', 'response', 'wire'] as const) {
    pair(
      links.filter((link) => link.side === side),
      spec[side].filter(({ beyond }) => !beyond),
    );
  }
  return links;
}

/** Gives each printed example the spec's example that equals it, and then, of those left, the one that differs least. */
function pair(links: readonly ExampleLink[], places: readonly ExamplePlace[]): void {
  const free = new Set(places);
  const take = (link: ExampleLink, place: ExamplePlace | undefined) => {
    if (!place) return;
    link.place = place;
    free.delete(place);
  };
  for (const link of links)
    take(
      link,
      [...free].find(({ value }) => deepEqual(value, link.value)),
    );
  for (const link of links.filter(({ place }) => !place)) {
    const distance = ({ value }: ExamplePlace) => differences(link.value, value).length;
    take(link, [...free].sort((a, b) => distance(a) - distance(b))[0]);
  }
}

function printedValue(message: WireMessage, schema: Place | undefined, bundle: Bundle): unknown {
  if (message.body !== undefined || !schema) return message.body;
  const query = Object.entries(message.query ?? {}).filter(([name]) => !isOnWire(name));
  return readQuery(Object.fromEntries(query), schema, bundle);
}

/** The examples of the spec, by what they show. */
export function examplesOf(bundle: Bundle, operations: readonly Operation[]): SpecExamples {
  const requests = operations.flatMap((operation) => bundle.examples(bundle.requestMedia(operation), undefined, false));
  const responses = operations.flatMap((operation) =>
    [...bundle.responses(operation)].flatMap(([status, response]) =>
      bundle.examples(bundle.media(response), status, isBeyond(response.node)),
    ),
  );
  const isError = ({ value }: ExamplePlace) => codeOf(bundle, value) !== undefined;
  return {
    request: requests,
    error: responses.filter(isError),
    response: responses.filter((example) => !isError(example)),
    wire: bundle
      .operations()
      .filter(({ node }) => !isBeyond(node))
      .flatMap((operation) => wireExamples(bundle, operation)),
  };
}

function wireExamples(bundle: Bundle, operation: Operation): ExamplePlace[] {
  const examples = bundle.inside(operation, 'x-wire-examples');
  return Object.keys(examples?.node ?? {}).flatMap((name) => {
    const place = examples && bundle.inside(examples, name);
    return place
      ? [
          {
            ...place,
            name,
            value: Object.fromEntries(new URLSearchParams(String(place.node.value))),
            beyond: isBeyond(place.node),
          },
        ]
      : [];
  });
}

/** Where an example's value stands, as a pointer that findings can extend. */
export function valuePointer(place: ExamplePlace): Pointer {
  return child(place.node, 'value') === undefined ? place.pointer : join(place.pointer, 'value');
}
