import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/cli.js';
import { edited, TOY_DOCUMENT, toySpec } from './toy.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'provenance-'));
  await mkdir(join(root, 'specs/boats'), { recursive: true });
  await mkdir(join(root, 'specs/common'), { recursive: true });
  await mkdir(join(root, 'bundles'));
  await writeFile(join(root, 'redocly.yaml'), 'apis:\n  boats: {root: specs/boats/openapi.yaml}\n');
  await writeFile(join(root, 'specs/common/references.yaml'), 'boat-go: an SDK that does not exist\n');
  await writeFile(join(root, 'bundles/boats.json'), JSON.stringify(toySpec()));
  await writeFile(join(root, 'old.md'), TOY_DOCUMENT);
  await writeFile(join(root, 'empty.md'), '# boats\n');
  await writeFile(join(root, 'none.json'), '{"tables": [{}]}');
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const result = { out: '', err: '' };
  const output = { out: (text: string) => (result.out += text), err: (text: string) => (result.err += text) };
  const code = await run(
    [...args.map((arg) => arg.replace('ROOT', root)), '--root', root, '--bundles', join(root, 'bundles')],
    output,
  );
  return { code, ...result };
}

const source = () => readFile(join(root, 'specs/boats/source.json'), 'utf8');
const note = (text: string) => writeFile(join(root, 'specs/boats/discrepancies.yaml'), text);

describe('extract', () => {
  it('writes source.json, the same each time', async () => {
    expect(await cli('extract', 'ROOT/old.md', '--api', 'boats')).toEqual({
      code: 0,
      out: 'specs/boats/source.json: 7 tables with 16 rows, 1 examples\n',
      err: '',
    });
    const first = await source();
    expect((JSON.parse(first) as { document: { title: string } }).document.title).toBe('createBoats');
    await cli('extract', 'ROOT/old.md', '--api', 'boats');
    expect(await source()).toBe(first);
    expect((await cli('extract', 'ROOT/old.md', '--api', 'boats', '--stdout')).out).toBe(first);
  });

  it('names file and line of a table that it does not understand, and writes nothing', async () => {
    await writeFile(join(root, 'bad.md'), edited(['|**token**|String|', '|**token**|']));
    expect(await cli('extract', 'ROOT/bad.md', '--api', 'boats')).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/bad\.md:21: the row has 5 cells/u),
    });
    await expect(source()).rejects.toThrow('ENOENT');
  });

  it('says on stderr what it leaves out', async () => {
    await writeFile(join(root, 'more.md'), `${TOY_DOCUMENT}\n## 安装\n\n\`\`\`\nnpm install boats\n\`\`\`\n`);
    expect(await cli('extract', 'ROOT/more.md', '--api', 'boats')).toMatchObject({
      code: 0,
      err: expect.stringMatching(/code block .* left out/u),
    });
  });
});

describe('check', () => {
  beforeEach(() => cli('extract', 'ROOT/old.md', '--api', 'boats'));

  it('prints the coverage and exits 0 when nothing is open', async () => {
    expect(await cli('check')).toEqual({
      code: 0,
      out: 'boats 12/12 rows, 4/4 errors, 2/2 examples, 0 discrepancies that cover 0, 0 open\n',
      err: '',
    });
  });

  it('prints findings and exits 1, without the document at hand', async () => {
    const spec = toySpec();
    spec.components.schemas.Boat.properties.name.type = 'integer';
    await writeFile(join(root, 'bundles/boats.json'), JSON.stringify(spec));
    await rm(join(root, 'old.md'));
    const { code, out } = await cli('check', 'boats');
    expect(code).toBe(1);
    expect(out).toContain('type-differs #/components/schemas/Boat/properties/name/type');
    expect(out).toContain('document: 请求参数 > Boat > row name');
  });

  it('says which discrepancy could cover a finding, and takes it when it does', async () => {
    const spec = toySpec();
    Object.assign(spec.components.schemas.CreateBoatsRequest.properties.token, {
      type: 'integer',
      'x-discrepancies': ['boats-token'],
    });
    await writeFile(join(root, 'bundles/boats.json'), JSON.stringify(spec));
    const entry =
      "- {id: boats-token, where: '#/components/schemas/CreateBoatsRequest/properties/token', evidence: [Row token], document: x, decision: x, reason: x";
    await note(`${entry}}\n`);
    expect(await cli('check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('if boats-token explains it: add type-differs to its covers'),
    });
    await note(`${entry}, covers: [type-differs]}\n`);
    expect(await cli('check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 discrepancies that cover 1, 0 open'),
    });
  });

  it('prints JSON', async () => {
    const { out } = await cli('check', '--json');
    expect(JSON.parse(out)).toEqual({
      boats: {
        coverage: { rows: { found: 12, of: 12 }, errors: { found: 4, of: 4 }, examples: { found: 2, of: 2 } },
        findings: [],
        explained: {},
      },
    });
  });
});

