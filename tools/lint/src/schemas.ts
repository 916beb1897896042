import type { JsonObject } from './json.js';
import type { Place } from './spec.js';

/** The place and what it refers to, nearest first. */
export function layers(place: Place): Place[] {
  const found: Place[] = [];
  for (let next: Place | undefined = place; next && !found.includes(next); next = next.target) found.push(next);
  return found;
}

/** The object that a place means once its references are followed. */
export function resolved(place: Place): Place {
  return layers(place).at(-1) ?? place;
}

/** Whether the place declares a property of a schema. */
export function isProperty({ kind, field, conditional }: Place): boolean {
  return kind === 'schema' && field === 'properties' && !conditional;
}

/** The nearest node, of the place or of what it refers to, that has the key. */
export function having(place: Place, key: string): JsonObject | undefined {
  return layers(place).find(({ node }) => key in node)?.node;
}

/** The children in a field, of the place and of what it refers to. */
export function childrenIn(place: Place, ...fields: readonly string[]): Place[] {
  return layers(place).flatMap(({ children }) => children.filter(({ field }) => fields.includes(field)));
}

/** The child in a field that holds one object. */
export function childIn(place: Place, field: string): Place | undefined {
  return childrenIn(place, field)[0];
}

/** The schemas and every schema that describes the same value: through references, compositions and conditions. */
export function facets(...schemas: readonly Place[]): Set<Place> {
  const found = new Set<Place>();
  const visit = (place: Place): void => {
    for (const layer of layers(place)) {
      if (found.has(layer)) continue;
      found.add(layer);
      for (const branch of layer.children) {
        if (['allOf', 'anyOf', 'oneOf', 'then', 'else'].includes(branch.field)) visit(branch);
      }
    }
  };
  for (const schema of schemas) visit(schema);
  return found;
}

/** The properties that a value of the schemas may have, through references and compositions. */
export function propertiesOf(...schemas: readonly Place[]): Place[] {
  return [...facets(...schemas)].flatMap(({ children }) => children.filter(({ field }) => field === 'properties'));
}

/** The schemas that a JSON pointer into a value leads to. */
export function schemasAt(schema: Place, path: readonly string[]): Place[] {
  const [name, ...rest] = path;
  if (name === undefined) return [...facets(schema)];
  return propertiesOf(schema)
    .filter((property) => property.name === name)
    .flatMap((property) => schemasAt(property, rest));
}

/** Everything that can be reached from a place, the place included. */
export function reachable(from: Place): Set<Place> {
  const found = new Set<Place>();
  const visit = (place: Place): void => {
    if (found.has(place)) return;
    found.add(place);
    for (const child of place.children) visit(child);
    if (place.target) visit(place.target);
  };
  visit(from);
  return found;
}
