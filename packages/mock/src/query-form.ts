import type { QueryForm } from '@launchspec/clients/validation';
import { type Document, resolve, type Schema } from './spec.js';

/**
 * Reads parameters such as `DataDisks.0.DiskSize=50` back into the body that they spell out. Text becomes a number or boolean where
 * the schema wants one; what cannot be read stays text, and a name that the schema does not know stays as it is, so that the
 * validator reports both. `own` are the names of the common parameters, which are not part of the body.
 */
export function readQueryForm(
  document: Document,
  form: QueryForm,
  parameters: URLSearchParams,
  own: ReadonlySet<string>,
): Record<string, unknown> {
  const root = node();
  for (const [name, value] of parameters) {
    if (own.has(name)) continue;
    const steps = stepsOf(document, form, name);
    if (steps) insert(root, steps, value);
    else insert(root, [name], value);
  }
  if (root.children.size === 0) return {};
  return build(document, form, { $ref: form.schema }, root) as Record<string, unknown>;
}

interface Node {
  readonly values: string[];
  readonly children: Map<string, Node>;
}

function node(): Node {
  return { values: [], children: new Map() };
}

function insert(root: Node, steps: readonly string[], value: string): void {
  let current = root;
  for (const step of steps) {
    const next = current.children.get(step) ?? node();
    current.children.set(step, next);
    current = next;
  }
  current.values.push(value);
}

/** The parts of a dotted name, or undefined when the schema has no such place. */
function stepsOf(document: Document, form: QueryForm, name: string): string[] | undefined {
  const steps = name.split(form.separator);
  let schema = resolve<Schema>(document, { $ref: form.schema });
  for (const step of steps) {
    const next =
      schema.items && /^(?:0|[1-9]\d{0,3})$/.test(step) ? schema.items : ownProperty(schema.properties, step);
    if (!next) return undefined;
    schema = resolve<Schema>(document, next);
  }
  return steps;
}

function ownProperty<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function build(document: Document, form: QueryForm, place: Schema | undefined, { values, children }: Node): unknown {
  const schema = place && resolve<Schema>(document, place);
  if (children.size === 0) {
    // A name given twice has no one value; an array of them breaks the type rule and so is reported.
    return values.length === 1 ? scalar(schema, form, values[0] as string) : values;
  }
  if (values.length > 0) return values[0]; // Both `A=x` and `A.B=y`: text where an object belongs, which is reported.
  if (schema?.items) {
    const indexes = [...children.keys()].sort((a, b) => Number(a) - Number(b));
    return indexes.map((index) => build(document, form, schema.items, children.get(index) as Node));
  }
  const entries = [...children].map(
    ([name, child]) => [name, build(document, form, ownProperty(schema?.properties, name), child)] as const,
  );
  return Object.fromEntries(entries);
}

function scalar(schema: Schema | undefined, form: QueryForm, value: string): unknown {
  const type = schema?.type;
  if (type === 'boolean' && form.booleans.includes(value)) return value.toLowerCase() === 'true';
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'number' && /^-?\d{1,15}(\.\d+)?$/.test(value)) return Number(value);
  return value;
}
