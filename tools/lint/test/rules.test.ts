import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../src/plugin.js';
import source from './fixtures/specs/sample/source.json' with { type: 'json' };
import { type Edit, type Finding, lintSamples } from './sample.js';

type Path = readonly (string | number)[];

const set = (file: string, path: Path, to: unknown): Edit => ({ file, set: path, to });
const remove = (file: string, path: Path): Edit => ({ file, remove: path });

const ROOT = 'openapi.yaml';
const OPERATION = 'operations/create-thing.yaml';
const THING = 'schemas/Thing.yaml';
const NAMED = 'schemas/Named.yaml';
const REQUEST = 'schemas/CreateThingRequest.yaml';
const RESPONSE = 'schemas/CreateThingResponse.yaml';
const TREE = 'examples/tree-request.yaml';
const STATUS = 'schemas/ErrorStatus.yaml';
const ENTRIES = 'discrepancies.yaml';
const SOURCE = 'source.json';
const VALIDATION = {
  id: 'token-given',
  rule: 'has(self.clientToken)',
  message: 'Give a clientToken.',
  error: 'NAME_MISING',
  fields: ['/clientToken'],
};
const NAME_ERROR = ['content', 'application/json', 'examples', 'name-missing'];

/** What is changed, and what the message must say; the file is the one that the finding is in, when it is not the one changed. */
type Row = readonly [change: string, edits: readonly Edit[], message: string, file?: string];

