import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diffLines, findDrift, write } from '../src/drift.js';

const api = 'packages/clients/src/generated/toy';
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'launchspec-root-'));
});
afterEach(() => rm(root, { recursive: true }));

const put = async (path: string, content: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
};
const outputs = new Map([
  [`${api}/types.ts`, 'types'],
  [`${api}/index.ts`, 'index'],
]);
const everything = () => true;

test('nothing has drifted when every file is as generated', async () => {
  for (const [path, content] of outputs) await put(path, content);
  expect(await findDrift(root, outputs, everything)).toEqual([]);
});

test('changed, missing and stale files are told apart, and nothing is written', async () => {
  await put(`${api}/types.ts`, 'edited');
  await put(`${api}/old.ts`, 'old');
  expect(await findDrift(root, outputs, everything)).toEqual([
    { path: `${api}/index.ts`, kind: 'missing' },
    { path: `${api}/old.ts`, kind: 'stale' },
    { path: `${api}/types.ts`, kind: 'changed' },
  ]);
  expect(await readFile(join(root, `${api}/types.ts`), 'utf8')).toBe('edited');
});

test('files of another API are not stale when only one is checked', async () => {
  for (const [path, content] of outputs) await put(path, content);
  await put('packages/clients/src/generated/other/types.ts', 'other');
  expect(await findDrift(root, outputs, (path) => path.startsWith(api))).toEqual([]);
});

test('writing removes what is stale and mends the rest', async () => {
  await put(`${api}/types.ts`, 'edited');
  await put(`${api}/old.ts`, 'old');
  await write(root, outputs, everything);
  expect(await findDrift(root, outputs, everything)).toEqual([]);
});

test('a changed file is shown by the lines in which it differs', async () => {
  await put(`${api}/types.ts`, 'same\nedited\n');
  const lines = await diffLines(root, `${api}/types.ts`, 'same\ntypes\n', 10);
  expect(lines).toContain('-edited');
  expect(lines).toContain('+types');
  expect(lines).not.toContain('-same');
});
