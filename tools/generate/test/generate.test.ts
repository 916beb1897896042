import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../src/bundle.js';
import { BundleError } from '../src/bundle-error.js';
import { type Document, operationsOf, parametersOf } from '../src/openapi.js';
import { operationTable } from '../src/operation-table.js';
import { errorsSource, operationsSource } from '../src/operations.js';
import { singleActionDocuments } from '../src/single-action.js';
import { types } from '../src/types.js';
import { validatorsSource } from '../src/validators.js';

const specs = fileURLToPath(new URL('./specs', import.meta.url));
let document: Document;

beforeAll(async () => {
  document = await bundle('toy', specs);
});

test('a spec that cannot be joined is one error that names the API', async () => {
  const error = await bundle('missing', specs).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(BundleError);
  expect((error as BundleError).api).toBe('missing');
});

test('the bundle says what made it and keeps path keys with a fragment', () => {
  expect(document['x-generated']).toContain('specs/toy');
  expect(Object.keys(document.paths)).toEqual(['/#Launch']);
});

describe('query forms', () => {
  test('every scalar of the body becomes a parameter, arrays with their first index', () => {
    const get = operationsOf(document).find(({ method }) => method === 'get');
    const names = get
      ? parametersOf(document, get.operation).map(({ name, required }) => (required ? `${name}!` : name))
      : [];
    // Place.Serial is read-only; Disks.0.Parent would go on for ever, so a type stops where it meets itself.
    expect(names).toEqual([
      'Action!',
      'Zone!',
      'Place.Room!',
      'Disks.0.Size',
      'Disks.0.Key',
      'Ids.0',
      'Count',
      'Quick',
      'Password',
      'Token',
      'Start',
    ]);
  });

  test.each([
    ['Quick', { type: 'string', enum: ['TRUE', 'FALSE'] }],
    ['Ids.0', { type: 'string' }],
    ['Count', { type: 'integer', format: 'int32', minimum: 1, default: 1 }],
  ])('%s has the schema %j', (name, schema) => {
    const get = operationsOf(document).find(({ method }) => method === 'get');
    const parameter = get && parametersOf(document, get.operation).find((each) => each.name === name);
    expect(parameter?.schema).toEqual(schema);
  });

  test('an array says how the next element is named, in both languages', () => {
    const get = operationsOf(document).find(({ method }) => method === 'get');
    const parameter = get && parametersOf(document, get.operation).find(({ name }) => name === 'Ids.0');
    expect(parameter?.description).toContain('`Ids.1`');
    expect(parameter?.['x-description-zh']).toContain('`Ids.1`');
  });

  test('the rules of the body hold for its query form too', () => {
    const rules = operationsOf(document).map(({ operation }) => [operation.operationId, operation['x-validations']]);
    const quick = [expect.objectContaining({ id: 'quick-is-one' })];
    expect(rules).toEqual([
      ['Launch', quick],
      ['LaunchGet', quick],
    ]);
  });
});

test('an action key gives a document of its own under the plain path', () => {
  const singles = singleActionDocuments(document);
  expect([...singles.keys()]).toEqual(['Launch']);
  expect(Object.keys(singles.get('Launch')?.paths ?? {})).toEqual(['/']);
});

describe('types', () => {
  const request = "Launch['requestBody']['content']['application/json']";
  const answer = (status: string) => `Launch['responses'][${status}]['content']['application/json']['Response']`;
  const compiles: Record<string, string> = {
    'headers that the client supplies are optional': "const header: Launch['parameters']['header'] = {};",
    'a property with a default is optional': `const body: ${request} = { Zone: 'z', Place: { Room: 'r' } };`,
    'an error with HTTP 200 is the default response': `const code = (answer: ${answer("'default'")}): string => answer.Error.Code;`,
    'a 200 is a success only': `const ids = (answer: ${answer('200')}): string[] => answer.Ids;`,
  };
  const fails: Record<string, string> = {
    'an unknown property': `const body: ${request} = { Zone: 'z', Place: { Room: 'r' }, Zoo: 1 };`,
    'a missing required property': `const body: ${request} = { Zone: 'z' };`,
    'an error read from a 200': `const code = (answer: ${answer('200')}) => answer.Error;`,
  };
  let errors: Map<string, number>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launchspec-types-'));
    const uses = Object.entries({ ...compiles, ...fails }).map(([name, use], index) => ({
      name,
      use,
      file: join(folder, `use${index}.ts`),
    }));
    await writeFile(join(folder, 'types.ts'), await types('toy', document));
    for (const { use, file } of uses) {
      await writeFile(
        file,
        `import type { operations } from './types.js';\ntype Launch = operations['Launch'];\nexport ${use}\n`,
      );
    }
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    };
    const diagnostics = ts.getPreEmitDiagnostics(
      ts.createProgram(
        uses.map(({ file }) => file),
        options,
      ),
    );
    errors = new Map(
      uses.map(({ name, file }) => [name, diagnostics.filter((each) => each.file?.fileName === file).length]),
    );
    await rm(folder, { recursive: true });
  });

  test.each(Object.keys(compiles))('%s', (name) => expect(errors.get(name)).toBe(0));
  test.each(Object.keys(fails))('%s does not compile', (name) => expect(errors.get(name)).toBe(1));
});

