import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@launchspec/clients/tencent-cvm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../src/index.js';

const credentials = { secretId: 'launchspec', secretKey: 'launchspec' };
const body = (ClientToken: string) => ({ Placement: { Zone: 'z' }, ImageId: 'img-pmqg1cw7', ClientToken });
const clientOf = (mock: Pick<Mock, 'url'>) =>
  createClient({ credentials, region: 'r', baseUrl: mock.url('tencent-cvm'), retry: false });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launchspec-state-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs against a mock, and ends it. */
async function withMock<Result>(state: string, run: (mock: Mock) => Promise<Result>): Promise<Result> {
  const mock = await startMock({ state });
  try {
    return await run(mock);
  } finally {
    await mock.close();
  }
}

describe('in a folder', () => {
  test('what was bought, its tokens, settings and clock outlive the process', async () => {
    const first = await withMock(folder, async (mock) => {
      await mock.configure('tencent-cvm', { quota: 1 });
      await mock.freeze();
      return (await clientOf(mock).POST('/#RunInstances', { body: body('once') })).data;
    });
    await withMock(folder, async (mock) => {
      expect((await clientOf(mock).POST('/#RunInstances', { body: body('once') })).data).toEqual(first);
      expect((await clientOf(mock).POST('/#RunInstances', { body: body('twice') })).error).toMatchObject({
        code: 'InstancesQuotaLimitExceeded',
      });
      expect(mock.purchases()).toHaveLength(1);
    });
  });

  test('a record that was cut off in the middle was never answered for, and is no hindrance', async () => {
    await withMock(folder, async (mock) => {
      for (const token of ['a', 'b']) await clientOf(mock).POST('/#RunInstances', { body: body(token) });
    });
    const records = join(folder, 'events', '000000');
    const [, last = ''] = (await readdir(records)).sort();
    await truncate(join(records, last), 40);
    await withMock(folder, async (mock) => {
      await clientOf(mock).POST('/#RunInstances', { body: body('c') });
      expect(mock.purchases().map(({ token }) => token)).toEqual(['a', 'c']);
    });
  });

  test('a kill in the middle of writes loses nothing that was answered', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./serve-state.mjs', import.meta.url)), folder]);
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(String(data).trim()));
      child.once('exit', (code) => reject(new Error(`exited with ${code}`)));
    });
    const client = clientOf({ url: (api) => `http://127.0.0.1:${port}/${api}` });
    const answered: string[] = [];
    const buy = async (lane: number) => {
      for (let call = 0; ; call += 1) {
        const { data } = await client.POST('/#RunInstances', { body: body(`${lane}-${call}`) });
        if (!data) return;
        answered.push(...(data.Response.InstanceIdSet ?? []));
        if (answered.length === 100) child.kill('SIGKILL');
      }
    };
    await Promise.all([1, 2, 3, 4].map(buy));
    await withMock(folder, async (mock) => {
      await clientOf(mock).POST('/#RunInstances', { body: body('after') });
      const bought = mock.purchases().flatMap(({ items }) => items.map(({ id }) => id));
      expect(answered.length).toBeGreaterThanOrEqual(100);
      expect(bought).toEqual(expect.arrayContaining(answered));
      expect(new Set(bought).size).toBe(bought.length);
    });
  });
});

const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync);

describe.skipIf(!REDIS)('in Redis', () => {
  let redis: ChildProcess;
  let url: string;
  beforeEach(async () => {
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    redis = spawn(REDIS as string, [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ]);
    await new Promise<void>((resolve, reject) => {
      redis.stdout?.on('data', (data: Buffer) => String(data).includes('Ready to accept connections') && resolve());
      redis.once('exit', (code) => reject(new Error(`redis-server exited with ${code}`)));
    });
  });
  afterEach(() => void redis.kill('SIGKILL'));

  test('two mocks share tokens and ledger: one purchase a token, whoever is asked', async () => {
    await withMock(url, (one) =>
      withMock(url, async (two) => {
        const clients = [clientOf(one), clientOf(two)];
        const calls = Array.from({ length: 60 }, (_, call) =>
          clients[call % 2]?.POST('/#RunInstances', { body: body(`token-${Math.floor(call / 4)}`) }),
        );
        const results = await Promise.all(calls);
        const ids = results.map((result) => result?.data?.Response.InstanceIdSet?.[0]);
        expect(new Set(ids).size).toBe(15);
        expect(ids).not.toContain(undefined);
        // Each has seen everything once it was asked again.
        for (const client of clients) await client.POST('/#RunInstances', { body: body('token-0') });
        expect(one.purchases()).toHaveLength(15);
        expect(two.purchases()).toEqual(one.purchases());
      }),
    );
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
