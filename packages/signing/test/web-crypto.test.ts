import { describe, expect, test, vi } from 'vitest';
import { digest } from '../src/digest/platform.js';

// Node takes its own hashes in every other test. Here are the same tests on those of browsers and edge runtimes.
vi.mock('../src/digest/platform.js', async () => ({ digest: (await import('../src/digest/web.js')).webDigest }));

test('these are not the hashes of Node, which answer at once', () => {
  expect(digest.sha256('')).toBeInstanceOf(Promise);
});

// In a describe each, so that what one file sets up stays its own.
const files = {
  vectors: () => import('./vectors.test.js'),
  properties: () => import('./properties.test.js'),
  secrets: () => import('./secrets.test.js'),
  'the SDK of JD Cloud': () => import('./differential/jdcloud-sdk.test.js'),
  'the SDK of Tencent Cloud': () => import('./differential/tencent-sdk.test.js'),
  'JD Cloud, steps': () => import('./jdcloud/steps.test.js'),
  'JD Cloud, sign': () => import('./jdcloud/sign.test.js'),
  'JD Cloud, verify': () => import('./jdcloud/verify.test.js'),
  'Tencent, steps of TC3': () => import('./tencent/tc3-steps.test.js'),
  'Tencent, steps of v1': () => import('./tencent/v1-steps.test.js'),
  'Tencent, sign': () => import('./tencent/sign.test.js'),
  'Tencent, verify TC3': () => import('./tencent/verify-tc3.test.js'),
  'Tencent, verify v1': () => import('./tencent/verify-v1.test.js'),
  Zenlayer: () => import('./zenlayer/zenlayer.test.js'),
};
describe.each(Object.entries(files))('on Web Crypto: %s', async (_, file) => {
  await file();
});
