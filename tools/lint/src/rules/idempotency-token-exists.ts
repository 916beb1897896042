import { operationsOf } from '../answers.js';
import { isObject } from '../json.js';
import { bodySchemasOf } from '../requests.js';
import { rule } from '../rule.js';
import { childrenIn, facets, propertiesOf, resolved } from '../schemas.js';
import type { Place, Spec } from '../spec.js';

/** The token of `x-idempotency` is a field of the request, as long as the field may be. */
export const idempotencyTokenExists = rule((spec, report) => {
  for (const operation of operationsOf(spec)) {
    const idempotency = operation.node['x-idempotency'];
    if (!isObject(idempotency)) continue;
    const { token, maxLength } = idempotency;
    const at = operation.location.child(['x-idempotency']);
    const fields = fieldsCalled(token, spec, operation);
    if (fields.length === 0) {
      report(
        at,
        `\`${String(token)}\` is neither a property of the request body nor a query parameter; name the field that carries the token.`,
      );
    }
    for (const field of fields) {
      const limit = [...facets(field)].find(({ node }) => 'maxLength' in node)?.node.maxLength;
      if (limit === maxLength) continue;
      report(
        at,
        `\`maxLength\` is ${String(maxLength)} here and ${String(limit ?? 'missing')} at the field \`${String(token)}\`; make them equal.`,
      );
    }
  }
});

/** The schemas of the properties and query parameters that have the name. */
function fieldsCalled(name: unknown, spec: Spec, operation: Place): Place[] {
  const properties = propertiesOf(...bodySchemasOf(spec, operation)).filter((property) => property.name === name);
  const parameters = childrenIn(operation, 'parameters')
    .map(resolved)
    .filter(({ node }) => node.in === 'query' && node.name === name);
  return [...properties, ...parameters.flatMap((parameter) => childrenIn(parameter, 'schema'))];
}
