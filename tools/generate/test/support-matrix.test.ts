import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Document } from '../src/openapi.js';
import { withSupportMatrix } from '../src/support-matrix.js';
import { apiIds, ROOT } from '../src/workspace.js';

const readme = await readFile(`${ROOT}README.md`, 'utf8');
const documents = new Map(
  await Promise.all(
    (await apiIds()).map(async (api) => {
      const text = await readFile(`${ROOT}packages/openapi/src/generated/${api}.json`, 'utf8');
      return [api, JSON.parse(text) as Document] as const;
    }),
  ),
);

test('the support matrix of the README is the one that the bundles give (npm run generate mends it)', () => {
  expect(readme).toBe(withSupportMatrix(readme, documents));
});

test('a README in which somebody edited the matrix differs', () => {
  const edited = readme.replace('| `jdcloud-vm` |', '| `jdcloud-vms` |');
  expect(edited).not.toBe(readme);
  expect(withSupportMatrix(edited, documents)).toBe(readme);
});

test('a README without a place for it is an error that shows the lines it needs', () => {
  expect(() => withSupportMatrix('# Readme', documents)).toThrow('README.md lacks the lines "<!-- support matrix');
});
