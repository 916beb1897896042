import { expect, test } from 'vitest';
import { APIS, bundleSizes } from '../src/footprint.js';

// Tencent's client knows some ninety error codes by name, and two ways to sign.
const LIMITS: Readonly<Record<string, number>> = { 'tencent-cvm': 12_200 };

test.each(APIS)('the client of %s, minified and compressed, is small, and its checks are loaded later', async (api) => {
  const { client, checks } = await bundleSizes(api);
  expect(client).toBeGreaterThan(2000);
  expect(client).toBeLessThan(LIMITS[api] ?? 10_700);
  expect(checks).toBeGreaterThan(0);
});
