import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  exports: Record<string, { types: string; default: string }>;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('every API of redocly.yaml has its sub-paths, and nothing else is exported', () => {
  const apis = [...read('../../../redocly.yaml').matchAll(/root: specs\/([a-z-]+)\/openapi\.yaml/g)].map(
    ([, api]) => api,
  );
  const { exports } = JSON.parse(read('../package.json')) as Manifest;
  const vendors = ['jdcloud', 'tencent', 'zenlayer'].map((vendor) => `./credentials/${vendor}`);
  const expected = [
    './validation',
    './errors',
    './names',
    './redaction',
    './description',
    './options',
    './pointers',
    './purchased',
    './request-check',
    './unusable',
    ...vendors,
    ...apis.flatMap((api) => [`./${api}`, `./${api}/rules`, `./${api}/validators`]),
  ];
  expect(apis.length).toBeGreaterThan(0);
  expect(Object.keys(exports).sort()).toEqual(expected.sort());
});

test('every exported file is built', () => {
  const { exports } = JSON.parse(read('../package.json')) as Manifest;
  for (const target of Object.values(exports).flatMap(({ types, default: file }) => [types, file])) {
    expect(read(`../${target}`).length).toBeGreaterThan(0);
  }
});