describe('diff', () => {
  it('compares a document, or the facts of one, with a new edition', async () => {
    await cli('extract', 'ROOT/old.md', '--api', 'boats');
    await writeFile(join(root, 'new.md'), edited(['`[1,10]`', '`[1,20]`']));
    const fromDocument = await cli('diff', 'ROOT/old.md', 'ROOT/new.md', '--api', 'boats');
    expect(fromDocument.code).toBe(1);
    expect(fromDocument.out).toContain('maximum: 10 -> 20');
    expect(await cli('diff', 'ROOT/specs/boats/source.json', 'ROOT/new.md', '--api', 'boats')).toEqual(fromDocument);
    await writeFile(join(root, 'form.md'), edited(['|**token**|', '|token|']));
    expect(await cli('diff', 'ROOT/old.md', 'ROOT/form.md', '--api', 'boats')).toMatchObject({
      code: 0,
      out: expect.stringContaining('in its form only'),
    });
    expect(await cli('diff', 'ROOT/old.md', 'ROOT/old.md', '--api', 'boats')).toMatchObject({
      code: 0,
      out: '0 changes, 0 discrepancies settled, 0 new findings for check\n',
    });
    expect(JSON.parse((await cli('diff', 'ROOT/old.md', 'ROOT/new.md', '--api', 'boats', '--json')).out)).toMatchObject(
      { changes: [{ kind: 'limit' }], settled: [] },
    );
  });
});

describe('trace', () => {
  beforeEach(() => cli('extract', 'ROOT/old.md', '--api', 'boats'));

  it('says where a place comes from, with the full name of a source', async () => {
    expect(await cli('trace', 'boats', '#/components/schemas/Boat/properties/name')).toMatchObject({
      code: 0,
      out: expect.stringContaining('document: 请求参数 > Boat > row name'),
    });
    expect((await cli('trace', 'boats', '#/components/schemas/Boat/properties/flag')).out).toContain(
      'boat-go: an SDK that does not exist',
    );
    const encoded = '#/paths/~1v1~1regions~1%7BregionId%7D~1boats/post/parameters/0';
    expect((await cli('trace', 'boats', encoded)).out).toContain('row regionId');
    expect((await cli('trace', 'boats', '#')).out).toContain('document: createBoats');
    expect(await cli('trace', 'boats', '/info/title')).toMatchObject({ code: 1, out: expect.stringContaining('ours') });
  });

  it('refuses what is no pointer, and a pointer at nothing', async () => {
    expect(await cli('trace', 'boats', 'Boat')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no JSON pointer'),
    });
    expect(await cli('trace', 'boats', '/components/schemas/Ship')).toMatchObject({
      code: 2,
      err: expect.stringContaining('points at nothing'),
    });
  });
});

