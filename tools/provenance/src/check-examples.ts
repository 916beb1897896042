import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Bundle, isBeyond } from './bundle.js';
import { sourceOf } from './facts.js';
import { type Finding, finding } from './finding.js';
import type { Links } from './link.js';
import { type ExampleLink, type Side, valuePointer } from './link-examples.js';
import { between, type Pointer } from './pointer.js';
import { type Difference, differences, print, respell } from './values.js';

const SIDES: Record<Side, string> = { request: 'request', response: 'answer', wire: 'query' };

/** Compares the examples that the document prints with those of the spec, both ways, and validates them. */
export function checkExamples(links: Links, bundle: Bundle): Finding[] {
  const matched = new Set(links.examples.flatMap(({ place }) => (place ? [place.pointer] : [])));
  const extra = (['request', 'response', 'wire'] as const).flatMap((side) =>
    links.specExamples[side]
      .filter(({ beyond, pointer }) => !beyond && !matched.has(pointer))
      .map(({ name, pointer }) =>
        finding(
          'example-without-source',
          `the document has no such ${SIDES[side]} (${name}); mark it x-beyond-document or remove it`,
          pointer,
        ),
      ),
  );
  const requests = links.examples.filter(({ side }) => side === 'request');
  return [
    ...requests.flatMap((link) => checkRequestLine(link, bundle)),
    ...links.examples.flatMap((link) => checkExample(link, links, bundle)),
    ...extra,
  ];
}

/** Method, path and headers of a printed request, as far as it has them. */
function checkRequestLine({ example, number }: ExampleLink, bundle: Bundle): Finding[] {
  const { method, path, headers = {} } = example.request ?? {};
  const source = `${sourceOf(example)} > example ${number}, request`;
  const operations = bundle.operations().filter(({ node }) => !isBeyond(node));
  const fits = operations.filter(
    (operation) =>
      (method === undefined || method.toLowerCase() === operation.method) &&
      (path === undefined || matches(path, operation.path)),
  );
  const operation = fits[0] ?? operations[0];
  if (!operation) return [];
  const wrong = Object.entries(headers).flatMap(([name, value]) => {
    const parameter = bundle
      .parameters(operation)
      .find(({ node }) => node.in === 'header' && String(node.name).toLowerCase() === name.toLowerCase());
    const schema = parameter && bundle.inside(parameter, 'schema');
    if (!parameter || !schema || schema.node.const === undefined || schema.node.const === value) return [];
    return [
      finding(
        'example-differs',
        `the document has ${name}: ${value}, the spec ${print(schema.node.const)}`,
        parameter.pointer,
        [],
        source,
      ),
    ];
  });
  if (fits.length > 0) return wrong;
  const sent = [method, path].filter((part) => part !== undefined).join(' ');
  return [
    ...wrong,
    finding(
      'example-differs',
      `the document sends ${sent}, the spec ${operation.method.toUpperCase()} ${operation.path}`,
      operation.pointer,
      [],
      source,
    ),
  ];
}

function matches(path: string, template: string): boolean {
  const [left, right] = [path.split('/'), template.replace(/#.*$/u, '').split('/')];
  return left.length === right.length && right.every((part, index) => /^\{.*\}$/u.test(part) || part === left[index]);
}

function checkExample(link: ExampleLink, links: Links, bundle: Bundle): Finding[] {
  const { place, side, schema } = link;
  const source = `${sourceOf(link.example)} > example ${link.number}, ${SIDES[side]}`;
  if (!place)
    return [
      finding(
        'example-missing',
        `the spec has no such ${SIDES[side]}`,
        links.operations[0]?.pointer ?? '#/paths',
        [],
        source,
      ),
    ];
  const value = valuePointer(place);
  const report = (rule: Finding['rule'], message: string, at: Pointer) =>
    finding(rule, message, at, between(place.pointer, at), source);
  // Another casing is reported as such; that the schema refuses it too is no news.
  const invalid = schema ? problems(validatorAt(schema.pointer, bundle), respell(link.value, place.value)) : [];
  return [
    ...differences(link.value, place.value).map((difference) =>
      report(
        difference.kind === 'spelled' ? 'example-respelled' : 'example-differs',
        describe(difference),
        `${value}${difference.pointer}`,
      ),
    ),
    ...invalid.map((problem) => report('example-invalid', `as printed it is not valid: ${problem}`, value)),
  ];
}

function describe({ kind, left, right, pointer }: Difference): string {
  if (kind === 'spelled') return `the document spells ${String(left)}, the spec ${String(right)}`;
  if (kind === 'missing') return `the document has ${pointer} = ${JSON.stringify(left)}`;
  if (kind === 'added') return `the document has no ${pointer}`;
  return `the document has ${JSON.stringify(left)}, the spec ${JSON.stringify(right)}`;
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error: ErrorObject) => {
    const what = error.keyword === 'additionalProperties' ? `: ${String(error.params.additionalProperty)}` : '';
    return `${error.instancePath || 'the whole'} ${error.message ?? error.keyword}${what}`;
  });
}

const compilers = new WeakMap<Bundle, Ajv2020>();

/** Compiles the schema at a pointer of the bundle, with what it refers to, once. Formats are the lint's business. */
function validatorAt(pointer: Pointer, bundle: Bundle): ValidateFunction {
  let compiler = compilers.get(bundle);
  if (!compiler) {
    compiler = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(
      bundle.document as object,
      'bundle',
    );
    compilers.set(bundle, compiler);
  }
  const validate = compiler.getSchema(`bundle${pointer}`);
  if (!validate) throw new Error(`${pointer} is no schema`);
  return validate as ValidateFunction;
}
