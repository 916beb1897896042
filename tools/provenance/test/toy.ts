import { Bundle } from '../src/bundle.js';
import type { Discrepancy } from '../src/discrepancies.js';
import { extract } from '../src/extract.js';
import type { Facts } from '../src/facts.js';

/** A vendor that does not exist, in the manner of those that do: what a document of it says, and the spec that says the same. */
export const TOY_DOCUMENT = `# createBoats

## 描述
造船。

## 请求方式
POST

## 请求地址
https://boats.example/v1/regions/{regionId}/boats

|名称|类型|是否必需|默认值|示例值|描述|
|---|---|---|---|---|---|
|**regionId**|String|True| |north-1|地域|

## 请求参数
|名称|类型|是否必选|默认值|示例值|描述|
|---|---|---|---|---|---|
|**boat**|[Boat](createBoats#boat)|是| | |船<br>|
|**count**|Integer|否| |2|数量。取值范围：\`[1,10]\`；默认值：\`1\`。|
|**token**|String|否| |t-1|长度不能超过36个字符|

### <div id="boat">Boat</div>
|名称|类型|是否必选|默认值|示例值|描述|
|---|---|---|---|---|---|
|**name**|String|是| |boat-\\[1\\]|船名|
|**kind**|String|是|sail|row|船型。取值：sail、row|
|**crew**|Array of [Sailor](createBoats#sailor)|否| | |最多支持5个|
|**ports**|String[]|否| |\\["a\\*\\*\\*\\*b"\\]|港口|

### Sailor
|名称|类型|是否必选|描述|
|---|---|---|---|
|**age**|Integer|否|步长为2|

## 返回参数
|名称|类型|描述|
|---|---|---|
|**result**|[Result](createBoats#result)|结果|
|**requestId**|String| |

### Result
|名称|类型|描述|
|---|---|---|
|**boatIds**|String[]|船的标识|

## 示例

#### 示例一

- 请求示例

\`\`\`
POST /v1/regions/north-1/boats
{"boat": {"name": "b", "kind": "sail"}, "count": 2}
\`\`\`

- 返回示例

\`\`\`
{"result": {"boatIds": ["boat-1"]}, "requestId": "r-1"}
\`\`\`

## 返回码
|HTTP状态码|错误码|描述|错误解析|
|---|---|---|---|
|**200**||OK||
|**400**|BAD\\_NAME|Name 'xx' is bad|船名不对|
|**404**|NOT_FOUND|Port 'xx' not found|没有港口|
|**404**|NOT_FOUND|Region 'xx' not found|没有地域|
`;

const response = (examples: Record<string, unknown>) => ({
  description: 'x',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' }, examples } },
});

const failure = (code: number, status: string, message: string) => ({
  summary: 'x',
  value: { requestId: 'r', error: { code, status, message } },
});

