import { describe, expect, it } from 'vitest';
import { extract } from '../src/extract.js';
import { type FieldTable, isErrorTable } from '../src/facts.js';
import { TableError } from '../src/table-error.js';
import { edited, toyFacts } from './toy.js';

const fieldTable = (markdown: string) =>
  extract(markdown, 'toy').facts.tables.find((table): table is FieldTable => !isErrorTable(table));

/** One table of each vendor's manner, all saying the same. */
const MANNERS: [string, string][] = [
  [
    'bold names, links, anchors and tags',
    `## <div id="user-content-requestparameters">请求参数</div>
|名称|类型|是否必选|示例值|描述|
|---|---|---|---|---|
|**disk_a**|[Disk[]](x#user-content-7)|是| |盘<br>|
|**names**|String[]|否|\\[&quot;a\\_1&quot;,&quot;i\\*\\*\\*\\*6&quot;\\]|名<br><br>|
|**size**|Integer	|否| 10 |取值范围：\`[1,10]\`；默认值：\`1\`。|`,
  ],
  [
    'required before type, .N and Array of',
    `## 2. 输入参数
说明文字。

| 参数名称 | 是否必选 | 类型 | 示例 | 描述 |
|---------|:-------:|---------|---|---------|
| disk_a.N | 是 | Array of [Disk](/document/api/1#Disk) |  | 盘 |
| names.N | 否 | Array of String | ["a_1","i****6"] | 名 |
| size | 否 | Integer | \`10\` | <li>一</li>取值范围：[1，10]。默认取值：1。 |`,
  ],
  [
    'GitBook, with tags in cells and a template tag below',
    `{% hint style="info" %}
**注意** | 无
{% endhint %}

## 2. Request params

| Name      | Required | Type          | Example | Description |
| --------- | -------- | ------------- | ------- | ----------- |
| disk\\_a  | true     | List<Disk>    |         | <p>盘</p> |
| names     | false    | <a href="x">Array&lt;String&gt;</a> | <code>["a_1","i****6"]</code> | <p>名<br>名</p> |
| size      | false    | int           | 10 | <p>盘的大小</p><p>取值范围：1~10。 默认值：1GB。</p> |
{% endtab %}`,
  ],
];