describe('operations', () => {
  const read = (source: string): Record<string, unknown> =>
    JSON.parse(source.slice(source.indexOf('{', source.indexOf('export const')), source.lastIndexOf('} as const') + 1));

  test('headers, idempotency and sensitive places are data', () => {
    const { operations } = read(operationsSource('toy', document)) as {
      operations: Record<string, Record<string, unknown>>;
    };
    expect(operations.Launch).toMatchObject({
      method: 'post',
      path: '/#Launch',
      headers: { 'X-Action': { value: 'Launch' }, 'X-Region': { from: 'region' } },
      idempotency: { token: 'Token', maxLength: 8 },
      sensitive: ['/body/Disks/*/Key', '/body/Password'],
    });
    expect(operations.LaunchGet).toMatchObject({
      method: 'get',
      // What the operation with the body says of itself holds for both.
      idempotency: { token: 'Token', maxLength: 8 },
      query: { Action: { from: 'caller' } },
      // As it goes over the wire, and before it is flattened.
      sensitive: ['/query/Disks.*.Key', '/query/Password', '/body/Disks/*/Key', '/body/Password'],
    });
  });

  test('errors are the examples that have a code, successes are not', () => {
    const source = errorsSource('toy', document);
    const launch = source.slice(source.indexOf('{', source.indexOf('const Launch =')), source.indexOf(' as const'));
    expect(JSON.parse(launch)).toEqual({
      SoldOut: { status: 200, code: 'SoldOut', message: 'Sold out', beyondDocument: false },
      Odd: { status: 200, code: 'Odd', message: 'Odd', beyondDocument: true },
    });
  });

  test('operations with the same errors share them', () => {
    const table = operationTable({
      name: 'errors',
      type: 'Table',
      valueType: 'Value',
      values: new Map([
        ['A', '{}'],
        ['B', '[]'],
        ['C', '{}'],
      ]),
    });
    expect(table.match(/^const \w+ = .*;$/gm)).toEqual([
      'const A = {} as const satisfies Value;',
      'const B = [] as const satisfies Value;',
    ]);
    expect(table).toContain('  A,\n  B,\n  C: A,\n');
  });
});

describe('validators', () => {
  type Validator = ((request: unknown) => boolean) & { errors?: { instancePath: string; keyword: string }[] | null };
  let validators: Record<string, Validator>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launchspec-validators-'));
    const { outputText } = ts.transpileModule(await validatorsSource('toy', document), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    await writeFile(join(folder, 'validators.mjs'), outputText);
    ({ validators } = (await import(pathToFileURL(join(folder, 'validators.mjs')).href)) as {
      validators: Record<string, Validator>;
    });
    await rm(folder, { recursive: true });
  });

  const valid = { header: { 'x-action': 'Launch', 'x-region': 'r' }, body: { Zone: 'z', Place: { Room: 'r' } } };

  test('a valid request passes, also without what a signer adds', () => {
    expect(validators.Launch?.(valid)).toBe(true);
  });

  test.each([
    ['/body/Place', 'required', { ...valid, body: { Zone: 'z', Place: {} } }],
    ['/body', 'additionalProperties', { ...valid, body: { ...valid.body, zone: 'z' } }],
    ['/body/Place', 'additionalProperties', { ...valid, body: { Zone: 'z', Place: { Room: 'r', Serial: 's' } } }],
    ['/body/Count', 'maximum', { ...valid, body: { ...valid.body, Count: 2 ** 31 } }],
    ['/body/Count', 'minimum', { ...valid, body: { ...valid.body, Count: 0 } }],
    ['/body/Start', 'format', { ...valid, body: { ...valid.body, Start: '2023-02-29' } }],
    [
      '/body/Disks/0/Parent/Size',
      'multipleOf',
      { ...valid, body: { ...valid.body, Disks: [{ Size: 10, Parent: { Size: 5 } }] } },
    ],
    ['/header/x-action', 'const', { ...valid, header: { ...valid.header, 'x-action': 'Other' } }],
    ['/header', 'required', { ...valid, header: { 'x-action': 'Launch' } }],
  ])('%s breaks %s', (path, keyword, request) => {
    expect(validators.Launch?.(request)).toBe(false);
    expect(validators.Launch?.errors).toEqual([expect.objectContaining({ instancePath: path, keyword })]);
  });

  test('of a query form the common parameters and the body are checked', () => {
    expect(validators.LaunchGet?.({ query: { Action: 'Launch' }, body: valid.body })).toBe(true);
    expect(validators.LaunchGet?.({ query: {}, body: valid.body })).toBe(false);
  });
});
