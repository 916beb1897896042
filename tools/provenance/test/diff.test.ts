import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeKind } from '../src/change.js';
import { diff } from '../src/diff.js';
import { extract } from '../src/extract.js';
import { anyChange, anyModel, anyStyle, render, specOf } from './model.js';
import { discrepancy, toyBundle, toyFacts } from './toy.js';

const boat = '#/components/schemas/Boat/properties';
const request = '#/components/schemas/CreateBoatsRequest/properties';
const post = '#/paths/~1v1~1regions~1{regionId}~1boats/post';
const notFound = '#/components/responses/not-found/content/application~1json/examples';

/** The toy document, edited by hand in more than twenty ways: what was edited, and what is to be said of it. */
const EDITS: [string, [string, string], ChangeKind, string][] = [
  ['a row more', ['|**token**|', '|**speed**|Integer|否| | |快|\n|**token**|'], 'row-added', `${request}/speed`],
  [
    'a row less',
    ['|**age**|Integer|否|步长为2|\n', '|**rank**|Integer|否|军衔|\n'],
    'row-removed',
    '#/components/schemas/Sailor/properties/age',
  ],
  ['a row with another name', ['|**ports**|', '|**harbours**|'], 'row-renamed', `${boat}/ports`],
  ['another type', ['|**name**|String|', '|**name**|Integer|'], 'type', `${boat}/name`],
  [
    'one instead of many',
    ['|Array of [Sailor](createBoats#sailor)|', '|[Sailor](createBoats#sailor)|'],
    'type',
    `${boat}/crew`,
  ],
  ['a field that must be given', ['|**token**|String|否|', '|**token**|String|是|'], 'required', `${request}/token`],
  ['another default', ['|是|sail|row|', '|是|row|row|'], 'default', `${boat}/kind`],
  ['another default in prose', ['默认值：`1`', '默认值：`2`'], 'default', `${request}/count`],
  ['another example value', ['|north-1|', '|south-1|'], 'example-value', `${post}/parameters/0`],
  ['another range', ['`[1,10]`', '`[1,20]`'], 'limit', `${request}/count`],
  ['another value', ['取值：sail、row', '取值：sail、raft'], 'values', `${boat}/kind`],
  ['another text', ['|船的标识|', '|船的编号|'], 'text', '#/components/schemas/Result/properties/boatIds'],
  [
    'a type more',
    ['## 返回参数', '### Anchor\n|名称|类型|描述|\n|---|---|---|\n|w|String|重|\n\n## 返回参数'],
    'table-added',
    '#/components/schemas/Anchor',
  ],
  ['another method', ['## 请求方式\nPOST', '## 请求方式\nPUT'], 'operation', post],
  ['another address', ['https://boats.example/v1', 'https://boats.example/v2'], 'operation', post],
  ['another status', ['|**404**|NOT_FOUND|Port', '|**400**|NOT_FOUND|Port'], 'status', `${notFound}/port-not-found`],
  [
    'another code',
    ['BAD\\_NAME', 'WRONG\\_NAME'],
    'code',
    '#/components/responses/bad-request/content/application~1json/examples/bad-name',
  ],
  ['another message', ["Region 'xx' not found", "No region 'xx'"], 'message', `${notFound}/region-not-found`],
  [
    'an error more',
    ['|**200**||OK||\n', '|**200**||OK||\n|**429**|TOO_MANY|Too many boats|多|\n'],
    'error-added',
    `${post}/responses/429`,
  ],
  [
    'another value in a request',
    ['"count": 2}', '"count": 3}'],
    'example',
    '#/components/examples/one-request/value/count',
  ],
  [
    'another value in an answer',
    ['"requestId": "r-1"', '"requestId": "r-2"'],
    'example',
    '#/components/examples/one-response/value/requestId',
  ],
  ['another heading', ['## 返回参数', '## 输出参数'], 'heading', '#/components/schemas/CreateBoatsResponse'],
  ['another heading of an example', ['#### 示例一', '#### 示例二'], 'heading', post],
  ['a heading more', ['## 返回码', '## 附录\n\n## 返回码'], 'text', post],
  ['another link of a type', ['(createBoats#boat)', '(createShips#boat)'], 'text', `${request}/boat`],
  ['another anchor', ['<div id="boat">', '<div id="boats">'], 'text', post],
  [
    'a column less',
    [
      '|名称|类型|描述|\n|---|---|---|\n|**result**|[Result](createBoats#result)|结果|\n|**requestId**|String| |',
      '|名称|类型|\n|---|---|\n|**result**|[Result](createBoats#result)|\n|**requestId**|String|',
    ],
    'columns',
    '#/components/schemas/CreateBoatsResponse',
  ],
  ['a number of another width', ['|**count**|Integer|', '|**count**|Long|'], 'type', `${request}/count`],
  ['another introduction', ['造船。', '买船。'], 'text', post],
  ['another title', ['# createBoats\n', '# buildBoats\n'], 'title', post],
];

