import { NUMBER_FORMATS, STRING_FORMATS } from './formats.js';
import type { Schema } from './openapi.js';
import { UnknownFormatError } from './unknown-format-error.js';

const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMAS = [
  'items',
  'not',
  'if',
  'then',
  'else',
  'additionalProperties',
  'unevaluatedProperties',
  'contains',
  'propertyNames',
];
const COMPONENTS = '#/components/schemas/';
const ANNOTATIONS = [
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentEncoding',
  'contentMediaType',
];

/**
 * What a schema asserts, without what it only says: Ajv copies whole schemas into the compiled code. References become those of
 * schemas that stand alone, as `idOf` calls them, and number formats the ranges that they mean.
 */
export function assertionsOf(schema: Schema): Schema {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (ANNOTATIONS.includes(key) || key.startsWith('x-')) continue;
    if (key === '$ref') result[key] = idOf((value as string).slice(COMPONENTS.length));
    else if (key === 'format' && (value as string) in NUMBER_FORMATS) {
      const { minimum, maximum } = NUMBER_FORMATS[value as string] as { minimum: number; maximum: number };
      if (maximum === Number.MAX_VALUE) continue;
      result.minimum = Math.max(minimum, (schema.minimum as number | undefined) ?? minimum);
      result.maximum = Math.min(maximum, (schema.maximum as number | undefined) ?? maximum);
    } else if (key === 'format' && !((value as string) in STRING_FORMATS)) {
      throw new UnknownFormatError(value as string);
    } else if (SCHEMA_MAPS.includes(key)) {
      const entries = Object.entries(value as Record<string, Schema>);
      // What only the vendor sets must not be sent: to a closed object it is then unknown.
      const sent = entries.filter(([, child]) => child.readOnly !== true);
      result[key] = Object.fromEntries(sent.map(([name, child]) => [name, assertionsOf(child)]));
    } else if (SCHEMA_LISTS.includes(key)) result[key] = (value as Schema[]).map((child) => assertionsOf(child));
    else if (SCHEMAS.includes(key) && typeof value === 'object') result[key] = assertionsOf(value as Schema);
    else if (!(key in result)) result[key] = value;
  }
  return result;
}

/** The `$id` under which a component is compiled. Compiled alone, it is one function however many operations refer to it. */
export function idOf(component: string): string {
  return `/schemas/${component}`;
}