describe('extract', () => {
  it.each(MANNERS)('reads a table in the manner of %s', (_, markdown) => {
    const table = fieldTable(markdown);
    expect(table?.kind).toBe('request');
    expect(table?.rows.map(({ prose: _prose, rest: _rest, ...row }) => row)).toEqual([
      { name: 'disk_a', type: { base: 'object', array: true, name: 'Disk' }, required: true },
      { name: 'names', type: { base: 'string', array: true }, required: false, example: '["a_1","i****6"]' },
      {
        name: 'size',
        type: { base: 'integer' },
        required: false,
        default: '1',
        example: '10',
        limits: { minimum: 1, maximum: 10 },
      },
    ]);
  });

  it('reads statuses, codes and wire messages, and no explanation', () => {
    expect(
      toyFacts()
        .tables.find(isErrorTable)
        ?.rows.map(({ prose: _digest, ...row }) => row),
    ).toEqual([
      { status: 200, message: 'OK' },
      { status: 400, code: 'BAD_NAME', message: "Name 'xx' is bad" },
      { status: 404, code: 'NOT_FOUND', message: "Port 'xx' not found" },
      { status: 404, code: 'NOT_FOUND', message: "Region 'xx' not found" },
    ]);
  });

  it('takes a Chinese description of an error for an explanation', () => {
    const { facts } = extract(
      '## 错误码\n| 错误码 | 描述 |\n|--|--|\n| Invalid.Name | 名字不对。 |\n| Busy | busy |\n',
      'toy',
    );
    expect(
      facts.tables.find(isErrorTable)?.rows.map(({ prose, ...row }) => ({ ...row, prose: prose !== undefined })),
    ).toEqual([
      { code: 'Invalid.Name', prose: true },
      { code: 'Busy', prose: true },
    ]);
  });

  it('lists every name as it is spelt', () => {
    expect(toyFacts().spellings).toEqual({
      parameters: ['regionId', 'boat', 'count', 'token'],
      properties: ['name', 'kind', 'crew', 'ports', 'age', 'result', 'requestId', 'boatIds'],
      types: ['Boat', 'Sailor', 'Result'],
      codes: ['BAD_NAME', 'NOT_FOUND'],
    });
  });

  it('knows the document by its title and the digest of its text', () => {
    const { document, operation } = toyFacts();
    expect(document.title).toBe('createBoats');
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(toyFacts(['造船。', '买船。']).document.sha256).not.toBe(document.sha256);
    expect(operation).toEqual({ method: 'POST', url: 'https://boats.example/v1/regions/{regionId}/boats' });
    expect(extract('## 错误码\n|错误码|\n|--|\n|A|\n', 'toy').facts.document.title).toBe('toy');
  });

  it('gives the same text for the same document', () => {
    expect(JSON.stringify(toyFacts())).toBe(JSON.stringify(toyFacts()));
  });

  it.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['other ends of lines', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('reads the same with %s', (_, change) => {
    const { document: _one, ...facts } = toyFacts();
    const { document: _other, ...others } = extract(change(edited()), 'toy').facts;
    expect(others).toEqual(facts);
  });

  it('lets no prose in: only a digest, which changes with it', () => {
    const sentence = '此船可载货物且每日往返于两港之间直至冬季来临为止';
    const { facts } = extract(
      edited(['|船名|', `|${sentence}|`], ['造船。', `${sentence}。`], ['#### 示例一', `#### ${sentence}`]),
      'toy',
    );
    expect(JSON.stringify(facts)).not.toMatch(/[\p{Script=Han}，。、；：（）“”]{14,}/u);
    const digest = (of: typeof facts) =>
      of.tables.flatMap((table) => (isErrorTable(table) ? [] : table.rows)).find(({ name }) => name === 'name')?.prose;
    expect(digest(facts)).not.toBe(digest(toyFacts()));
  });

  it('lets tags stand alone that HTML lets stand alone', () => {
    const table = fieldTable('## 请求参数\n|名称|类型|描述|\n|--|--|--|\n|a|String|<p>甲<li>乙<br>|\n');
    expect(table?.rows.map(({ name }) => name)).toEqual(['a']);
  });

  it('knows by a digest where links and anchors point, and what is in code blocks that it leaves out', () => {
    const document = '## <div id="a">说明</div>\n\n[甲](x) [乙][b]\n\n[b]: y\n\n```\nnpm install boats\n```\n';
    const digestAfter = (from: string, to: string) =>
      extract(document.replace(from, to), 'toy').facts.prose[0]?.digest ?? '';
    const digests = [
      digestAfter('', ''),
      digestAfter('(x)', '(z)'),
      digestAfter(': y', ': z'),
      digestAfter('id="a"', 'id="b"'),
      digestAfter('boats', 'ships'),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('says which code blocks it leaves out', () => {
    const { facts, remarks } = extract('## 说明\n\n```\nnpm install boats\n```\n', 'toy');
    expect(facts.examples).toEqual([]);
    expect(remarks).toEqual([expect.stringMatching(/^line 4: /u)]);
  });
});

describe('what is not understood is an error that names the line', () => {
  const fields = (...rows: string[]) =>
    ['## 请求参数', '', '|名称|类型|是否必需|默认值|描述|', '|---|---|---|---|---|', ...rows].join('\n');
  const errors = (...rows: string[]) =>
    ['## 返回码', '', '|HTTP状态码|错误码|描述|错误解析|', '|---|---|---|---|', ...rows].join('\n');

  it.each<[string, string, number, RegExp]>([
    ['an unknown column', '## 请求参数\n\n|名称|类型|颜色|\n|--|--|--|\n', 3, /颜色/u],
    ['a column twice', '## 请求参数\n\n|名称|类型|描述|说明|\n|--|--|--|--|\n', 3, /description/u],
    ['neither fields nor errors', '## 请求参数\n\n|名称|描述|\n|--|--|\n|a|b|\n', 3, /neither/u],
    ['an unknown heading', '# boats\n\n## 附录\n\n|名称|类型|\n|--|--|\n|a|String|\n', 5, /附录/u],
    ['fields right under the title', '# boats\n\n|名称|类型|\n|--|--|\n|a|String|\n', 3, /neither a type/u],
    ['a row with too many cells', fields('|a|String|True||x|', '|b|String|True||x | y|'), 6, /6 cells/u],
    ['a row with too few cells', fields('|a|String|True||x|', '|b|String|True|'), 6, /3 cells/u],
    ['a line of text right under a table', fields('|a|String|True||x|', 'text'), 6, /1 cells/u],
    [
      'a header that does not fit its rule',
      '## 请求参数\n\ntext\n\n|名称|类型|描述|\n|---|---|\n|a|String|x|\n',
      5,
      /looks like a table/u,
    ],
    [
      'a table without an empty line above',
      '## 请求参数\n<div id="a"></div>\n|名称|类型|\n|---|---|\n|a|String|\n',
      3,
      /empty line/u,
    ],
    ['a table that is indented like code', '## 请求参数\n\n    |名称|类型|\n    |---|---|\n', 3, /looks like a table/u],
    ['a table in HTML', '## 请求参数\n\n<table>\n<tr><td>名称</td></tr>\n</table>\n', 3, /HTML/u],
    [
      'a column of fields in a table of errors',
      '## 错误码\n\n|错误码|描述|示例值|\n|--|--|--|\n|A|x|1|\n',
      3,
      /"example" means nothing in a table of errors/u,
    ],
    [
      'a column of errors in a table of fields',
      '## 请求参数\n\n|名称|类型|错误码|\n|--|--|--|\n|a|String|A|\n',
      3,
      /"code" means nothing in a table of fields/u,
    ],
    ['a tag that is not closed', fields('|a|String|True||<b>x<br>|'), 5, /<b> is not closed/u],
    ['a tag that closes nothing', fields('|a|String|True||x</code>|'), 5, /<\/code> closes nothing/u],
    [
      'a code block that is not closed',
      '## 说明\n\n```\nnpm install boats\n\n## 错误码\n|错误码|\n|--|\n|A|\n',
      3,
      /code block is not closed/u,
    ],
    ['a <pre> that is not closed', '## 说明\n\n<pre>\nnpm install boats\n\n## 附录\n', 3, /<pre> is not closed/u],
    ['no name', fields('||String|True||x|'), 5, /not a name/u],
    ['a type in words', fields('|a|String or Integer|True||x|'), 5, /type "String or Integer"/u],
    ['a type in Chinese that is not known', fields('|a|结构|True||x|'), 5, /结构/u],
    ['no type', fields('|a||True||x|'), 5, /type ""/u],
    ['a list by its name only', fields('|a.N|String|True||x|'), 5, /a\.N/u],
    ['required in other words', fields('|a|String|sometimes||x|'), 5, /sometimes/u],
    [
      'a second table for a type',
      '### Boat\n|名称|类型|\n|--|--|\n|a|String|\n\n### Boat\n|名称|类型|\n|--|--|\n|b|String|\n',
      7,
      /second table for the type Boat; the first is in line 2/u,
    ],
    ['a status in words', errors('|OK||OK||'), 5, /"OK" is not an HTTP status/u],
    ['a code in words', errors('|400|bad name|Bad||'), 5, /"bad name" is not an error code/u],
    ['an error without anything', '## 错误码\n|错误码|描述|\n|--|--|\n||x|\n', 4, /neither a status nor a code/u],
    ['a Chinese wire message', errors('|400|A|Bad|坏|', '|400|B|坏了|坏|'), 6, /wire message is Chinese/u],
    ['a sentence for a default', fields('|a|String|True|此船可载货物且每日往返于两港之间|x|'), 5, /prose/u],
    ['an example that is not JSON', '## 请求示例\n\n```\n{"a": 1,}\n```\n', 4, /not JSON/u],
    ['an example of which side is unknown', '## 附录\n\n```\n{"a": 1}\n```\n', 4, /not labelled/u],
    ['a line of an example in words', '## 请求示例\n\n```\nPOST /boats\nand then\n{}\n```\n', 5, /and then/u],
  ])('%s', (_, markdown, line, problem) => {
    let error: unknown;
    try {
      extract(markdown, 'toy');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TableError);
    expect({ line: (error as TableError).line, problem: (error as TableError).problem }).toEqual({
      line,
      problem: expect.stringMatching(problem),
    });
  });
});
