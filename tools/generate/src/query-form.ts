import { type Document, operationsOf, type Parameter, resolve, type Schema } from './openapi.js';

interface QueryForm {
  schema: string;
  separator: string;
  firstIndex: 0 | 1;
  booleans: string[];
}

/**
 * Spells out `x-query-form`: adds to the operation one query parameter for each scalar of the named body schema. An array is
 * written with its first index; the description says that the next elements count up from there.
 */
export function expandQueryForms(document: Document): Document {
  const copy = structuredClone(document);
  for (const { operation } of operationsOf(copy)) {
    const form = operation['x-query-form'] as QueryForm | undefined;
    if (!form) continue;
    operation.parameters = [...(operation.parameters ?? []), ...flatten(copy, form)];
  }
  return copy;
}

function flatten(document: Document, form: QueryForm): Parameter[] {
  const parameters: Parameter[] = [];
  const visit = (name: string, place: Schema, required: boolean, arrays: number, ancestors: readonly Schema[]): void => {
    const target = resolve(document, place);
    const schema = { ...target, ...place };
    // A type that holds itself would go on for ever.
    if (schema.readOnly === true || ancestors.includes(target)) return;
    const line = [...ancestors, target];
    if (schema.properties) {
      for (const [key, property] of Object.entries(schema.properties)) {
        const named = name === '' ? key : `${name}${form.separator}${key}`;
        visit(named, property, required && (schema.required ?? []).includes(key), arrays, line);
      }
    } else if (schema.items) {
      const items = { ...pickDocumentation(schema), ...schema.items };
      visit(`${name}${form.separator}${form.firstIndex}`, items, false, arrays + 1, line);
    } else {
      parameters.push(parameter(name, schema, required, arrays, form));
    }
  };
  visit('', { $ref: form.schema }, true, 0, []);
  return parameters;
}

function pickDocumentation(schema: Schema): Schema {
  const keys = ['description', 'x-description-zh', 'x-beyond-document', 'x-reference', 'x-sensitive'];
  return Object.fromEntries(keys.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])));
}

function parameter(name: string, schema: Schema, required: boolean, arrays: number, form: QueryForm): Parameter {
  const { $ref, description, title, ...rest } = schema;
  const { 'x-description-zh': zh, 'x-sensitive': sensitive, 'x-ignored': ignored, ...constraints } = rest;
  const next = name.replace(`${form.separator}${form.firstIndex}`, `${form.separator}${form.firstIndex + 1}`);
  return {
    name,
    in: 'query',
    required,
    description: `${description ?? ''}${arrays > 0 ? ` Further elements count up: \`${next}\`, and so on.` : ''}`,
    'x-description-zh': `${zh ?? ''}${arrays > 0 ? `后续元素的序号依次递增，如 \`${next}\`。` : ''}`,
    ...(sensitive === undefined ? {} : { 'x-sensitive': sensitive }),
    ...(ignored === undefined ? {} : { 'x-ignored': ignored }),
    schema: schema.type === 'boolean' ? { type: 'string', enum: form.booleans } : constraints,
  };
}
