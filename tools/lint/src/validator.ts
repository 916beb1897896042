import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { listed } from './json.js';
import type { Place } from './spec.js';
import { type Field, STRUCTURE } from './structure.js';

/** What a schema says of the values that it describes, not of values that fit. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'examples',
  'example',
  'default',
  'deprecated',
  'externalDocs',
  'xml',
  '$comment',
]);

/** Validates values against schemas of a spec, references resolved as Redocly resolves them. */
export class Validator {
  readonly #ajv = addFormats.default(
    new Ajv2020({ strict: false, validateSchema: false, allErrors: true, logger: false }),
  );
  readonly #names = new Map<Place, string>();
  readonly #compiled = new Map<Place, ValidateFunction | string>();

  /** What is wrong with the value, in words; empty when it fits. */
  problems(schema: Place, value: unknown): string[] {
    const validate = this.#compiled.get(schema) ?? this.#compile(schema);
    this.#compiled.set(schema, validate);
    if (typeof validate === 'string') return [`the schema itself is wrong (${validate})`];
    return validate(value) ? [] : inWords(validate.errors ?? []);
  }

  /** The validator, or why the schema has none: Ajv refuses keywords whose values are of a wrong type. */
  #compile(schema: Place): ValidateFunction | string {
    try {
      return this.#ajv.compile(this.#schemaOf(schema));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The schema of a place as Ajv takes it; every schema that it refers to is known to Ajv afterwards. */
  #schemaOf(place: Place): Record<string, unknown> {
    const schema: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(place.node)) {
      if (key === '$ref') {
        if (place.target) schema.$ref = this.#register(place.target);
      } else if (!ANNOTATIONS.has(key) && !key.startsWith('x-')) {
        schema[key] = this.#rewritten(place, key, value, STRUCTURE.schema[key]);
      }
    }
    return schema;
  }

  #rewritten(place: Place, field: string, value: unknown, shape: Field | undefined): unknown {
    if (shape?.kind !== 'schema') return value;
    const children = place.children.filter((child) => child.field === field);
    if (shape.as === 'one') return children[0] ? this.#schemaOf(children[0]) : value;
    if (shape.as === 'list') return children.map((child) => this.#schemaOf(child));
    // A boolean schema is not a place; it is kept as it is.
    return {
      ...(value as object),
      ...Object.fromEntries(children.map((child) => [child.name, this.#schemaOf(child)])),
    };
  }

  #register(place: Place): string {
    const known = this.#names.get(place);
    if (known) return known;
    const name = `spec:${this.#names.size}`;
    this.#names.set(place, name);
    this.#ajv.addSchema(this.#schemaOf(place), name, undefined, false);
    return name;
  }
}

/** The errors of Ajv in words, each once, at most three. */
export function inWords(errors: readonly ErrorObject[]): string[] {
  const words = errors.map(({ instancePath, message, params, keyword }) => {
    const subject = instancePath === '' ? 'the value' : `\`${instancePath}\``;
    const names = [params.additionalProperty, params.unevaluatedProperty].filter((name) => name !== undefined);
    const allowed = keyword === 'enum' ? ` (${listed((params.allowedValues as unknown[]).slice(0, 8))})` : '';
    return `${subject} ${message ?? keyword}${names.length > 0 ? ` (${listed(names)})` : ''}${allowed}`;
  });
  const distinct = [...new Set(words)];
  return distinct.length > 3 ? [...distinct.slice(0, 3), `and ${distinct.length - 3} more`] : distinct;
}
