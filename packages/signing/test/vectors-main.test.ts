import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/vectors-main.js', import.meta.url));
const CORPUS = fileURLToPath(new URL('../src/vectors/vectors.json', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
function write(text: string): string {
  const file = join(folder, 'vectors.json');
  writeFileSync(file, text);
  return file;
}

test('every vector is OK: exit 0', () => {
  const { status, stdout, stderr } = run(CORPUS);
  const lines = stdout.trimEnd().split('\n');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(lines.slice(0, -1).every((line) => line.startsWith('OK    '))).toBe(true);
  expect(lines.at(-1)).toBe('20 of 20 vectors agree');
});

test('a difference: its stage and lines, exit 1', () => {
  const file = JSON.parse(readFileSync(CORPUS, 'utf8'));
  file.vectors[1].inputs.path = '/other';
  const { status, stdout } = run(write(JSON.stringify(file)));
  expect(status).toBe(1);
  expect(stdout).toContain(
    `DIFF  jd-vm-createInstances: canonicalRequest
      line 2
      expected "/v1/regions/cn-north-1/instances"
      actual   "/other"
`,
  );
  expect(stdout).toContain('19 of 20 vectors agree');
});

describe('what cannot be read: one line, exit 2', () => {
  test.each([
    ['no file', [], /^usage: npm run vectors -- FILE\n$/],
    ['two files', ['a', 'b'], /^usage: npm run vectors -- FILE\n$/],
    ['a file that is not there', ['absent.json'], /^absent\.json cannot be read: ENOENT\n$/],
    ['a folder', ['.'], /^\. cannot be read: EISDIR\n$/],
  ])('%s', (_, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test.each([
    ['{', 'is not JSON'],
    ['[]', 'has no list "vectors"'],
    ['{"vectors":{}}', 'has no list "vectors"'],
    ['{"vectors":[]}', 'has no vector'],
    ['{"vectors":[1]}', 'has a vector, number 1, without name, scheme, inputs or expected stages'],
    ['{"vectors":[{"name":"a","scheme":"b","inputs":{},"expected":{}}]}', 'has a vector, number 1,'],
  ])('%s', (text, message) => {
    const { status, stderr } = run(write(text));
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
