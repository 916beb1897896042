import { describe, expect, it } from 'vitest';
import type { TypeFact } from '../src/facts.js';
import { type ProseFacts, readProse } from '../src/prose.js';

const text: TypeFact = { base: 'string' };
const number: TypeFact = { base: 'integer' };
const list: TypeFact = { base: 'string', array: true };
const boolean: TypeFact = { base: 'boolean' };

describe('facts in prose', () => {
  it.each<[string, TypeFact, ProseFacts]>([
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
    ['CONFIG-按配置，MONTHLY-包年', text, { values: ['CONFIG', 'MONTHLY'] }],
    ['目前支持联通un、电信ct、移动cm', text, { values: ['un', 'ct', 'cm'] }],
    ['单网口:bond、双网口:dual', text, { values: ['bond', 'dual'] }],
    ['v4或v4&v6', text, { values: ['v4', 'v4&v6'] }],
    ['当前仅支持输入 `launch-script`，即启动脚本', text, { values: ['launch-script'] }],
    ['仅支持中文、数字及如下符号：`\\_.`', text, {}],
    ['当前仅支持输入单个密钥', list, { limits: { maxItems: 1 } }],
    ['当unit为month时取值为：1~9，当unit为year时取值为：1、2、3', number, { limits: { minimum: 1, maximum: 9 } }],
    ['系统盘：`[40,500]`GiB\n数据盘：`[20,16000]`GiB', number, { limits: { minimum: 20, maximum: 16000 } }],
    [
      '**Windows系统**：长度为2~15个字符\n**Linux系统**：长度为1-64个字符',
      text,
      { limits: { minLength: 1, maxLength: 64 } },
    ],
  ])('%s', (prose, type, facts) => {
    const { rest: _, ...found } = readProse(prose, type);
    expect(found).toEqual(facts);
  });

  it.each(['**Windows系统**：长度为2~15个字符', '- Windows：默认值：a', '- 长度不能超过8个字符'])(
    'of one case only are left out: %s',
    (prose) => {
      expect(readProse(prose, text)).toEqual({ rest: prose });
    },
  );

  it.each<[string, TypeFact, string]>([
    ['数量。取值范围：`[1,100]`；默认值：`1`。', number, '数量。取值范围：[·,·]；默认值：·。'],
    ['带宽。默认值：1Mbps。', number, '带宽。默认值：·Mbps。'],
    ['取值：sail、row', text, '取值：·'],
    ['按`month`时：`[1,9]`\n按`year`时：`[1,3]`', number, '按`month`时：`[1,9]`\n按`year`时：`[1,3]`'],
    ['船名', text, '船名'],
  ])('are blanked in the rest, as far as they are the only thing that it says of them: %s', (prose, type, rest) => {
    expect(readProse(prose, type).rest).toBe(rest);
  });
});
