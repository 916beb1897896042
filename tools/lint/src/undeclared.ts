import { isObject } from './json.js';
import { facets } from './schemas.js';
import type { Place } from './spec.js';

/**
 * JSON pointers of what a value has and no schema of it declares. An open object takes any property, so a validator says nothing
 * of a misspelt one; an example should still show declared properties only.
 */
export function undeclared(schemas: readonly Place[], value: unknown, pointer = ''): string[] {
  const around = [...facets(...schemas)];
  const children = around.flatMap((facet) => facet.children);
  if (Array.isArray(value)) {
    const items = children.filter(({ field }) => field === 'items' || field === 'prefixItems');
    return value.flatMap((item, index) => undeclared(items, item, `${pointer}/${index}`));
  }
  if (!isObject(value)) return [];
  const properties = children.filter(({ field }) => field === 'properties');
  if (properties.length === 0) return [];
  const others = children.filter(({ field }) => field === 'additionalProperties' || field === 'patternProperties');
  const isMap = others.length > 0 || around.some(({ node }) => node.additionalProperties === true);
  return Object.entries(value).flatMap(([name, item]) => {
    const declared = properties.filter((property) => property.name === name);
    if (declared.length === 0 && !isMap) return [`${pointer}/${name}`];
    return undeclared(declared.length > 0 ? declared : others, item, `${pointer}/${name}`);
  });
}
