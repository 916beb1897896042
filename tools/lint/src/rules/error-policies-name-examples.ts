import { answersOf, operationsOf } from '../answers.js';
import { isObject, isText, listed } from '../json.js';
import { requestOf } from '../requests.js';
import { rule } from '../rule.js';

/** The examples that `x-violation-errors` and `x-gateway-errors` name are there to answer with. */
export const errorPoliciesNameExamples = rule((spec, report) => {
  const operations = operationsOf(spec).map((operation) => ({
    id: operation.node.operationId,
    names: new Set(answersOf(operation).map(({ name }) => name)),
    request: requestOf(spec, operation),
  }));
  for (const place of spec.places) {
    for (const [key, name] of namesIn(place.node['x-violation-errors'])) {
      // A rule of the root holds for every operation, one of a property for those that take the property.
      const lacking = operations.filter(
        ({ names, request }) => (place.kind === 'root' || request.has(place)) && !names.has(name),
      );
      if (lacking.length === 0) continue;
      report(
        place.location.child(['x-violation-errors', key]),
        `\`${name}\` is no named response example of ${listed(lacking.map(({ id }) => id))}; add the example to its responses, or name another one.`,
      );
    }
  }
  for (const [key, name] of namesIn(spec.root.node['x-gateway-errors'])) {
    if (operations.some(({ names }) => names.has(name))) continue;
    report(
      spec.root.location.child(['x-gateway-errors', key]),
      `\`${name}\` is no named response example of any operation; add the example, or name another one.`,
    );
  }
});

function namesIn(policy: unknown): [key: string, name: string][] {
  return Object.entries(isObject(policy) ? policy : {}).flatMap(([key, value]): [string, string][] => {
    const name = isObject(value) ? value.example : value;
    return isText(name) ? [[key, name]] : [];
  });
}
