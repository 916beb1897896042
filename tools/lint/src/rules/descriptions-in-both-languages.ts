import { isText } from '../json.js';
import { rule } from '../rule.js';
import { isProperty, layers } from '../schemas.js';
import type { Place } from '../spec.js';
import type { Kind } from '../structure.js';

const DESCRIBED: Partial<Record<Kind, string>> = {
  operation: 'operation',
  parameter: 'parameter',
  header: 'header',
  requestBody: 'request body',
  response: 'response',
  tag: 'tag',
  securityScheme: 'security scheme',
};

/** Everything that a reader looks up says in English and in Chinese what it is; operations have a summary. */
export const descriptionsInBothLanguages = rule((spec, report) => {
  for (const place of spec.places) {
    const what = subject(place);
    if (what === undefined) continue;
    const own = layers(place).find(({ node }) => 'description' in node || 'x-description-zh' in node);
    // What a reference says of itself is looked at here; its target is a subject itself.
    if (!own && !place.target) {
      report(
        place,
        `The ${what} has no description; say in your own words what it is: \`description\` in English, \`x-description-zh\` in Chinese.`,
      );
    } else if (own === place && !isText(own.node.description)) {
      report(place, `The ${what} has \`x-description-zh\` but no \`description\` beside it; add the English one.`);
    } else if (own === place && !isText(own.node['x-description-zh'])) {
      report(place, `The ${what} has \`description\` but no \`x-description-zh\` beside it; add the Chinese one.`);
    }
    if (place.kind === 'operation' && !place.target && !isText(place.node.summary)) {
      report(place, 'The operation has no `summary`; add one short line that says what it does.');
    }
  }
});

function subject(place: Place): string | undefined {
  const { kind, field, name, node, enclosing } = place;
  if (isProperty(place)) return `property \`${name}\``;
  if (kind === 'schema') {
    const named = field === '$ref' || [...enclosing].some((parent) => parent.kind === 'components');
    return named ? `type \`${name}\`` : undefined;
  }
  const what = DESCRIBED[kind];
  const called = node.operationId ?? node.name ?? (kind === 'response' || kind === 'header' ? name : undefined);
  return what && isText(called) ? `${what} \`${called}\`` : what;
}