const red: Readonly<Record<keyof typeof rules, readonly Row[]>> = {
  'path-entries-are-refs': [
    [
      'an operation stands in the table itself',
      [set(ROOT, ['paths', '/things', 'put'], inlineOperation())],
      'move the operation',
    ],
    [
      'a reference leads into the document',
      [set(ROOT, ['paths', '/things', 'put'], { $ref: '#/paths/~1things/post' })],
      'move the operation',
    ],
    [
      'a reference leads to another folder',
      [
        {
          file: 'other/create-thing.yaml',
          text: 'operationId: other\nsummary: Other\ndescription: Other\nx-description-zh: 另一个\nx-idempotency: none\nresponses: {"400": {$ref: ../responses/bad-request.yaml}, "404": {$ref: ../responses/not-found.yaml}}\n',
        },
        set(ROOT, ['paths', '/things', 'put'], { $ref: 'other/create-thing.yaml' }),
      ],
      '`put /things` is not a reference',
      ROOT,
    ],
  ],
  'descriptions-in-both-languages': [
    ['an operation has no summary', [remove(OPERATION, ['summary'])], 'has no `summary`'],
    ['an operation has no Chinese description', [remove(OPERATION, ['x-description-zh'])], 'add the Chinese one'],
    [
      'a parameter has no description',
      [remove('parameters/region.yaml', ['description'])],
      'parameter `region` has `x-description-zh` but no `description`',
    ],
    [
      'a parameter has neither',
      [remove('parameters/region.yaml', ['description']), remove('parameters/region.yaml', ['x-description-zh'])],
      'parameter `region` has no description',
    ],
    ['a description is blank', [set('parameters/region.yaml', ['description'], ' ')], 'no `description`'],
    ['a request body', [remove(OPERATION, ['requestBody', 'x-description-zh'])], 'The request body'],
    ['a response', [remove('responses/bad-request.yaml', ['x-description-zh'])], 'The response'],
    [
      'a response header',
      [remove(OPERATION, ['responses', '200', 'headers', 'X-Quota', 'x-description-zh'])],
      'header `X-Quota`',
    ],
    ['a tag', [remove(ROOT, ['tags', 0, 'x-description-zh'])], 'tag `thing`'],
    ['a security scheme', [remove('security-signature.yaml', ['x-description-zh'])], 'security scheme `Authorization`'],
    [
      'a type',
      [remove(THING, ['description']), remove(THING, ['x-description-zh'])],
      'type `Thing` has no description',
    ],
    [
      'a property',
      [remove(RESPONSE, ['properties', 'result', 'properties', 'thingId', 'description'])],
      'property `thingId`',
    ],
    [
      'a property whose reference has half of the pair',
      [remove(REQUEST, ['properties', 'thing', 'x-description-zh'])],
      'property `thing`',
    ],
  ],
  'example-or-enumeration': [
    ['a property', [remove(NAMED, ['properties', 'Name', 'examples'])], 'property `Name` shows no value'],
    ['an empty list', [set(NAMED, ['properties', 'Name', 'examples'], [])], 'property `Name`'],
    [
      'a nullable number, and the reference to it',
      [remove(THING, ['properties', 'width', 'examples'])],
      'property `width`',
    ],
    ['an array of scalars', [remove(THING, ['properties', 'sizes', 'items', 'examples'])], 'property `sizes`'],
    ['one of two alternatives', [remove(THING, ['properties', 'key', 'anyOf', 0, 'examples'])], 'property `key`'],
    [
      'a type that a property refers to',
      [remove('schemas/Colour.yaml', ['enum']), remove('schemas/Colour.yaml', ['x-beyond-document-values'])],
      'property `colour`',
      'schemas/Thing.yaml',
    ],
    ['a parameter', [remove('parameters/region.yaml', ['schema', 'examples'])], 'parameter `region`'],
    [
      'a header',
      [remove(OPERATION, ['responses', '200', 'headers', 'X-Quota', 'schema', 'examples'])],
      'header `X-Quota`',
    ],
  ],
  'schema-values-fit': [
    [
      'an example is too long',
      [set(NAMED, ['properties', 'Name', 'examples'], ['tree', 'evergreen'])],
      'The example "evergreen" does not fit',
    ],
    ['a default is too short', [set(NAMED, ['properties', 'Name', 'default'], '')], 'The default "" does not fit'],
    [
      'an enumerated value has another type',
      [set(THING, ['properties', 'key', 'anyOf', 1, 'enum'], ['one', 2])],
      'The enumerated value 2',
    ],
    [
      'an example beside a reference',
      [set(REQUEST, ['properties', 'thing', 'examples'], [{ Name: 'a', color: 'red' }])],
      '(`color`)',
    ],
    [
      'an example is out of the range of its format',
      [set(THING, ['properties', 'sizes', 'items', 'examples'], [2 ** 31])],
      'int32',
    ],
    [
      'a value beyond the document is not enumerated',
      [set('schemas/Colour.yaml', ['x-beyond-document-values'], ['blue', 'teal'])],
      '"teal" is marked as beyond',
    ],
  ],
  'examples-validate': [
    [
      'a required property is missing',
      [remove('examples/tree-response.yaml', ['value', 'requestId'])],
      "required property 'requestId'",
    ],
    [
      'a limit behind allOf',
      [set(TREE, ['value', 'thing', 'Name'], 'evergreen')],
      '`/thing/Name` must NOT have more than 8',
    ],
    ['a misspelt property in a closed object', [set(TREE, ['value', 'thing', 'collar'], 'red')], '(`collar`)'],
    [
      'a value deep in a recursive type',
      [set(TREE, ['value', 'thing', 'parts', 0, 'colour'], 'pink')],
      '`/thing/parts/0/colour` must be equal to one of',
    ],
    ['a condition', [set(TREE, ['value', 'thing', 'sizes'], [])], 'must NOT have fewer than 1 items'],
    [
      'an undeclared property in an open object',
      [set('examples/tree-response.yaml', ['value', 'result', 'thingID'], 't-1')],
      '`/result/thingID` is not declared',
    ],
    [
      'a response example in the singular',
      [
        set(
          'operations/create-thing-query.yaml',
          ['responses', '200', 'content', 'application/json', 'example', 'requestId'],
          7,
        ),
      ],
      '`/requestId` must be string',
    ],
    ['a parameter example', [set('parameters/region.yaml', ['examples'], { bad: { value: 7 } })], 'The example `bad`'],
  ],
  'every-error-is-named': [
    [
      'a documented code has no example',
      [set(STATUS, ['enum'], ['NAME_MISING', 'NOT_FOUND', 'TEAPOT', 'NO_LUCK']), printed('codes', { add: 'NO_LUCK' })],
      'No named response example has the error code `NO_LUCK`',
    ],
    [
      'a code that is marked as beyond some documents, but not this one, has no example',
      [printed('codes', { add: 'TEAPOT' })],
      'No named response example has the error code `TEAPOT`',
      STATUS,
    ],
    [
      'an example has an unknown code',
      [set('responses/bad-request.yaml', [...NAME_ERROR, 'value', 'error', 'status'], 'NAME_MISSING'), openStatus()],
      '"NAME_MISSING"',
      'responses/bad-request.yaml',
    ],
    [
      'a numeric code differs from the HTTP status',
      [set('responses/bad-request.yaml', [...NAME_ERROR, 'value', 'error', 'code'], 404)],
      '`error.code` of the example `name-missing` is 404',
    ],
    ['there is no envelope', [remove(ROOT, ['x-envelope'])], 'no `x-envelope`'],
  ],
  'error-policies-name-examples': [
    [
      'a violation is answered with an unknown name',
      [set(ROOT, ['x-violation-errors', '*'], 'name-mising')],
      'no named response example of `createThing`, `createThingQuery`',
    ],
    [
      'one operation lacks the example of a violation',
      [
        set('operations/create-thing-query.yaml', ['responses', '400', 'content'], {
          'application/json': { schema: { $ref: '../schemas/ErrorResponse.yaml' } },
        }),
        set('operations/create-thing-query.yaml', ['responses', '400', 'description'], 'Wrong'),
        set('operations/create-thing-query.yaml', ['responses', '400', 'x-description-zh'], '有误'),
        remove('operations/create-thing-query.yaml', ['responses', '400', '$ref']),
      ],
      'no named response example of `createThingQuery`',
      ROOT,
    ],
    [
      'a property is answered with an unknown name',
      [set(NAMED, ['properties', 'Name', 'x-violation-errors'], { maxLength: 'too-long' })],
      '`too-long` is no named response example of `createThing`, `createThingQuery`',
    ],
    [
      'the gateway answers with an unknown name',
      [set(ROOT, ['x-gateway-errors', 'internal'], 'internal-error')],
      '`internal-error` is no named response example of any operation',
    ],
  ],
  'extensions-match-their-schema': [
    [
      'a Chinese description that is not Chinese',
      [set(NAMED, ['x-description-zh'], 'Something with a name')],
      '`x-description-zh` does not have its form',
    ],
    ['an unknown extension', [set(NAMED, ['x-colour'], 'red')], '`x-colour` is not an extension of ours'],
    [
      'an unknown extension beside a reference',
      [set(REQUEST, ['properties', 'thing', 'x-secret'], true)],
      '`x-secret`',
    ],
    ['an unknown extension of a server', [set(ROOT, ['servers', 0, 'x-region'], 'north')], '`x-region`'],
    ['a wrong form', [set(THING, ['properties', 'width', 'x-unit'], 5)], '`x-unit` does not have its form'],
    ['a missing part', [remove(ROOT, ['x-gateway-errors', 'emptyBody'])], "required property 'emptyBody'"],
    [
      'an unknown source',
      [set(NAMED, ['x-reference'], 'sdk, hearsay [3P]')],
      '`hearsay` is not in specs/common/references.yaml',
    ],
    ['a mark without a source', [remove(NAMED, ['x-reference'])], '`x-beyond-document` names no source'],
    [
      'marked values without a source',
      [remove('schemas/Colour.yaml', ['x-reference'])],
      '`x-beyond-document-values` names no source',
    ],
  ],
  'discrepancies-hold-together': [
    [
      'an unknown id',
      [set(NAMED, ['properties', 'Name', 'x-discrepancies'], ['sample-name-case', 'sample-colour'])],
      '`sample-colour` is no entry',
    ],
    [
      'an unknown id in a wire example',
      [set('operations/create-thing-query.yaml', ['x-wire-examples', 'named', 'x-discrepancies'], ['sample-wire'])],
      '`sample-wire` is no entry',
    ],
    [
      'an entry lacks its reason',
      [remove(ENTRIES, [1, 'reason'])],
      "Entry `sample-query-form` of discrepancies.yaml does not have its form: the value must have required property 'reason'",
      'operations/create-thing-query.yaml',
    ],
    ['an entry has an unknown key', [set(ENTRIES, [1, 'note'], 'x')], '(`note`)', 'operations/create-thing-query.yaml'],
    [
      'two entries have one id',
      [
        set(ENTRIES, [2], {
          id: 'sample-name-case',
          where: '#/info',
          document: 'a',
          evidence: ['b'],
          decision: 'c',
          reason: 'd',
        }),
      ],
      'an id that another entry has',
      NAMED,
    ],
    [
      'a pointer leads nowhere',
      [set(ENTRIES, [0, 'where'], '#/components/schemas/Named/properties/name')],
      '`#/components/schemas/Named/properties` has no `name`',
      NAMED,
    ],
    [
      'a pointer crosses a reference',
      [set(ENTRIES, [0, 'where'], '#/components/schemas/CreateThingRequest/properties/thing/properties/width')],
      'go on from `#/components/schemas/Thing`',
      NAMED,
    ],
    [
      'a pointer is that of the file',
      [set(ENTRIES, [0, 'where'], ['#/info', '#/properties/Name'])],
      '`#/` has no `properties`',
      NAMED,
    ],
    [
      'the file is not a list',
      [{ file: ENTRIES, text: 'sample-name-case: {}\n' }, printed('properties', { drop: 'debug' })],
      'is not a list',
      ROOT,
    ],
    [
      'the file is missing',
      [{ file: ENTRIES, text: '' }, printed('properties', { drop: 'debug' })],
      '`sample-name-case` is no entry',
      NAMED,
    ],
  ],
  'vendor-spelling': [
    [
      'a corrected field',
      [printed('properties', { add: 'heigth', drop: 'height' })],
      'spells this property `heigth`; write it so, not `height`',
      THING,
    ],
    [
      'another casing',
      [printed('properties', { add: 'Width', drop: 'width' })],
      'spells this property `Width`; write it so, not `width`',
      THING,
    ],
    [
      'two casings in the document',
      [printed('properties', { add: 'Width' })],
      'both `width` and `Width`; say in discrepancies.yaml',
      THING,
    ],
    [
      'a row of the document is missing',
      [printed('properties', { add: 'weight' })],
      'The property `weight` of the document is not in the spec',
      ROOT,
    ],
    [
      'a row is missing that a discrepancy decides for',
      [
        printed('properties', { add: 'weight' }),
        set(ENTRIES, [1, 'document'], 'The row weight is written wieght elsewhere; debug is extra.'),
        set(ENTRIES, [1, 'decision'], 'Always weight; the extra one is left out.'),
      ],
      'The property `weight` of the document is not in the spec',
      ROOT,
    ],
    ['a parameter is missing', [printed('parameters', { add: 'zone' })], 'The parameter `zone`', ROOT],
    ['a type is missing', [printed('types', { add: 'Shape' })], 'The type `Shape`', ROOT],
    [
      'a corrected code',
      [
        set(STATUS, ['enum'], ['NAME_MISSING', 'NOT_FOUND', 'TEAPOT']),
        set('responses/bad-request.yaml', [...NAME_ERROR, 'value', 'error', 'status'], 'NAME_MISSING'),
      ],
      'The error code `NAME_MISING` of the document is not in the spec',
      ROOT,
    ],
    [
      'a field that the document lacks',
      [printed('properties', { drop: 'sizes' })],
      'The document has no field `sizes`',
      THING,
    ],
    [
      'a type that the document lacks',
      [printed('types', { add: 'CreateThingRequest', drop: 'Thing' })],
      'The document has no type `Thing`',
      THING,
    ],
    [
      'a parameter that the document lacks',
      [printed('parameters', { drop: 'region' })],
      'The document has no field `region`',
      'parameters/region.yaml',
    ],
    [
      'a code that the document lacks',
      [printed('codes', { drop: 'NOT_FOUND' })],
      'The document has no error code `NOT_FOUND`',
      STATUS,
    ],
  ],
  'closed-request-objects': [
    ['a body', [remove(REQUEST, ['additionalProperties'])], 'takes any property'],
    ['a type that allOf composes', [remove(THING, ['unevaluatedProperties'])], '`unevaluatedProperties: false`'],
    [
      'an object inside a closed one',
      [set(THING, ['properties', 'parts', 'items'], { type: 'object', properties: {} })],
      'takes any property',
    ],
    [
      'a branch of an open choice',
      [set(THING, ['properties', 'key', 'anyOf', 1], { type: 'object', properties: {}, examples: [{}] })],
      'takes any property',
    ],
  ],
  'idempotency-token-exists': [
    ['an unknown field', [set(OPERATION, ['x-idempotency', 'token'], 'token')], '`token` is neither a property'],
    [
      'an unknown field of a query form',
      [set('operations/create-thing-query.yaml', ['x-idempotency', 'token'], 'token')],
      '`token` is neither a property',
    ],
    ['another length', [set(OPERATION, ['x-idempotency', 'maxLength'], 32)], '32 here and 64 at the field'],
    [
      'a field without a length',
      [remove(REQUEST, ['properties', 'clientToken', 'maxLength'])],
      '64 here and missing at the field',
      OPERATION,
    ],
  ],
  'repeats-and-lookups-are-said': [
    [
      'an operation that does not say',
      [remove(OPERATION, ['x-idempotency'])],
      'whether this operation may be sent twice',
    ],
    [
      'a lookup that is not there',
      [set(OPERATION, ['x-purchase'], { count: '/count', ids: '/result', lookup: { operation: 'findThing' } })],
      'no operation `findThing`',
    ],
    [
      'a lifecycle that is not there',
      [
        set(OPERATION, ['x-lifecycle'], {
          operation: 'findThing',
          ask: { in: 'path', name: 'id' },
          answer: '/result',
          id: 'id',
          state: 'state',
          pending: [],
          ready: [],
          failed: [],
        }),
      ],
      'no operation `findThing`',
    ],
  ],
  'validations-name-what-exists': [
    ['an id used twice', [set(OPERATION, ['x-validations'], [VALIDATION, VALIDATION])], 'is used twice'],
    [
      'a code without an answer',
      [set(OPERATION, ['x-validations'], [{ ...VALIDATION, error: 'NOTHING' }])],
      'has the code `NOTHING`',
    ],
    [
      'an example of another code',
      [set(OPERATION, ['x-validations'], [{ ...VALIDATION, example: 'tree' }])],
      '`tree` is no response example with the code',
    ],
    [
      'a field that the body lacks',
      [set(OPERATION, ['x-validations'], [{ ...VALIDATION, fields: ['/clientToken', '/thing/nothing'] }])],
      'no field `/thing/nothing`',
    ],
  ],
};

