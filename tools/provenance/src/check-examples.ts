import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Bundle, isBeyond } from './bundle.js';
import { sourceOf, type WireMessage } from './facts.js';
import { type Finding, finding } from './finding.js';
import type { Links } from './link.js';
import { type ExampleLink, type Side, valuePointer } from './link-examples.js';
import type { Pointer } from './pointer.js';
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

/** Method, address and headers of a printed request, as far as it has them. */
function checkRequestLine({ example, number }: ExampleLink, bundle: Bundle): Finding[] {
  const { method, path, headers = {} } = example.request ?? {};
  const source = `${sourceOf(example)} > example ${number}, request`;
  const operations = bundle.operations().filter(({ node }) => !isBeyond(node));
  const sameMethod = operations.filter((one) => method === undefined || method.toLowerCase() === one.method);
  const fits = sameMethod.filter((one) => path === undefined || matches(path, one.path));
  const operation = fits[0] ?? sameMethod[0] ?? operations[0];
  if (!operation) return [];
  const findings: Finding[] = [];
  const report = (rule: Finding['rule'], what: string, printed: string, actual: string, at: Pointer) =>
    findings.push(finding(rule, `the document ${what} ${printed}, the spec ${actual}`, at, [], source));
  if (sameMethod.length === 0)
    report('operation-differs', 'sends', method ?? '', operation.method.toUpperCase(), operation.pointer);
  else if (fits.length === 0)
    report('example-differs', 'sends to', path ?? '', operation.path.replace(/#.*$/u, ''), operation.pointer);
  for (const [name, value] of Object.entries(headers)) {
    const parameter = bundle
      .parameters(operation)
      .find(({ node }) => node.in === 'header' && String(node.name).toLowerCase() === name.toLowerCase());
    const schema = parameter && bundle.inside(parameter, 'schema');
    if (parameter && schema && schema.node.const !== undefined && schema.node.const !== value)
      report('example-differs', `has ${name}:`, value, print(schema.node.const), parameter.pointer);
  }
  const content = bundle.inside(operation, 'requestBody', 'content');
  const media = headerOf(example.request, 'content-type')?.split(';')[0]?.trim();
  if (content && media !== undefined && !Object.hasOwn(content.node, media))
    report('example-differs', 'sends', media, Object.keys(content.node).join(', '), content.pointer);
  const hosts = bundle.servers().flatMap(({ node }) => (isBeyond(node) ? [] : hostOf(String(node.url))));
  const host = printedHost(example.request);
  if (host !== undefined && !hosts.includes(host))
    report('operation-differs', 'sends to', host, hosts.join(', ') || 'none', '#/servers');
  const behind = headerOf(example.request, 'host')?.replace(/^[^/]*/u, '') ?? '';
  if (behind !== '' && !matches(behind, operation.path))
    report('operation-differs', 'sends to a host at', behind, operation.path.replace(/#.*$/u, ''), operation.pointer);
  return findings;
}

/** The host that a request is printed with; vendors print the path behind it, too. */
export function printedHost(request: WireMessage | undefined): string | undefined {
  return request?.origin === undefined ? headerOf(request, 'host')?.split('/')[0] : hostOf(request.origin);
}

export function headerOf(request: WireMessage | undefined, wanted: string): string | undefined {
  return Object.entries(request?.headers ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

export function hostOf(url: string): string {
  return url.replace(/^https?:\/\//u, '').replace(/\/.*$/u, '');
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
  // An entry about one value of an example explains nothing inside that value.
  const report = (rule: Finding['rule'], message: string, at: Pointer) =>
    finding(rule, message, at, [place.pointer, value], source);
  // Another casing is reported as such; that the schema refuses it too is no news.
  const invalid = schema ? problemsOf(respell(link.value, place.value), schema.pointer, bundle) : [];
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

function problemsOf(value: unknown, pointer: Pointer, bundle: Bundle): string[] {
  const validate = validatorAt(pointer, bundle);
  if (typeof validate === 'string') return [validate];
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error: ErrorObject) => {
    const what = error.keyword === 'additionalProperties' ? `: ${String(error.params.additionalProperty)}` : '';
    return `${error.instancePath || 'the whole'} ${error.message ?? error.keyword}${what}`;
  });
}

const compilers = new WeakMap<Bundle, Ajv2020>();

/** Compiles the schema at a pointer of the bundle, with what it refers to, once; or says why it cannot. Formats are the lint's business. */
function validatorAt(pointer: Pointer, bundle: Bundle): ValidateFunction | string {
  let compiler = compilers.get(bundle);
  if (!compiler) {
    compiler = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(
      bundle.document as object,
      'bundle',
    );
    compilers.set(bundle, compiler);
  }
  try {
    return (compiler.getSchema(`bundle${pointer}`) as ValidateFunction | undefined) ?? `${pointer} is no schema`;
  } catch (error) {
    return `the schema cannot be used: ${(error as Error).message}`;
  }
}
