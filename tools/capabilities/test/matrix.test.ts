import { readFile } from 'node:fs/promises';
import { CAPABILITIES, HOUSE_PATHS } from '@launchspec/instances/capabilities';
import { expect, test } from 'vitest';
import { withMatrix } from '../src/matrix.js';
import { shortNames } from '../src/short-names.js';

const readme = await readFile(new URL('../../../packages/instances/README.md', import.meta.url), 'utf8');
const MATRIX = readme.slice(readme.indexOf('<!-- capability matrix'));

test('the matrix of the README is the one that the capability tables give (npm run generate mends it)', () => {
  expect(readme).toBe(withMatrix(readme));
});

test('a README in which somebody edited the matrix differs', () => {
  const edited = readme.replace('`InstanceType`', '`InstanceKind`');
  expect(edited).not.toBe(readme);
  expect(withMatrix(edited)).toBe(readme);
});

test('a README without a place for it is an error that shows the lines it needs', () => {
  expect(() => withMatrix('# Readme')).toThrow('the README lacks the lines "<!-- capability matrix');
});

test('every field has a row with a cell for each API, and no cell is empty', () => {
  const rows = MATRIX.split('\n').filter((line) => line.startsWith('| `'));
  for (const field of HOUSE_PATHS) {
    const name = `\`${field.slice(1).replaceAll('/*', '[]').replaceAll('/', '.')}\``;
    expect(
      rows.filter((row) => row.split('|')[1]?.replace('°', '').trim() === name),
      field,
    ).toHaveLength(1);
  }
  for (const row of rows) {
    const cells = row.split('|').slice(1, -1);
    expect(cells, row).toHaveLength(1 + Object.keys(CAPABILITIES).length);
    for (const cell of cells) expect(cell.trim(), row).not.toBe('');
  }
});

test('every reason of a table stands in a note', () => {
  const cells = Object.values(CAPABILITIES).flatMap((table) => Object.values(table));
  const reasons = cells.flatMap((cell) => ('no' in cell ? cell.no : 'implied' in cell ? cell.implied : []));
  expect(reasons).not.toEqual([]);
  const notes = MATRIX.split('\n').map((line) => /^\d+\. (.*)$/.exec(line)?.[1]);
  for (const reason of reasons) expect(notes).toContain(reason);
});

test('a field is named by the shortest end of its path that no other has', () => {
  const names = shortNames([
    '/body/spec/name',
    '/body/spec/disk/name',
    '/body/spec/disks/*/size',
    '/body/spec/disk/size',
    '/body/spec/disks/*',
    '/body/name',
    '/path/region',
    '/header/X-Region',
  ]);
  expect(Object.fromEntries(names)).toEqual({
    '/body/spec/name': '`spec.name`',
    '/body/spec/disk/name': '`disk.name`',
    '/body/spec/disks/*/size': '`disks[].size`',
    '/body/spec/disk/size': '`disk.size`',
    '/body/spec/disks/*': '`disks[]`',
    '/body/name': '`name`',
    '/path/region': 'path `region`',
    '/header/X-Region': 'header `X-Region`',
  });
});
