import { describe, expect, it } from 'vitest';
import type { TypeFact } from '../src/facts.js';
import { readProse } from '../src/prose.js';

const text: TypeFact = { base: 'string' };
const number: TypeFact = { base: 'integer' };
const list: TypeFact = { base: 'string', array: true };
const boolean: TypeFact = { base: 'boolean' };

describe('facts in prose', () => {
  it.each<[string, TypeFact, ReturnType<typeof readProse>]>([
    ['取值范围：`[1,100]`；默认值：`1`。', number, { default: '1', limits: { minimum: 1, maximum: 100 } }],
    ['取值范围：[1，100]。', number, { limits: { minimum: 1, maximum: 100 } }],
    ['范围[0,10240] 单位Mbps', number, { limits: { minimum: 0, maximum: 10240 } }],
    ['取值范围为：`[1-200]`', number, { limits: { minimum: 1, maximum: 200 } }],
    ['步长10GiB', number, { limits: { multipleOf: 10 } }],
    ['默认值：1Mbps。', number, { default: '1' }],
    ['默认为空', number, {}],
    ['默认值：`size*30`', number, {}],
    ['长度不能超过64个字符', text, { limits: { maxLength: 64 } }],
    ['最大值不超过64个ASCII字符', text, { limits: { maxLength: 64 } }],
    ['256字符以内', text, { limits: { maxLength: 256 } }],
    ['长度为1~128个字符', text, { limits: { minLength: 1, maxLength: 128 } }],
    ['必须是 8-16 个字符', text, { limits: { minLength: 8, maxLength: 16 } }],
    ['编码前不能超过16KB', text, {}],
    ['最多支持5个', list, { limits: { maxItems: 5 } }],
    ['最多支持5个', text, {}],
    ['可选值：\n`yes`：是\n`no`（默认值）：否', text, { default: 'no', values: ['yes', 'no'] }],
    [
      '- PREPAID：先付\n- CDHPAID：独享\n默认值：PREPAID。',
      text,
      { default: 'PREPAID', values: ['PREPAID', 'CDHPAID'] },
    ],
    ['取值范围：yes、no', text, { values: ['yes', 'no'] }],
    ['取值为：a_b，c_d或e_f，a_b表示先付', text, { values: ['a_b', 'c_d', 'e_f'] }],
    ['本接口取值：RunInstances', text, { values: ['RunInstances'] }],
    ['取值范围：`[vdb~vdbm]`。', text, {}],
    ['可选值：`true`：是\n`false`（默认值）：否', boolean, { default: 'false' }],
    ['bits默认值为6。默认值为 boat。', text, { default: 'boat' }],
    ['甲默认值为1，乙默认值为2', number, {}],
    ['默认值：1。默认值：2。', number, {}],
    ['格式：abc', text, {}],
  ])('%s', (prose, type, facts) => {
    expect(readProse(prose, type)).toEqual(facts);
  });

  it.each(['**Windows系统**：长度为2~15个字符', '- Windows：默认值：a', '- 长度不能超过8个字符'])(
    'of one case only are left out: %s',
    (prose) => {
      expect(readProse(prose, text)).toEqual({});
    },
  );
});
