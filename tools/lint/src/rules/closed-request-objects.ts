import type { JsonObject } from '../json.js';
import { rule } from '../rule.js';
import { childrenIn, having, layers } from '../schemas.js';
import type { Place } from '../spec.js';

/** Subschemas that describe the same value as the schema that holds them: one that is closed closes them too. */
const BRANCHES = ['allOf', 'anyOf', 'oneOf'];

/** A misspelt field of a request is refused: objects in request bodies are closed. */
export const closedRequestObjects = rule((spec, report) => {
  const seen = new Set<string>();
  for (const body of spec.ofKind('requestBody')) {
    for (const media of childrenIn(body, 'content'))
      for (const schema of childrenIn(media, 'schema')) visit(schema, false);
  }

  function visit(schema: Place, closedAround: boolean): void {
    const key = `${schema.location.absolutePointer} ${closedAround}`;
    if (seen.has(key)) return;
    seen.add(key);
    const closed = closedAround || isClosed(schema);
    const owner = layers(schema).find(({ node }) => 'properties' in node || node.type === 'object');
    if (owner && !closed && !isMap(owner.node)) {
      report(
        owner,
        'This object of a request takes any property, so a misspelt one would go unseen; add `additionalProperties: false` (beside `allOf`: `unevaluatedProperties: false`).',
      );
    }
    for (const child of layers(schema).flatMap(({ children }) => children)) {
      // What only answers have is not part of a request.
      if (child.kind !== 'schema' || child.conditional || having(child, 'readOnly')?.readOnly === true) continue;
      visit(child, closed && BRANCHES.includes(child.field));
    }
  }
});

function isClosed(schema: Place): boolean {
  return layers(schema).some(({ node }) => node.additionalProperties === false || node.unevaluatedProperties === false);
}

/** A map, or an object whose structure nobody documents, has no names that could be misspelt; it says so itself. */
function isMap(node: JsonObject): boolean {
  return !('properties' in node) && ('additionalProperties' in node || 'patternProperties' in node);
}