/** Changes that break no rule. */
const green: readonly (readonly [change: string, edits: readonly Edit[]])[] = [
  ['nothing is changed', []],
  ['no facts of the document', [{ file: SOURCE, text: '{}' }]],
  ['two casings that a discrepancy explains', [printed('properties', { add: 'name' })]],
  ['another casing that a discrepancy of the place explains', [printed('properties', { add: 'name', drop: 'Name' })]],
  [
    'a name that only the examples of the document have',
    [
      printed('properties', { drop: 'requestId' }),
      set(SOURCE, ['examples'], [{ response: { body: { requestId: 'r-1' } } }]),
    ],
  ],
  ['facts without codes', [set(SOURCE, ['spellings', 'codes'], [])]],
  [
    'a token in the query',
    [
      set(OPERATION, ['parameters', 1], {
        name: 'token',
        in: 'query',
        description: 'Token',
        'x-description-zh': '令牌',
        'x-beyond-document': true,
        'x-reference': 'sdk [SRC]',
        schema: { type: 'string', maxLength: 8, examples: ['a'] },
      }),
      set(OPERATION, ['x-idempotency'], { token: 'token', maxLength: 8 }),
    ],
  ],
  ['a rule across fields', [set(OPERATION, ['x-validations'], [VALIDATION])]],
  ['no token at all', [set(OPERATION, ['x-idempotency'], 'none')]],
  ['a query form that leaves it to the body', [remove('operations/create-thing-query.yaml', ['x-idempotency'])]],
  [
    'an object that only answers have is open',
    [
      set(REQUEST, ['properties', 'result'], {
        readOnly: true,
        type: 'object',
        description: 'Result',
        'x-description-zh': '结果',
        properties: {},
      }),
    ],
  ],
  [
    'a response with a range of statuses',
    [set(OPERATION, ['responses', '4XX'], { $ref: '../responses/not-found.yaml' })],
  ],
  ['a boolean schema', [set(THING, ['properties', 'parts', 'items'], true)]],
];

