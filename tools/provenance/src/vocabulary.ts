import type { Base, FieldTableKind, TypeFact } from './facts.js';

/** The words that vendors use, as data: a new vendor's words are added here. */

export type Column =
  | 'name'
  | 'type'
  | 'required'
  | 'default'
  | 'example'
  | 'description'
  | 'explanation'
  | 'status'
  | 'code';

const COLUMN_WORDS: Record<Column, readonly string[]> = {
  name: ['名称', '参数名称', '参数名', '参数', '字段', '字段名', '字段名称', 'name', 'parameter', 'field'],
  type: ['类型', '参数类型', '数据类型', 'type'],
  required: ['是否必需', '是否必选', '是否必填', '是否必须', '必选', '必填', '必需', '必须', 'required'],
  default: ['默认值', '缺省值', 'default'],
  example: ['示例值', '示例', '样例', 'example'],
  description: ['描述', '说明', '参数描述', '参数说明', '含义', 'description'],
  explanation: ['错误解析', '错误说明', '解决方案', 'explanation'],
  status: ['http状态码', '状态码', '返回码', 'httpcode', 'httpstatus', 'status'],
  code: ['错误码', '错误代码', 'errorcode', 'code'],
};

const REQUIRED_WORDS: readonly string[] = ['是', '必选', '必填', '必需', '必须', 'true', 'yes', 'y', 'required'];
const OPTIONAL_WORDS: readonly string[] = ['否', '可选', '选填', '非必填', '非必选', 'false', 'no', 'n', 'optional'];

const BASE_WORDS: Record<Base, readonly string[]> = {
  string: ['string', 'str', '字符串'],
  integer: ['integer', 'int', 'int32', 'int64', 'long', 'uint64', '整数'],
  number: ['float', 'double', 'number', 'decimal'],
  boolean: ['boolean', 'bool', '布尔'],
  object: ['object', 'map', 'json', 'struct'],
};

/** Words for a type that say how wide a number is. */
const FORMAT_WORDS: Record<NonNullable<TypeFact['format']>, readonly string[]> = {
  int32: ['int32'],
  int64: ['int64', 'long', 'uint64'],
  float: ['float'],
  double: ['double'],
};

/** What stands under a heading that holds one of these words. The first kind that matches wins. */
const HEADING_WORDS: readonly (readonly [FieldTableKind | 'errors' | 'method', RegExp])[] = [
  ['method', /请求方式|请求方法|request method/iu],
  ['path', /请求地址|请求路径|路径参数|path param|request url/iu],
  ['errors', /错误码|返回码|状态码|error code|return code/iu],
  ['request', /请求参数|输入参数|入参|request param|input param/iu],
  ['response', /返回参数|输出参数|响应参数|响应结果|返回结果|出参|response|output param/iu],
];

const REQUEST_WORDS = /请求|输入|入参|request|input/iu;
const RESPONSE_WORDS = /返回|响应|输出|出参|response|output/iu;

/** Rows of a document whose wire name is another, in lower case: Tencent's common parameters travel as headers. */
export const WIRE_NAMES: Readonly<Record<string, readonly string[]>> = {
  action: ['x-tc-action', 'x-zc-action'],
  version: ['x-tc-version', 'x-zc-version'],
  region: ['x-tc-region'],
};

/** Whether a row or a parameter of a query travels under another name, and is no field of the body. */
export function isOnWire(name: string): boolean {
  return Object.hasOwn(WIRE_NAMES, name.toLowerCase());
}

/** The column that a header cell names, or undefined. */
export function columnOf(header: string): Column | undefined {
  const word = header
    .normalize('NFKC')
    .replace(/[\s:：*]/gu, '')
    .toLowerCase();
  return keyHolding(COLUMN_WORDS, word);
}

export function knownColumns(): string {
  return Object.values(COLUMN_WORDS).flat().join(', ');
}

/** True, false, null for an empty cell, or undefined for a word that is not known. */
export function requiredOf(cell: string): boolean | null | undefined {
  const word = cell.trim().toLowerCase();
  if (word === '') return null;
  if (REQUIRED_WORDS.includes(word)) return true;
  return OPTIONAL_WORDS.includes(word) ? false : undefined;
}

export function baseOf(word: string): Base | undefined {
  return keyHolding(BASE_WORDS, word.toLowerCase());
}

export function formatOf(word: string): TypeFact['format'] {
  return keyHolding(FORMAT_WORDS, word.toLowerCase());
}

/** What a heading announces, or undefined. */
export function headingKind(heading: string): FieldTableKind | 'errors' | 'method' | undefined {
  return HEADING_WORDS.find(([, words]) => words.test(heading))?.[0];
}

/** Whether a label announces a request or an answer. */
export function directionOf(label: string): 'request' | 'response' | undefined {
  if (RESPONSE_WORDS.test(label)) return 'response';
  return REQUEST_WORDS.test(label) ? 'request' : undefined;
}

function keyHolding<K extends string>(words: Record<K, readonly string[]>, word: string): K | undefined {
  return (Object.keys(words) as K[]).find((key) => words[key].includes(word));
}
