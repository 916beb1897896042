import { arrayOf, isObject } from '../json.js';
import { rule } from '../rule.js';
import { childIn, childrenIn, isProperty, layers } from '../schemas.js';
import type { Place } from '../spec.js';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean']);

/** Every scalar, and every array of scalars, shows a value: by `examples`, `enum` or `const`. */
export const exampleOrEnumeration = rule((spec, report) => {
  for (const place of spec.places) {
    if (isProperty(place)) {
      if (holdsScalars(place) && !showsValue(place)) report(place, message(`property \`${place.name}\``));
    } else if ((place.kind === 'parameter' || place.kind === 'header') && !place.target) {
      const schema = childIn(place, 'schema');
      const named =
        'example' in place.node || Object.keys(isObject(place.node.examples) ? place.node.examples : {}).length > 0;
      if (schema && !named && holdsScalars(schema) && !showsValue(schema)) {
        const name = typeof place.node.name === 'string' ? place.node.name : place.name;
        report(schema, message(`${place.kind} \`${name}\``));
      }
    }
  }
});

function message(what: string): string {
  return `The ${what} shows no value; add \`examples: [...]\` with one that the document prints, or an \`enum\`.`;
}

function holdsScalars(schema: Place, above: readonly Place[] = []): boolean {
  if (above.includes(schema)) return false;
  const line = [...above, schema];
  const types = layers(schema)
    .flatMap(({ node }) => [node.type].flat())
    .filter((type) => type !== undefined && type !== 'null');
  if (types.length > 0 && types.every((type) => SCALARS.has(String(type)))) return true;
  if (types.includes('array')) return childrenIn(schema, 'items').some((items) => holdsScalars(items, line));
  const alternatives = childrenIn(schema, 'anyOf', 'oneOf');
  if (alternatives.length > 0) return alternatives.every((branch) => holdsScalars(branch, line));
  return childrenIn(schema, 'allOf').some((branch) => holdsScalars(branch, line));
}

function showsValue(schema: Place, above: readonly Place[] = []): boolean {
  if (above.includes(schema)) return false;
  const line = [...above, schema];
  const own = layers(schema).some(
    ({ node }) => 'const' in node || arrayOf(node.enum).length > 0 || arrayOf(node.examples).length > 0,
  );
  if (own) return true;
  if (childrenIn(schema, 'items', 'allOf').some((part) => showsValue(part, line))) return true;
  const alternatives = childrenIn(schema, 'anyOf', 'oneOf');
  return alternatives.length > 0 && alternatives.every((branch) => showsValue(branch, line));
}