describe('breaking', () => {
  it('exits 1 for a change that breaks, 0 for one that does not', async () => {
    const old = 'ROOT/bundles/boats.json';
    await cp(join(root, 'bundles/boats.json'), join(root, 'new.json'));
    expect(await cli('breaking', old, 'ROOT/new.json')).toEqual({
      code: 0,
      out: '0 breaking, 0 compatible\n',
      err: '',
    });
    const spec = toySpec();
    spec.components.schemas.Boat.properties.kind.enum.push('raft');
    await writeFile(join(root, 'new.json'), JSON.stringify(spec));
    expect(await cli('breaking', old, 'ROOT/new.json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 breaking, 1 compatible'),
    });
    expect(await cli('breaking', 'ROOT/new.json', old)).toMatchObject({
      code: 1,
      out: expect.stringContaining('breaking   value-removed'),
    });
    expect(JSON.parse((await cli('breaking', 'ROOT/new.json', old, '--json')).out)).toMatchObject([
      { kind: 'value-removed', breaking: true },
    ]);
  });
});

describe('arguments that cannot be used exit 2, with the reason on stderr', () => {
  it.each<[string[], RegExp]>([
    [[], /no command/u],
    [['chekc'], /no command chekc/u],
    [['check', '--jsno'], /jsno/u],
    [['check', 'ships'], /no API ships; there are boats/u],
    [['check'], /cannot read .*source\.json; make it with: extract/u],
    [['extract', 'ROOT/none.md', '--api', 'boats'], /cannot read .*none\.md/u],
    [['extract', 'ROOT/old.md'], /no --api; there are boats/u],
    [['extract', '--api', 'boats'], /needs one document/u],
    [['diff', 'ROOT/old.md', '--api', 'boats'], /needs two editions/u],
    [['trace', 'boats'], /needs an API and a pointer/u],
    [['breaking', 'ROOT/bundles/boats.json', 'ROOT/old.md'], /is not JSON/u],
    [['breaking', 'ROOT/none.json', 'ROOT/none.json'], /none\.json holds no OpenAPI document/u],
    [['diff', 'ROOT/none.json', 'ROOT/none.json', '--api', 'boats'], /none\.json holds no facts/u],
    [['extract', 'ROOT/empty.md', '--api', 'boats'], /has no table/u],
    [['check', '--api', 'boats'], /--api is for extract and diff only/u],
    [['trace', 'boats', '#/info', '--stdout'], /--stdout is for extract only/u],
  ])('%s', async (args, reason) => {
    expect(await cli(...args)).toEqual({ code: 2, out: '', err: expect.stringMatching(reason) });
  });

  it('says so of a configuration that is not YAML', async () => {
    await writeFile(join(root, 'redocly.yaml'), 'apis: [');
    expect(await cli('check')).toMatchObject({ code: 2, err: expect.stringMatching(/redocly\.yaml is not YAML/u) });
  });

  it.each<[string, RegExp]>([
    ['a: [', /is not YAML/u],
    ['a: 1', /is not a list/u],
    ['- {where: "#/info"}', /an entry without an id/u],
    ['- {id: x}', /where is a pointer/u],
    ['- {id: x, where: "#/info"}', /evidence is a list/u],
    ['- {id: x, where: "#/info", evidence: [], covers: type-differs}', /covers is a list/u],
    ['- {id: x, where: "#/info", evidence: [], document: x, decision: x}', /reason is missing/u],
    [
      '- &a {id: x, where: "#/info", evidence: [], document: x, decision: x, reason: x}\n- *a',
      /x: two entries have this id/u,
    ],
    ['- {id: x, where: "#/info", evidence: [], covers: [all]}', /covers has all; it can have .*type-differs/u],
  ])('discrepancies.yaml: %s', async (text, reason) => {
    await cli('extract', 'ROOT/old.md', '--api', 'boats');
    await note(text);
    expect(await cli('check')).toMatchObject({ code: 2, err: expect.stringMatching(reason) });
  });

  it('prints its usage when asked', async () => {
    expect(await cli('--help')).toMatchObject({ code: 0, out: expect.stringContaining('exit: 0') });
  });
});
