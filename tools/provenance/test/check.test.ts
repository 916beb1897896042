import { describe, expect, it } from 'vitest';
import { Bundle } from '../src/bundle.js';
import { check, open } from '../src/check.js';
import type { Rule } from '../src/finding.js';
import { discrepancy, type ToySpec, toyBundle, toyFacts, toySpec } from './toy.js';

const rulesOf = (facts: ReturnType<typeof toyFacts>, bundle: Bundle) =>
  open(check(facts, bundle, [])).map(({ rule, pointer }) => [rule, pointer]);

describe('check', () => {
  it('finds nothing between a document and the spec that says the same', () => {
    const report = check(toyFacts(), toyBundle(), []);
    expect(report.findings).toEqual([]);
    expect(report.coverage).toEqual({
      rows: { found: 12, of: 12 },
      errors: { found: 4, of: 4 },
      examples: { found: 2, of: 2 },
    });
  });

  const boat = '#/components/schemas/Boat/properties';
  const request = '#/components/schemas/CreateBoatsRequest/properties';
  const post = '#/paths/~1v1~1regions~1{regionId}~1boats/post';
  const notFound = '#/components/responses/not-found/content/application~1json/examples';

  it.each<[string, [string, string][], Rule, string]>([
    [
      'a new parameter',
      [['|**token**|', '|**speed**|Integer|否| | |快|\n|**token**|']],
      'row-missing',
      `${request}/speed`,
    ],
    [
      'a parameter that is gone',
      [['|**token**|String|否| |t-1|长度不能超过36个字符|\n', '']],
      'property-without-row',
      `${request}/token`,
    ],
    ['another casing', [['|**token**|', '|**Token**|']], 'row-respelled', `${request}/token`],
    [
      'another casing of a path parameter',
      [['|**regionId**|', '|**RegionId**|']],
      'row-respelled',
      `${post}/parameters/0`,
    ],
    [
      'a row that is there twice',
      [['|**name**|', '|**name**|String|是| |boat-\\[1\\]|船名|\n|**name**|']],
      'row-repeated',
      `${boat}/name`,
    ],
    [
      'neither required nor optional',
      [['|**token**|String|否|', '|**token**|String| |']],
      'required-differs',
      `${request}/token`,
    ],
    [
      'a number of another width',
      [['|**count**|Integer|', '|**count**|Long|']],
      'type-differs',
      `${request}/count/format`,
    ],
    [
      'prose that contradicts the default in its column',
      [['取值：sail、row', '取值：sail、row，默认为row']],
      'default-differs',
      `${boat}/kind/default`,
    ],
    [
      'a path parameter that is gone',
      [['|**regionId**|', '|**zoneId**|']],
      'property-without-row',
      `${post}/parameters/0`,
    ],
    ['another scalar type', [['|**token**|String|', '|**token**|Boolean|']], 'type-differs', `${request}/token/type`],
    ['one where it was many', [['|**ports**|String[]|', '|**ports**|String|']], 'type-differs', `${boat}/ports/type`],
    [
      'another named type',
      [['[Boat](createBoats#boat)', '[Ship](createBoats#boat)']],
      'type-differs',
      `${request}/boat/type`,
    ],
    [
      'optional where it was required',
      [['|**name**|String|是|', '|**name**|String|否|']],
      'required-differs',
      `${boat}/name`,
    ],
    [
      'required where it was optional',
      [['|**token**|String|否|', '|**token**|String|是|']],
      'required-differs',
      `${request}/token`,
    ],
    ['another default in its column', [['|是|sail|row|', '|是|row|row|']], 'default-differs', `${boat}/kind/default`],
    ['another default in prose', [['默认值：`1`', '默认值：`2`']], 'default-differs', `${request}/count/default`],
    ['no default any more', [['；默认值：`1`', '']], 'default-differs', `${request}/count/default`],
    ['another example', [['|north-1|', '|south-1|']], 'example-value-missing', `${post}/parameters/0/examples`],
    [
      'another example of a list',
      [['a\\*\\*\\*\\*b', 'c\\*\\*\\*\\*d']],
      'example-value-missing',
      `${boat}/ports/examples`,
    ],
    ['one value more', [['取值：sail、row', '取值：sail、row、raft']], 'values-differ', `${boat}/kind/enum`],
    ['one value less', [['取值：sail、row', '取值：sail']], 'values-differ', `${boat}/kind/enum`],
    [
      'a value that was beyond the document',
      [['取值：sail、row', '取值：sail、row、tug']],
      'values-differ',
      `${boat}/kind/enum`,
    ],
    ['another range', [['`[1,10]`', '`[1,20]`']], 'limit-differs', `${request}/count/maximum`],
    ['another length', [['不能超过36个', '不能超过64个']], 'limit-differs', `${request}/token/maxLength`],
    ['another number of elements', [['最多支持5个', '最多支持6个']], 'limit-differs', `${boat}/crew/maxItems`],
    [
      'another step',
      [['步长为2', '步长为3']],
      'limit-differs',
      '#/components/schemas/Sailor/properties/age/multipleOf',
    ],
    [
      'a field that was beyond the document',
      [['|**ports**|', '|**flag**|String|否| | |旗|\n|**ports**|']],
      'documented-beyond',
      `${boat}/flag`,
    ],
    [
      'a type without a schema',
      [['## 返回参数', '### Anchor\n|名称|类型|描述|\n|---|---|---|\n|w|String|重|\n\n## 返回参数']],
      'table-missing',
      '#/components/schemas/Anchor',
    ],
    [
      'a type without a table',
      [['### Sailor\n|名称|类型|是否必选|描述|\n|---|---|---|---|\n|**age**|Integer|否|步长为2|\n', '']],
      'type-without-table',
      '#/components/schemas/Sailor',
    ],
    ['another method', [['## 请求方式\nPOST', '## 请求方式\nPUT']], 'operation-differs', post],
    ['another address', [['https://boats.example/v1', 'https://boats.example/v2']], 'operation-differs', post],
    [
      'an error more',
      [['|**404**|NOT_FOUND|Port', '|**404**|NOT_FOUND|Crew lost|人|\n|**404**|NOT_FOUND|Port']],
      'error-missing',
      notFound,
    ],
    [
      'an error less',
      [["|**404**|NOT_FOUND|Region 'xx' not found|没有地域|\n", '']],
      'error-without-row',
      `${notFound}/region-not-found`,
    ],
    [
      'another status',
      [['|**404**|NOT_FOUND|Port', '|**400**|NOT_FOUND|Port']],
      'error-differs',
      `${notFound}/port-not-found`,
    ],
    [
      'another code',
      [['|**404**|NOT_FOUND|Port', '|**404**|NO_PORT|Port']],
      'error-differs',
      `${notFound}/port-not-found/value/error/status`,
    ],
    [
      'an error without a code',
      [['|**404**|NOT_FOUND|Port', '|**404**||Port']],
      'error-differs',
      `${notFound}/port-not-found`,
    ],
    [
      'an error that is there twice',
      [['|**404**|NOT_FOUND|Port', "|**404**|NOT_FOUND|Port 'xx' not found|没有港口|\n|**404**|NOT_FOUND|Port"]],
      'row-repeated',
      `${notFound}/port-not-found`,
    ],
    [
      'no table of errors at all',
      [
        [
          `|HTTP状态码|错误码|描述|错误解析|
|---|---|---|---|
|**200**||OK||
|**400**|BAD\\_NAME|Name 'xx' is bad|船名不对|
|**404**|NOT_FOUND|Port 'xx' not found|没有港口|
|**404**|NOT_FOUND|Region 'xx' not found|没有地域|
`,
          '',
        ],
      ],
      'response-without-row',
      '#/components/responses/not-found',
    ],
    [
      'a code in no enumeration',
      [['|**404**|NOT_FOUND|Port', '|**404**|NO_PORT|Port']],
      'code-missing',
      '#/components/schemas/BoatErrorStatus/enum',
    ],
    [
      'a code that is gone',
      [["|**400**|BAD\\_NAME|Name 'xx' is bad|船名不对|\n", '']],
      'code-without-row',
      '#/components/schemas/BoatErrorStatus/enum/0',
    ],
    [
      'a code that was beyond the document',
      [['BAD\\_NAME', 'SUNK']],
      'documented-beyond',
      '#/components/schemas/BoatErrorStatus/enum',
    ],
    [
      'another message',
      [["Port 'xx' not found", "No port 'xx'"]],
      'error-differs',
      `${notFound}/port-not-found/value/error/message`,
    ],
    [
      'a status that is gone',
      [["|**400**|BAD\\_NAME|Name 'xx' is bad|船名不对|\n", '']],
      'response-without-row',
      '#/components/responses/bad-request',
    ],
    [
      'a status without a response',
      [['|**400**|BAD\\_NAME|', '|**409**|BAD\\_NAME|']],
      'response-missing',
      `${post}/responses/409`,
    ],
    [
      'a response that was beyond the document',
      [['|**400**|BAD\\_NAME|', '|**401**|BAD\\_NAME|']],
      'documented-beyond',
      `${post}/responses/401`,
    ],
    [
      'another value in a request',
      [['"count": 2}', '"count": 3}']],
      'example-differs',
      '#/components/examples/one-request/value/count',
    ],
    [
      'another casing in a request',
      [['{"boat": {', '{"Boat": {']],
      'example-respelled',
      '#/components/examples/one-request/value/boat',
    ],
    [
      'a request that does not fit',
      [['"kind": "sail"}', '"kind": "submarine"}']],
      'example-invalid',
      '#/components/examples/one-request/value',
    ],
    [
      'a request by another method',
      [['POST /v1/regions/north-1/boats', 'PUT /v1/regions/north-1/boats']],
      'operation-differs',
      post,
    ],
    ['a request to another host', [['POST /v1', 'POST https://ships.example/v1']], 'operation-differs', '#/servers'],
    [
      'a request to another path, printed behind the host',
      [['north-1/boats\n{', 'north-1/boats\nHost: boats.example/v2/regions/north-1/boats\n{']],
      'operation-differs',
      post,
    ],
    [
      'a request of another media type',
      [['north-1/boats\n{', 'north-1/boats\nContent-Type: application/xml\n{']],
      'example-differs',
      `${post}/requestBody/content`,
    ],
    ['a request to another path', [['POST /v1/regions/north-1/boats', 'POST /boats']], 'example-differs', post],
    [
      'another value in an answer',
      [['["boat-1"]', '["boat-2"]']],
      'example-differs',
      '#/components/examples/one-response/value/result/boatIds/0',
    ],
    [
      'an example more',
      [['#### 示例一', '- 请求示例\n\n```\n{"boat": {"name": "c", "kind": "row"}}\n```\n\n#### 示例一']],
      'example-missing',
      post,
    ],
  ])('reports %s', (_, edits, rule, pointer) => {
    expect(rulesOf(toyFacts(...edits), toyBundle())).toContainEqual([rule, pointer]);
  });

  it.each<[string, (spec: ToySpec) => unknown, Rule]>([
    [
      'an example that no document has',
      (spec) =>
        Object.assign(
          spec.paths['/v1/regions/{regionId}/boats'].post.requestBody.content['application/json'].examples,
          { two: { value: {} } },
        ),
      'example-without-source',
    ],
    [
      'a parameter that no document has',
      (spec) =>
        spec.paths['/v1/regions/{regionId}/boats'].post.parameters.push({
          name: 'x',
          in: 'query',
          required: false,
          schema: { type: 'string', examples: [] },
        }),
      'property-without-row',
    ],
    [
      'a type more than the document has',
      (spec) => Object.assign(spec.components.schemas.Boat.properties.name, { type: ['string', 'integer'] }),
      'type-differs',
    ],
    [
      'a list of lists',
      (spec) =>
        Object.assign(spec.components.schemas.Boat.properties.ports.items, {
          type: 'array',
          items: { type: 'string' },
        }),
      'type-differs',
    ],
    [
      'values that the document does not list',
      (spec) => Object.assign(spec.components.schemas.Boat.properties.name, { enum: ['boat-[1]', 'b'] }),
      'values-differ',
    ],
    [
      'a path parameter that is in the query',
      (spec) => Object.assign(spec.paths['/v1/regions/{regionId}/boats'].post.parameters[0] ?? {}, { in: 'query' }),
      'row-missing',
    ],
    [
      'a schema that cannot be used',
      (spec) => Object.assign(spec.components.schemas.CreateBoatsRequest.properties.token, { enum: [] }),
      'example-invalid',
    ],
    [
      'a mark of an unknown discrepancy',
      (spec) => Object.assign(spec.components.schemas.Boat, { 'x-discrepancies': ['toy-none'] }),
      'discrepancy-unknown',
    ],
  ])('reports %s', (_, change, rule) => {
    const bundle = toyBundle((spec) => {
      change(spec);
    });
    expect(rulesOf(toyFacts(), bundle).map(([found]) => found)).toContain(rule);
  });

  it('names heading and row of the document', () => {
    const [found] = open(check(toyFacts(['|**token**|String|', '|**token**|Boolean|']), toyBundle(), []));
    expect(found?.source).toBe('请求参数 > row token');
  });
});

