import { CAPABILITIES, type Capabilities } from '@launchspec/instances/capabilities';
import { describe, expect, test } from 'vitest';
import { APIS, bundleSizes, planBundle, planSizes } from '../src/footprint.js';

// Tencent's client knows some ninety error codes by name, and two ways to sign.
const LIMITS: Readonly<Record<string, number>> = { 'tencent-cvm': 12_200 };

test.each(APIS)('the client of %s, minified and compressed, is small, and its checks are loaded later', async (api) => {
  const { client, checks } = await bundleSizes(api);
  expect(client).toBeGreaterThan(2000);
  expect(client).toBeLessThan(LIMITS[api] ?? 10_800);
  expect(checks).toBeGreaterThan(0);
});

describe.each(APIS)('planning launches with %s alone', (api) => {
  const planned = planBundle(api);

  test('is small, minified and compressed, checks included', async () => {
    const { size } = await planned;
    expect(size).toBeGreaterThan(2000);
    expect(size).toBeLessThan(25_000);
  });

  test('loads nothing of the other APIs', async () => {
    const { code } = await planned;
    const found = (each: string) => APIS_AND_REASONS[each]?.filter((text) => code.includes(text)) ?? [];
    for (const each of APIS) expect(found(each), each).toEqual(each === api ? APIS_AND_REASONS[each] : []);
  });
});

test('the benchmark says of each API how large planning with it is', async () => {
  const lines = (await planSizes()).split('\n');
  for (const api of APIS)
    expect(lines.filter((line) => line.startsWith(`  ${api} `))).toEqual([expect.stringContaining(' kB')]);
});

/** Of each API its name, and the reasons that no other table has, as the code writes them. */
const APIS_AND_REASONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(CAPABILITIES).map(([api, table]) => {
    const others = Object.entries(CAPABILITIES).filter(([other]) => other !== api);
    const foreign = new Set(others.flatMap(([, other]) => reasonsOf(other)));
    const own = reasonsOf(table).filter((reason) => !foreign.has(reason));
    return [api, [api, ...own].map((text) => `\`${text}\``)];
  }),
);

function reasonsOf(table: Capabilities): string[] {
  const reasons = Object.values(table).flatMap((cell) =>
    'no' in cell ? cell.no : 'implied' in cell ? cell.implied : [],
  );
  return [...new Set(reasons)];
}
