import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { createClient } from '@launchspec/clients/tencent-cvm';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Mock, MockStartError, startMock } from '../src/index.js';

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

  test('a kill in the middle of writes loses nothing that was answered', () => survivesKill(folder));

  test('two mocks share tokens and ledger: one purchase a token, whoever is asked', () => sharesTokens(folder));

  test('a mock that starts again has its purchases and its frozen clock before anybody asks', async () => {
    const frozenAt = await withMock(folder, async (mock) => {
      await clientOf(mock).POST('/#RunInstances', { body: body('once') });
      await mock.freeze();
      await mock.advance('1h');
      return clockOf(mock);
    });
    expect(frozenAt).toMatchObject({ frozen: true });
    await withMock(folder, async (mock) => {
      expect(mock.purchases()).toHaveLength(1);
      expect(await clockOf(mock)).toEqual(frozenAt);
    });
  });

  test('a place that is no folder is one line, and nothing listens', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const error = await startMock({ state: file }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MockStartError);
    expect((error as Error).message).toMatch(/^Cannot open the state: .*\.$/);
  });
});

async function clockOf(mock: Mock): Promise<unknown> {
  return (await fetch(`${mock.adminUrl}/clock`)).json();
}

async function survivesKill(state: string): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./serve-state.mjs', import.meta.url)), state]);
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
  await withMock(state, async (mock) => {
    await clientOf(mock).POST('/#RunInstances', { body: body('after') });
    const bought = mock.purchases().flatMap(({ items }) => items.map(({ id }) => id));
    expect(answered.length).toBeGreaterThanOrEqual(100);
    expect(bought).toEqual(expect.arrayContaining(answered));
    expect(new Set(bought).size).toBe(bought.length);
  });
}

async function sharesTokens(state: string): Promise<void> {
  await withMock(state, (one) =>
    withMock(state, async (two) => {
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
}

const REDIS_SERVER = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync);

describe.skipIf(!REDIS_SERVER)('in Redis', () => {
  let redis: ChildProcess;
  let url: string;
  beforeEach(async () => {
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    redis = spawn(REDIS_SERVER as string, [
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

  test('two mocks share tokens and ledger: one purchase a token, whoever is asked', () => sharesTokens(url));

  test('a kill in the middle of writes loses nothing that was answered', () => survivesKill(url));

  test('two mocks that move the clock at once both count', async () => {
    await withMock(url, (one) =>
      withMock(url, async (two) => {
        await one.freeze();
        const { now } = (await clockOf(one)) as { now: string };
        await Promise.all([one, two, one, two].map((mock) => mock.advance('1m')));
        const expected = { now: new Date(Date.parse(now) + 240_000).toISOString(), frozen: true };
        expect(await Promise.all([one, two].map(clockOf))).toEqual([expected, expected]);
      }),
    );
  });

  test('mocks whose clocks differ agree on what is pending', async () => {
    const { now } = Date;
    try {
      Date.now = () => now() + 3_600_000;
      await withMock(url, async (fast) => {
        Date.now = now;
        await withMock(url, async (slow) => {
          await clientOf(fast).POST('/#RunInstances', { body: body('once') });
          await slow.advance('5s');
          for (const mock of [fast, slow]) {
            const { data } = await clientOf(mock).POST('/#DescribeInstances', { body: {} });
            expect(data?.Response.InstanceSet).toEqual([expect.objectContaining({ InstanceState: 'RUNNING' })]);
          }
        });
      });
    } finally {
      Date.now = now;
    }
  });

  test('an answer of Redis that is lost does not buy twice', async () => {
    const proxy = await lossyProxy(Number(new URL(url).port));
    await withMock(`redis://127.0.0.1:${proxy.port}`, async (mock) => {
      // Not with the client, which gives each purchase a token.
      const headers = {
        authorization: 'x',
        'x-tc-action': 'RunInstances',
        'x-tc-version': '2017-03-12',
        'x-tc-region': 'r',
      };
      const { ClientToken: _, ...withoutToken } = body('');
      for (let call = 1; call <= 3; call += 1) {
        const before = proxy.lost();
        proxy.loseNextAnswerTo('nx');
        const answer = await fetch(mock.url('tencent-cvm'), {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(withoutToken),
        });
        expect(await answer.json()).toMatchObject({ Response: { InstanceIdSet: [expect.any(String)] } });
        expect(proxy.lost()).toBe(before + 1);
        expect(mock.purchases()).toHaveLength(call);
      }
    });
    proxy.close();
  });

  test('a record that is nothing of ours is an error, not an endless loop', async () => {
    const connection = new Redis(url);
    await connection.set('launchspec:events:000000:000000000.json', 'nothing of ours');
    connection.disconnect();
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await withMock(url, async (mock) => {
      const { error } = await clientOf(mock).POST('/#RunInstances', { body: body('once') });
      expect(error).toMatchObject({ kind: 'vendor', code: 'InternalError' });
    });
    said.mockRestore();
  });
});

test.each(['', 'postgres://127.0.0.1/', 'HTTP://127.0.0.1'])('%j is no place for state', async (state) => {
  await expect(startMock({ state })).rejects.toThrow(
    'Cannot open the state: it must be a folder, or redis://host:port.',
  );
});

test('a Redis that is not there is one line without its password, and nothing listens', async () => {
  const port = await freePort();
  const state = `redis://:canary1@127.0.0.1:${port}`;
  const error = await startMock({ state }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MockStartError);
  expect((error as Error).message).toBe(`Cannot open the state: connect ECONNREFUSED 127.0.0.1:${port}.`);
  expect(inspect(error, { depth: 9 })).not.toContain('canary1');
});

/** Stands before Redis, and breaks the connection in place of one answer. */
async function lossyProxy(redisPort: number) {
  let wanted: string | undefined;
  let lost = 0;
  const server = createServer((client) => {
    const redis = connect(redisPort, '127.0.0.1');
    let isLosing = false;
    client.on('data', (data: Buffer) => {
      if (wanted !== undefined && data.toString().toLowerCase().includes(wanted)) {
        wanted = undefined;
        isLosing = true;
      }
      redis.write(data);
    });
    redis.on('data', (data: Buffer) => {
      if (!isLosing) return void client.write(data);
      lost += 1;
      client.destroy();
    });
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    lost: () => lost,
    loseNextAnswerTo: (text: string) => {
      wanted = `\r\n${text}\r\n`;
    },
    close: () => server.close(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
