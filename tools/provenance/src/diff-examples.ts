import { type Found, match, movedUp, same } from './change.js';
import { type FactExample, sourceOf, type WireMessage } from './facts.js';
import type { Links } from './link.js';
import { type ExampleLink, type Side, valuePointer } from './link-examples.js';
import { type Pointer, split } from './pointer.js';
import { differences, print, respellPointer } from './values.js';
import { isOnWire } from './vocabulary.js';

/** Examples that came, went or hold something else. */
export function exampleChanges(
  before: readonly FactExample[],
  after: readonly FactExample[],
  oldLinks: Links,
  newLinks: Links,
): Found[] {
  const distance = (old: FactExample, now: FactExample) => differences(content(old), content(now)).length;
  const { pairs, removed, added } = match(before, after, [
    (old, now) => distance(old, now) === 0 && same(old.heading, now.heading),
    (old, now) => distance(old, now) === 0,
    // An edited example keeps its heading, or at least most of what it holds.
    (old, now) => same(old.heading, now.heading) && distance(old, now) <= 5,
    (old, now) => distance(old, now) <= 3,
    (old, now) => same(old.heading, now.heading),
  ]);
  const operation = oldLinks.operations[0]?.pointer ?? '#/paths';
  const linkOf = (links: Links, example: FactExample, side?: Side) =>
    links.examples.find((entry) => entry.example === example && (side === undefined || entry.side === side));
  const source = (example: FactExample, all: readonly FactExample[]) =>
    `${sourceOf(example)} > example ${all.indexOf(example) + 1}`;
  return [
    ...movedUp(pairs, before, after).map(
      (example): Found => ({
        kind: 'order',
        pointer: linkOf(newLinks, example)?.place?.pointer ?? operation,
        message: 'the example stands further up',
        source: source(example, after),
      }),
    ),
    ...removed.map((example): Found => {
      const pointer = linkOf(oldLinks, example)?.place?.pointer ?? operation;
      return { kind: 'example-removed', pointer, message: 'the example is gone', source: source(example, before) };
    }),
    ...added.map(
      (example): Found => ({
        kind: 'example-added',
        pointer: operation,
        message: 'a new example',
        source: source(example, after),
      }),
    ),
    ...pairs.flatMap(([old, now]): Found[] =>
      (['request', 'response'] as const).flatMap((side) => {
        const [was, is] = [linkOf(oldLinks, old, side), linkOf(newLinks, now, side)];
        const line = differences(withoutValue(old[side]), withoutValue(now[side]));
        const where = { source: source(now, after) };
        return [
          ...line.map(
            (entry): Found => ({
              kind: 'example',
              pointer: was?.place?.pointer ?? operation,
              message: `${side}${entry.pointer}: ${print(entry.left)} -> ${print(entry.right)}`,
              ...where,
            }),
          ),
          ...valueChanges(side, was, is, operation).map((change): Found => ({ ...change, ...where })),
        ];
      }),
    ),
  ];
}

function valueChanges(
  side: Side,
  was: ExampleLink | undefined,
  is: ExampleLink | undefined,
  operation: Pointer,
): Omit<Found, 'source'>[] {
  const place = was?.place;
  return differences(was?.value, is?.value).map((entry) => ({
    kind: 'example',
    pointer: place ? `${valuePointer(place)}${respellPointer(entry.pointer, place.value)}` : operation,
    message: `${side} ${split(entry.pointer).join('.')}: ${print(entry.left)} -> ${print(entry.right)}`,
  }));
}

/** Everything but what is compared as a value of the schema. */
function withoutValue({ body: _, query = {}, ...line }: WireMessage = {}): unknown {
  const common = Object.entries(query).filter(([name]) => isOnWire(name));
  return common.length === 0 ? line : { ...line, query: Object.fromEntries(common) };
}

function content({ request, response }: FactExample): unknown {
  return { request, response };
}
