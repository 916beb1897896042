import { beforeAll, expect, test } from 'vitest';
import { bundleSample, type Finding, lintSamples } from './sample.js';

let pointers: string[] = [];
let findings: Finding[][] = [];

beforeAll(async () => {
  pointers = pointersIn(await bundleSample()).filter((pointer) => pointer !== '#');
  const astray = pointers.map((pointer) => `${pointer}/nowhere`);
  findings = await lintSamples([[discrepancyAt(pointers)], [discrepancyAt(astray)]]);
}, 120_000);

test('every pointer into the document that Redocly bundles resolves', () => {
  expect(pointers.length).toBeGreaterThan(300);
  expect(findings[0]).toEqual([]);
});

test('no other pointer does', () => {
  const messages = findings[1]?.map(({ message }) => message) ?? [];
  const quiet = pointers.filter((pointer) => !messages.some((message) => message.includes(`\`${pointer}/nowhere\``)));
  expect(quiet).toEqual([]);
});

function discrepancyAt(where: readonly string[]) {
  const entry = { id: 'sample-everywhere', where, document: 'debug', evidence: ['b'], decision: 'c', reason: 'd' };
  return { file: 'discrepancies.yaml', set: [2], to: entry };
}

function pointersIn(value: unknown, pointer = '#'): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const entries = Object.entries(value).map(
    ([key, child]) => [key.replaceAll('~', '~0').replaceAll('/', '~1'), child] as const,
  );
  return [pointer, ...entries.flatMap(([key, child]) => pointersIn(child, `${pointer}/${key}`))];
}