/** The spec of the toy vendor, bundled; a new object each time, to be changed at will. */
export function toySpec() {
  return {
    openapi: '3.1.1',
    info: { title: 'Boats', version: 'v1' },
    servers: [{ url: 'https://boats.example' }],
    'x-envelope': {
      result: '/result',
      error: '/error',
      code: '/error/status',
      message: '/error/message',
      requestId: '/requestId',
    },
    paths: {
      '/v1/regions/{regionId}/boats': {
        post: {
          operationId: 'createBoats',
          'x-validations': [
            { id: 'few-sailors', rule: 'true', message: 'x', error: 'BAD_NAME', fields: ['/boat/crew'] },
          ],
          parameters: [
            { name: 'regionId', in: 'path', required: true, schema: { type: 'string', examples: ['north-1'] } },
            { $ref: '#/components/parameters/date' },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CreateBoatsRequest' },
                examples: { one: { $ref: '#/components/examples/one-request' } },
              },
            },
          },
          responses: {
            '200': {
              description: 'x',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/CreateBoatsResponse' },
                  examples: { one: { $ref: '#/components/examples/one-response' } },
                },
              },
            },
            '400': { $ref: '#/components/responses/bad-request' },
            '404': { $ref: '#/components/responses/not-found' },
            '401': {
              'x-beyond-document': true,
              ...response({ unsigned: { ...failure(401, 'ACCESS_ERROR', 'no signature'), 'x-beyond-document': true } }),
            },
          },
        },
      },
    },
    components: {
      parameters: {
        date: {
          name: 'x-date',
          in: 'header',
          required: true,
          'x-beyond-document': true,
          'x-reference': 'boat-go [SRC]',
          schema: { type: 'string' },
        },
      },
      examples: {
        'one-request': { summary: 'x', value: { boat: { name: 'b', kind: 'sail' }, count: 2 } },
        'one-response': { summary: 'x', value: { result: { boatIds: ['boat-1'] }, requestId: 'r-1' } },
      },
      responses: {
        'bad-request': response({ 'bad-name': failure(400, 'BAD_NAME', "Name 'xx' is bad") }),
        'not-found': response({
          'port-not-found': failure(404, 'NOT_FOUND', "Port 'xx' not found"),
          'region-not-found': failure(404, 'NOT_FOUND', "Region 'xx' not found"),
        }),
      },
      schemas: {
        CreateBoatsRequest: {
          type: 'object',
          title: 'CreateBoatsRequest',
          additionalProperties: false,
          required: ['boat'],
          properties: {
            boat: { $ref: '#/components/schemas/Boat', description: 'x' },
            count: { type: 'integer', minimum: 1, maximum: 10, default: 1, examples: [2] },
            token: { type: 'string', maxLength: 36, examples: ['t-1'] },
          },
        },
        Boat: {
          type: 'object',
          title: 'Boat',
          additionalProperties: false,
          required: ['name', 'kind'],
          properties: {
            name: { type: 'string', examples: ['boat-[1]'] },
            kind: {
              type: 'string',
              enum: ['sail', 'row', 'tug'],
              'x-beyond-document-values': ['tug'],
              'x-reference': 'boat-go [SRC]',
              default: 'sail',
            },
            crew: { type: 'array', maxItems: 5, items: { $ref: '#/components/schemas/Sailor' } },
            ports: { type: 'array', items: { type: 'string' }, examples: [['a****b']] },
            flag: { type: 'string', 'x-beyond-document': true, 'x-reference': 'boat-go [SRC]' },
          },
        },
        Sailor: { type: 'object', title: 'Sailor', properties: { age: { type: 'integer', multipleOf: 2 } } },
        CreateBoatsResponse: {
          type: 'object',
          title: 'CreateBoatsResponse',
          required: ['result', 'requestId'],
          properties: { result: { $ref: '#/components/schemas/Result' }, requestId: { type: 'string' } },
        },
        Result: {
          type: 'object',
          title: 'Result',
          properties: { boatIds: { type: 'array', items: { type: 'string' } } },
        },
        ErrorResponse: {
          type: 'object',
          'x-beyond-document': true,
          properties: {
            requestId: { type: 'string' },
            error: {
              type: 'object',
              properties: {
                code: { type: 'integer' },
                status: {
                  anyOf: [
                    { $ref: '#/components/schemas/BoatErrorStatus' },
                    { $ref: '#/components/schemas/GatewayErrorStatus' },
                  ],
                },
                message: { type: 'string' },
              },
            },
          },
        },
        BoatErrorStatus: {
          type: 'string',
          enum: ['BAD_NAME', 'NOT_FOUND', 'SUNK'],
          'x-beyond-document-values': ['SUNK'],
        },
        GatewayErrorStatus: { type: 'string', 'x-beyond-document': true, enum: ['ACCESS_ERROR'] },
      },
    },
  };
}

export type ToySpec = ReturnType<typeof toySpec>;

export function toyBundle(change: (spec: ToySpec) => void = () => undefined): Bundle {
  const spec = toySpec();
  change(spec);
  return new Bundle(spec);
}

/** The facts of the toy document, after edits of its text; an edit that changes nothing is a mistake of the test. */
export function toyFacts(...edits: readonly (readonly [from: string, to: string])[]): Facts {
  return extract(edited(...edits), 'toy').facts;
}

export function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the toy document has no ${from}`);
    return text.replace(from, () => to);
  }, TOY_DOCUMENT);
}

export function discrepancy(entry: Partial<Discrepancy> & Pick<Discrepancy, 'id' | 'where'>): Discrepancy {
  return { document: 'x', evidence: ['Boat row name'], decision: 'what we chose', reason: 'why', ...entry };
}