describe('discrepancies', () => {
  const name = '#/components/schemas/Boat/properties/name';
  const facts = toyFacts(['|**name**|String|是|', '|**name**|Integer|否|']);
  const marked = (ids: string[]) =>
    toyBundle((spec) => Object.assign(spec.components.schemas.Boat.properties.name, { 'x-discrepancies': ids }));

  it('cover the findings that they name, at their place, and no others', () => {
    const report = check(facts, marked(['toy-name']), [
      discrepancy({ id: 'toy-name', where: name, covers: ['type-differs'] }),
    ]);
    expect(open(report).map(({ rule }) => rule)).toEqual(['required-differs']);
    expect(report.findings.find(({ rule }) => rule === 'type-differs')?.coveredBy).toEqual(['toy-name']);
    expect(report.explained).toEqual({ 'toy-name': 1 });
  });

  it('cover nothing at another place', () => {
    const elsewhere = '#/components/schemas/Boat/properties/kind';
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat.properties.kind, { 'x-discrepancies': ['toy-name'] }),
    );
    const report = check(facts, bundle, [discrepancy({ id: 'toy-name', where: elsewhere, covers: ['type-differs'] })]);
    expect(open(report).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['type-differs', 'discrepancy-stale']));
  });

  it('of a whole type do not hide what its fields say', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat, { 'x-discrepancies': ['toy-boat'] }),
    );
    const report = check(facts, bundle, [
      discrepancy({ id: 'toy-boat', where: '#/components/schemas/Boat', covers: ['type-differs'] }),
    ]);
    expect(open(report).map(({ rule }) => rule)).toContain('type-differs');
  });

  it('of the list of required fields explain those that their evidence names', () => {
    const where = '#/components/schemas/Boat/required';
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat, { 'x-discrepancies': ['toy-required'] }),
    );
    const requiredOf = (evidence: string[]) =>
      check(toyFacts(['|**name**|String|是|', '|**name**|String|否|']), bundle, [
        discrepancy({ id: 'toy-required', where, covers: ['required-differs'], evidence }),
      ]).findings.find(({ rule }) => rule === 'required-differs');
    expect(requiredOf(['Boat row name'])).toMatchObject({ coveredBy: ['toy-required'], near: [] });
    expect(requiredOf(['Boat row kind'])).toMatchObject({ coveredBy: [], near: ['toy-required'] });
  });

  it('of one value of an example explain that value, and nothing inside it', () => {
    const example = '#/components/examples/one-request';
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.examples['one-request'], { 'x-discrepancies': ['toy-boat'] }),
    );
    const openAt = (where: string, from: string, to: string) =>
      open(
        check(toyFacts([from, to]), bundle, [
          discrepancy({ id: 'toy-boat', where, covers: ['example-respelled', 'example-differs'] }),
        ]),
      ).flatMap(({ rule, pointer }) => (rule === 'discrepancy-stale' ? [] : pointer));
    expect(openAt(`${example}/value/boat`, '{"boat": {', '{"Boat": {')).toEqual([]);
    expect(openAt(`${example}/value/boat`, '"name": "b"', '"Name": "b"')).toEqual([`${example}/value/boat/name`]);
    expect(openAt(example, '"name": "b"', '"name": "c"')).toEqual([]);
  });

  it('point through references', () => {
    const where =
      '#/paths/~1v1~1regions~1{regionId}~1boats/post/requestBody/content/application~1json/schema/properties/boat/properties/name/type';
    const report = check(facts, marked(['toy-name']), [
      discrepancy({ id: 'toy-name', where, covers: ['type-differs'] }),
    ]);
    expect(report.explained['toy-name']).toBe(1);
  });

  it.each<[string, Partial<Parameters<typeof discrepancy>[0]>, Rule]>([
    ['points at nothing', { where: '#/components/schemas/Boat/properties/keel' }, 'discrepancy-points-nowhere'],
    ['is marked nowhere', { id: 'toy-other' }, 'discrepancy-unmarked'],
    ['covers what no longer differs', { covers: ['default-differs'] }, 'discrepancy-stale'],
    ['cites a row that is not there', { evidence: ['Boat rows name and keel'] }, 'discrepancy-evidence'],
    ['cites an error that is not there', { evidence: ['Errors NOT_FOUND and NO_WIND'] }, 'discrepancy-evidence'],
    ['cites an example that is not there', { evidence: ['Request examples 1 and 2'] }, 'discrepancy-evidence'],
  ])('is reported when it %s', (_, entry, rule) => {
    const report = check(toyFacts(), marked(['toy-name']), [
      discrepancy({ id: 'toy-name', where: name }),
      discrepancy({ where: name, ...entry, id: entry.id ?? 'toy-name' }),
    ]);
    expect(open(report).map((finding) => finding.rule)).toContain(rule);
  });

  it('about prose needs no finding', () => {
    const evidence = [
      'Boat row name: the text',
      'Row token',
      'Error BAD_NAME',
      'Example 1',
      'boat-go models [SRC]',
      'Introduction',
    ];
    const report = check(toyFacts(), marked(['toy-name']), [discrepancy({ id: 'toy-name', where: name, evidence })]);
    expect(report.findings).toEqual([]);
  });
});

describe('answers in a wrapper', () => {
  it('are compared at the place that has the rows', () => {
    const facts = toyFacts([
      '|**result**|[Result](createBoats#result)|结果|\n|**requestId**|String| |\n\n### Result\n|名称|类型|描述|\n|---|---|---|\n|**boatIds**|',
      '|**requestId**|String| |\n|**boatIds**|',
    ]);
    const spec = toySpec();
    Object.assign(spec.components.schemas.Result.properties, { requestId: { type: 'string' } });
    expect(check(facts, new Bundle(spec), []).findings.map(({ rule, pointer }) => [rule, pointer])).toEqual([]);
  });
});
