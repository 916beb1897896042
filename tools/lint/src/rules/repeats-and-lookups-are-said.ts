import { operationsOf } from '../answers.js';
import { isObject } from '../json.js';
import { rule } from '../rule.js';
import type { Place } from '../spec.js';

/**
 * Every operation says whether it may be sent twice, or spells out one that does; and the operations that find out what a call has done
 * are there.
 */
export const repeatsAndLookupsAreSaid = rule((spec, report) => {
  const operations = operationsOf(spec);
  const ids = new Set(operations.map(({ node }) => node.operationId));
  for (const operation of operations) {
    const { node } = operation;
    if (node['x-idempotency'] === undefined && !spellsOutAnother(operation, operations))
      report(
        operation.location,
        'Nothing says whether this operation may be sent twice; add `x-idempotency`: `safe`, `none`, or the token.',
      );
    for (const [extension, ...path] of REFERENCES) {
      const id = path.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), node[extension]);
      if (id !== undefined && !ids.has(id))
        report(
          operation.location.child([extension, ...path]),
          `There is no operation \`${String(id)}\`; add it, or name another one.`,
        );
    }
  }
});

/** Where an operation names another one. */
const REFERENCES: readonly (readonly [string, ...string[]])[] = [
  ['x-purchase', 'lookup', 'operation'],
  ['x-lifecycle', 'operation'],
  ['x-lifecycle', 'order', 'operation'],
];

/** Whether the query of an operation stands for the body of another one, which then speaks for both. */
function spellsOutAnother({ node }: Place, operations: readonly Place[]): boolean {
  const form = node['x-query-form'];
  return isObject(form) && operations.some((other) => other.node !== node && isObject(other.node.requestBody));
}
