import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Edit, lintSamples } from './sample.js';

const SAMPLE = fileURLToPath(new URL('fixtures/specs/sample/', import.meta.url));
const SAMPLES = 25;

/** Redocly gives up on a whole document when a rule throws, so no rule may rely on the form of what it reads. */
test('anything anywhere in a spec is reported or passed, never thrown at', async () => {
  const places = await placesIn(SAMPLE);
  const junk = fc.constantFrom(null, 0, '', 'x', true, [], [null], {}, { $ref: 'nowhere.yaml' }, { $ref: 7 });
  const edit: fc.Arbitrary<Edit> = fc.tuple(fc.constantFrom(...places), junk).map(([place, to]) => ({ ...place, to }));
  const samples = fc.sample(edit, { numRuns: SAMPLES, seed: 7 }).map((one) => [one]);
  const findings = await lintSamples(samples);
  expect(findings).toHaveLength(SAMPLES);
}, 120_000);

async function placesIn(folder: string): Promise<{ file: string; set: (string | number)[] }[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(yaml|json)$/.test(file));
  const places = await Promise.all(
    files.map(async (file) => pathsIn(parse(await readFile(`${folder}${file}`, 'utf8'))).map((set) => ({ file, set }))),
  );
  // Without its version a document is none that Redocly lints.
  return places.flat().filter(({ set }) => set.join() !== 'openapi');
}

function pathsIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    [key],
    ...pathsIn((value as Record<string | number, unknown>)[key]).map((rest) => [key, ...rest]),
  ]);
}