/** What the edit of a kind brings with it. */
const ALSO: Record<string, [ChangeKind, string][]> = {
  'a row less': [['row-added', '#/components/schemas/Sailor/properties/rank']],
  // No list, no number of elements.
  'one instead of many': [['limit', `${boat}/crew`]],
  // Result stands under the same heading.
  'another heading': [['heading', '#/components/schemas/Result']],
  'a column less': [['text', '#/components/schemas/CreateBoatsResponse/properties/result']],
};

describe('diff', () => {
  const before = toyFacts();

  it('finds nothing in the same document', () => {
    expect(diff(before, toyFacts(), toyBundle(), []).changes).toEqual([]);
  });

  it.each(EDITS)('says that there is %s', (what, edit, kind, pointer) => {
    const { changes } = diff(before, toyFacts(edit), toyBundle(), []);
    expect(changes.map((change) => [change.kind, change.pointer])).toEqual([[kind, pointer], ...(ALSO[what] ?? [])]);
  });

  it('says all of it when everything was edited at once', () => {
    const { changes } = diff(before, toyFacts(...EDITS.map(([, edit]) => edit)), toyBundle(), []);
    const found = changes.map((change) => [change.kind, change.pointer]);
    for (const [what, , kind, pointer] of EDITS) expect(found, what).toContainEqual([kind, pointer]);
  });

  it('says which rows stand in another order', () => {
    const [count, token] = [
      '|**count**|Integer|否| |2|数量。取值范围：`[1,10]`；默认值：`1`。|\n',
      '|**token**|String|否| |t-1|长度不能超过36个字符|\n',
    ];
    const [port, region] = [
      "|**404**|NOT_FOUND|Port 'xx' not found|没有港口|\n",
      "|**404**|NOT_FOUND|Region 'xx' not found|没有地域|\n",
    ];
    const { changes } = diff(
      before,
      toyFacts([count + token, token + count], [port + region, region + port]),
      toyBundle(),
      [],
    );
    expect(changes.map(({ kind, pointer, message }) => [kind, pointer, message])).toEqual([
      ['order', '#/components/schemas/CreateBoatsRequest', 'further up than before: token'],
      ['order', `${post}/responses`, "further up than before: 404 NOT_FOUND Region 'xx' not found"],
    ]);
  });

  it('says that a text changed along with a limit in it', () => {
    const edit: [string, string] = ['数量。取值范围：`[1,10]`', '总数。取值范围：`[1,20]`'];
    expect(diff(before, toyFacts(edit), toyBundle(), []).changes.map(({ kind }) => kind)).toEqual(['limit', 'text']);
  });

  it.each([
    ['host', 'POST /v1', 'POST https://boats.example/v1'],
    ['action', 'north-1/boats\n{', 'north-1/boats?Action=CreateBoats\n{'],
    ['header', 'north-1/boats\n{', 'north-1/boats\nX-Action: CreateBoats\n{'],
    ['placeholder', 'north-1/boats\n{', 'north-1/boats\n<common parameters>\n{'],
  ])('says that an example has another %s', (_, from, to) => {
    const { changes } = diff(before, toyFacts([from, to]), toyBundle(), []);
    expect(changes.map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ['example', '#/components/examples/one-request'],
    ]);
  });

  it('tells another form from no change at all', () => {
    const edition = diff(before, toyFacts(['|**token**|', '|token|']), toyBundle(), []);
    expect({ changes: edition.changes, isOtherForm: edition.isOtherForm }).toEqual({ changes: [], isOtherForm: true });
    expect(diff(before, toyFacts(), toyBundle(), []).isOtherForm).toBe(false);
  });

  it('says both editions and where the document has it', () => {
    const { changes } = diff(before, toyFacts(['`[1,10]`', '`[1,20]`']), toyBundle(), []);
    expect(changes).toEqual([
      {
        kind: 'limit',
        pointer: `${request}/count`,
        message: 'maximum: 10 -> 20',
        source: '请求参数 > row count',
        concerns: [],
      },
    ]);
  });

  it('reports rows, examples, errors and types that are gone', () => {
    const gone = toyFacts(
      ["|**404**|NOT_FOUND|Region 'xx' not found|没有地域|\n", ''],
      ['### Result\n|名称|类型|描述|\n|---|---|---|\n|**boatIds**|String[]|船的标识|\n', ''],
      [
        '- 请求示例\n\n```\nPOST /v1/regions/north-1/boats\n{"boat": {"name": "b", "kind": "sail"}, "count": 2}\n```\n\n- 返回示例\n\n```\n{"result": {"boatIds": ["boat-1"]}, "requestId": "r-1"}\n```\n',
        '',
      ],
    );
    expect(diff(before, gone, toyBundle(), []).changes.map((change) => [change.kind, change.pointer])).toEqual([
      ['table-removed', '#/components/schemas/Result'],
      ['error-removed', `${notFound}/region-not-found`],
      ['example-removed', '#/components/examples/one-request'],
      // The labels of the example.
      ['text', post],
    ]);
  });

  it('says that a text changed along with something that is no part of it', () => {
    const edit: [string, string] = ['|**name**|String|是| |boat-\\[1\\]|船名|', '|**name**|String|是| |boat-2|名字|'];
    const error: [string, string] = [
      "|**404**|NOT_FOUND|Port 'xx' not found|没有港口|",
      "|**400**|NOT_FOUND|Port 'xx' not found|港口|",
    ];
    expect(diff(before, toyFacts(edit, error), toyBundle(), []).changes.map(({ kind }) => kind)).toEqual([
      'example-value',
      'text',
      'status',
      'text',
    ]);
  });

  it('says which discrepancies and rules have to be read again', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat.properties.crew, { 'x-discrepancies': ['toy-crew'] }),
    );
    const entry = discrepancy({ id: 'toy-crew', where: `${boat}/crew` });
    const [change] = diff(before, toyFacts(['最多支持5个', '最多支持6个']), bundle, [entry]).changes;
    expect(change?.concerns).toEqual(['toy-crew', 'rule few-sailors']);
  });

  it('says which discrepancies a new edition settles, and what it newly contradicts', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat.properties.name, { 'x-discrepancies': ['toy-name'] }),
    );
    const old = toyFacts(['|**name**|String|', '|**name**|Integer|']);
    const entry = discrepancy({ id: 'toy-name', where: `${boat}/name`, covers: ['type-differs'] });
    const edition = diff(old, toyFacts(['`[1,10]`', '`[1,20]`']), bundle, [entry]);
    expect(edition.settled).toEqual(['toy-name']);
    expect(edition.findings.map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ['limit-differs', `${request}/count/maximum`],
      ['discrepancy-stale', 'discrepancies.yaml#toy-name'],
    ]);
  });

  it('takes another style for no change, another order for nothing else, and any other edit for more', () => {
    fc.assert(
      fc.property(anyModel, anyStyle, anyChange, (model, style, change) => {
        const facts = extract(render(model, style), 'toy').facts;
        const shuffled = {
          ...model,
          request: [...model.request].reverse(),
          types: [...model.types].reverse(),
          errors: [...model.errors].reverse(),
        };
        const bundle = specOf(model);
        expect(
          diff(facts, extract(render(model, { ...style, bold: !style.bold }), 'toy').facts, bundle, []).changes,
        ).toEqual([]);
        expect(
          diff(facts, extract(render(shuffled, style), 'toy').facts, bundle, []).changes.filter(
            ({ kind }) => kind !== 'order',
          ),
        ).toEqual([]);
        const { what, model: changed } = change(model);
        expect(diff(facts, extract(render(changed, style), 'toy').facts, bundle, []).changes, what).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