let findings: readonly Finding[][] = [];
const rows = Object.entries(red).flatMap(([rule, list]) =>
  list.map(([change, edits, message, file]) => ({ rule, change, edits, message, file })),
);

beforeAll(async () => {
  findings = await lintSamples([...rows.map(({ edits }) => edits), ...green.map(([, edits]) => edits)]);
}, 120_000);

describe.each(Object.keys(red))('%s is red and nothing else is', (rule) => {
  test.each(rows.flatMap((row, index) => (row.rule === rule ? [{ ...row, index }] : [])))(
    '$change',
    ({ index, edits, message, file }) => {
      const found = findings[index] ?? [];
      expect(new Set(found.map((finding) => finding.rule))).toEqual(new Set([`launchspec/${rule}`]));
      expect(found.map((finding) => finding.message)).toContainEqual(expect.stringContaining(message));
      expect(found.map((finding) => finding.file)).toContain(`sample/${file ?? edits[0]?.file}`);
    },
  );
});

describe('everything is green', () => {
  test.each(green.map(([change], index) => ({ change, index })))('$change', ({ index }) => {
    expect(findings[rows.length + index]).toEqual([]);
  });
});

test('redocly.yaml has every rule as an error', async () => {
  const config = parse(await readFile(new URL('../../../redocly.yaml', import.meta.url), 'utf8')) as {
    rules?: Record<string, unknown>;
  };
  const ours = Object.entries(config.rules ?? {}).filter(([name]) => name.startsWith('launchspec/'));
  expect(Object.fromEntries(ours)).toEqual(
    Object.fromEntries(Object.keys(rules).map((name) => [`launchspec/${name}`, 'error'])),
  );
});

function inlineOperation(): unknown {
  return {
    operationId: 'inline',
    summary: 'Inline',
    description: 'Inline',
    'x-description-zh': '内联',
    'x-idempotency': 'none',
    responses: { '400': { $ref: 'responses/bad-request.yaml' }, '404': { $ref: 'responses/not-found.yaml' } },
  };
}

/** The name of an error becomes any text, so that only our rule looks at it. */
function openStatus(): Edit {
  return set('schemas/ErrorResponse.yaml', ['properties', 'error', 'properties', 'status', 'anyOf', 2], {
    type: 'string',
    examples: ['A'],
  });
}

/** The names that the document prints, with one more or one less. */
function printed(list: keyof typeof source.spellings, { add, drop }: { add?: string; drop?: string }): Edit {
  const names = source.spellings[list].filter((name) => name !== drop);
  return set(SOURCE, ['spellings', list], add === undefined ? names : [...names, add]);
}
