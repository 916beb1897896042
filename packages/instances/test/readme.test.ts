import { readFileSync } from 'node:fs';
import * as tencent from '@launchspec/clients/credentials/tencent';
import { createMockFetch } from '@launchspec/mock';
import { afterEach, expect, test, vi } from 'vitest';
import * as errors from '../src/errors/index.js';
import * as instances from '../src/index.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** What the README imports. */
const MODULES: { readonly [name: string]: object } = {
  '@launchspec/instances': instances,
  '@launchspec/instances/errors': errors,
  '@launchspec/clients/credentials/tencent': tencent,
};

const NAMES = ['violations', 'outcome', 'remaining', 'entries', 'saved'];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('the examples of the README, one after the other as they stand, do what they say', async () => {
  const mock = createMockFetch({ auth: 'verify' });
  await mock.configure('tencent-cvm', { creationTime: 0 });
  vi.stubGlobal('fetch', mock);
  vi.stubEnv('TENCENTCLOUD_SECRET_ID', 'launchspec');
  vi.stubEnv('TENCENTCLOUD_SECRET_KEY', 'launchspec');
  const said = vi.spyOn(console, 'error').mockReturnValue();

  // As a function, which has no imports, and in JavaScript.
  const source = [...README.matchAll(/^```ts\n(.*?)^```$/gms)]
    .map(([, code = '']) => code.replace(/^import (\{.*?\}) from ('.*?');$/gm, 'const $1 = modules[$2];'))
    .join('\n')
    .replaceAll(' as const;', ';');
  const AsyncFunction = (async () => {}).constructor as new (...code: string[]) => (given: object) => Promise<object>;
  const seen = await new AsyncFunction('modules', `${source}\nreturn { ${NAMES.join(', ')} };`)(MODULES);

  expect(seen).toMatchObject({
    violations: [],
    outcome: 'ready',
    remaining: [],
    entries: [{ status: 'created' }],
    saved: { api: 'tencent-cvm', outcome: { asked: 3, bought: 3, complete: true } },
  });
  expect(said).toHaveBeenCalledWith('REQUEST_INVALID', undefined, [expect.objectContaining({ path: '/count' })], 'no');
  expect(mock.purchases()).toHaveLength(2);
});
