import { type Document, type Operation, operationsOf, type Parameter, resolve, type Schema } from './openapi.js';

/** The extension `x-query-form`. */
export interface QueryForm {
  schema: string;
  separator: string;
  firstIndex: 0 | 1;
  booleans: string[];
}

/** What an operation says once, for the form with a body and for the form with a query. */
const OF_BOTH_FORMS = ['x-idempotency', 'x-purchase', 'x-lifecycle', 'x-validations'];

/**
 * Spells out `x-query-form`: adds to the operation one query parameter for each scalar of the named body schema, and what the
 * operation that takes that schema as its body says of itself. An array is written with its first index; the description says
 * that the next elements count up from there.
 */
export function expandQueryForms(document: Document): Document {
  const copy = structuredClone(document);
  for (const { operation } of operationsOf(copy)) {
    const form = operation['x-query-form'] as QueryForm | undefined;
    if (!form) continue;
    operation.parameters = [...(operation.parameters ?? []), ...flatten(copy, form)];
    const body = bodyFormOf(copy, operation);
    for (const extension of OF_BOTH_FORMS) {
      if (body?.[extension] !== undefined) operation[extension] = body[extension];
    }
  }
  return copy;
}

/** The operation whose body an operation with `x-query-form` spells out in its query. */
export function bodyFormOf(document: Document, operation: Operation): Operation | undefined {
  const form = operation['x-query-form'] as QueryForm | undefined;
  return operationsOf(document).find(
    (each) => form && each.operation.requestBody?.content['application/json']?.schema.$ref === form.schema,
  )?.operation;
}

/** The parameters of an operation that are not spelt out from its `x-query-form`. */
export function handWrittenParameters(document: Document, operation: Operation): Parameter[] {
  const form = operation['x-query-form'] as QueryForm | undefined;
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(document, parameter));
  if (!form) return parameters;
  const fields = Object.keys(resolve<Schema>(document, { $ref: form.schema }).properties ?? {});
  return parameters.filter(
    (parameter) => parameter.in !== 'query' || !fields.includes(parameter.name.split(form.separator)[0] as string),
  );
}

function flatten(document: Document, form: QueryForm): Parameter[] {
  const parameters: Parameter[] = [];
  const visit = (name: string, place: Schema, context: Context): void => {
    const target = resolve(document, place);
    const schema = { ...target, ...place };
    // A type that holds itself would go on for ever.
    if (schema.readOnly === true || context.ancestors.includes(target)) return;
    const inner = { ...context, ancestors: [...context.ancestors, target] };
    if (schema.properties) {
      for (const [key, property] of Object.entries(schema.properties)) {
        const required = context.required && (schema.required ?? []).includes(key);
        visit(name === '' ? key : `${name}${form.separator}${key}`, property, { ...inner, required });
      }
    } else if (schema.items) {
      const items = { ...elementDocumentation(schema), ...schema.items };
      visit(`${name}${form.separator}${form.firstIndex}`, items, {
        ...inner,
        required: false,
        repeats: context.repeats || schema.maxItems !== 1,
      });
    } else {
      parameters.push(parameter(name, schema, context, form));
    }
  };
  visit('', { $ref: form.schema }, { required: true, repeats: false, ancestors: [] });
  return parameters;
}

interface Context {
  readonly required: boolean;
  /** Whether an array on the way here may hold more than one element. */
  readonly repeats: boolean;
  readonly ancestors: readonly Schema[];
}

/** What an array says that holds for each of its elements. */
function elementDocumentation(array: Schema): Schema {
  const keys = ['description', 'x-description-zh', 'x-beyond-document', 'x-reference', 'x-sensitive'];
  const kept = Object.fromEntries(keys.flatMap((key) => (array[key] === undefined ? [] : [[key, array[key]]])));
  return array.examples ? { ...kept, examples: array.examples.flat() } : kept;
}

function parameter(name: string, schema: Schema, { required, repeats }: Context, form: QueryForm): Parameter {
  const { $ref, description, title, 'x-description-zh': zh, ...rest } = schema;
  const next = name.replace(`${form.separator}${form.firstIndex}`, `${form.separator}${form.firstIndex + 1}`);
  // What says something about the field is said of the parameter; which error answers it stays with its schema.
  const isMark = ([key]: [string, unknown]) => key.startsWith('x-') && key !== 'x-violation-errors';
  const constraints = Object.fromEntries(Object.entries(rest).filter((entry) => !isMark(entry)));
  return {
    name,
    in: 'query',
    required,
    description: `${description ?? ''}${repeats ? ` Further elements count up: \`${next}\`, and so on.` : ''}`,
    'x-description-zh': `${zh ?? ''}${repeats ? `后续元素的序号依次递增，如 \`${next}\`。` : ''}`,
    ...Object.fromEntries(Object.entries(rest).filter(isMark)),
    schema: schema.type === 'boolean' ? { type: 'string', enum: form.booleans } : constraints,
  };
}
