import { inspect } from 'node:util';
import { createMockFetch, type MockFetch } from '@launchspec/mock';
import { describe, expect, test } from 'vitest';
import {
  type ApiId,
  type ConnectionOptions,
  create,
  createMany,
  describe as describeInstances,
  type LaunchResult,
  terminate,
  waitUntilReady,
} from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { putAt, type Tree } from '../src/tree.js';
import { API_IDS, SMALL } from './support/requests.js';

type Fetch = (url: string, request: RequestInit) => Promise<Response>;

const KEYS = { accessKeyId: 'k', secretAccessKey: 'k', accessKeyPassword: 'k', secretId: 'k', secretKey: 'k' };
const SUBSCRIPTION = { billing: { mode: 'subscription', termMonths: 1 } } as const;

/** Where each vendor answers what was bought, beside what makes an answer its own. */
const IDS: { readonly [api in ApiId]: { readonly answer: object; readonly pointer: string; readonly id?: string } } = {
  'jdcloud-vm': { answer: { requestId: 'r', result: {} }, pointer: '/result/instanceIds' },
  'jdcloud-edcps': { answer: { requestId: 'r', result: {} }, pointer: '/result/instanceIds' },
  'jdcloud-bastion': { answer: { requestId: 'r', result: {} }, pointer: '/result/sourceIds', id: 'sourceId' },
  'zenlayer-bmc': { answer: { requestId: 'r', response: { requestId: 'r' } }, pointer: '/response/instanceIdSet' },
  'tencent-cvm': { answer: { Response: { RequestId: 'r' } }, pointer: '/Response/InstanceIdSet' },
};

function connectionOf(mock: Pick<MockFetch, 'advance'> | undefined, fetch: Fetch): ConnectionOptions {
  let now = Date.now();
  const clock = {
    now: () => now,
    async sleep(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      if (!Number.isFinite(milliseconds)) throw new Error('a pause without end');
      now += milliseconds;
      await mock?.advance(`${Math.ceil(milliseconds)}ms`);
      signal?.throwIfAborted();
    },
  };
  return { credentials: KEYS as never, fetch, clock };
}

function buy(api: ApiId, connection: ConnectionOptions, more: AnyLaunchRequest = {}): Promise<LaunchResult> {
  return create({ ...SMALL[api], ...more } as never, { ...connection, api } as never);
}

function answering(body: unknown): Fetch {
  return () => Promise.resolve(Response.json(body));
}

function bought(api: ApiId, ids: readonly unknown[]): object {
  const { answer, pointer, id } = IDS[api];
  const body = structuredClone(answer) as Tree;
  putAt(body, pointer, id === undefined ? ids : ids.map((each) => ({ [id]: each })));
  return body;
}

/** A mock, some of whose answers are others. */
function rig(replaced: (action: string, body: unknown) => unknown = (_, body) => body) {
  const mock = createMockFetch({ auth: 'off' });
  const fetch: Fetch = async (url, request) => {
    const answer = await mock(url, request);
    const headers = new Headers(request.headers);
    const action = headers.get('x-tc-action') ?? headers.get('x-zc-action') ?? new URL(url).pathname;
    return Response.json(replaced(action, await answer.json()), { status: answer.status });
  };
  return { mock, connection: connectionOf(mock, fetch) };
}

describe.each(API_IDS)('%s: an answer to a purchase', (api) => {
  test.each([
    ['without ids', []],
    ['with ids that are none', [null, '', {}, true]],
  ])('%s is not read as nothing bought', async (_, ids) => {
    const error = await buy(api, connectionOf(undefined, answering(bought(api, ids)))).catch((each: unknown) => each);
    expect(error).toMatchObject({ name: 'LaunchError', reason: 'OUTCOME_UNKNOWN', spent: 'unknown' });
  });

  test.each([
    ['an id twice', ['i-1', 'i-1'], ['i-1'], false],
    ['fewer ids', ['i-1'], ['i-1'], false],
    ['more ids', ['i-1', 'i-2', 'i-3'], ['i-1', 'i-2', 'i-3'], true],
    ['ids that are numbers', [1, 2], ['1', '2'], true],
    ['some ids that are none', ['i-1', null], ['i-1'], false],
  ])('with %s is what it says', async (_, ids, expected, complete) => {
    const result = await buy(api, connectionOf(undefined, answering(bought(api, ids))), { count: 2 });
    expect([...result.instanceIds, ...result.orders]).toEqual(expected);
    expect(result.outcome).toEqual({ asked: 2, bought: expected.length, complete });
  });

  test.each([{}, [], 'text', { requestId: 'r' }, { Response: {} }, { result: null }])(
    'that is %j is an unknown outcome, also among many',
    async (body) => {
      const connection = connectionOf(undefined, answering(body));
      await expect(buy(api, connection)).rejects.toMatchObject({ spent: 'unknown' });
      const { entries } = await createMany([{ api, request: SMALL[api], connection } as never]);
      expect(entries).toMatchObject([{ status: 'unknown' }]);
    },
  );
});

describe.each(API_IDS.filter((api) => api !== 'jdcloud-bastion'))('%s: an answer about instances', (api) => {
  test.each([
    ['says nothing of them', () => IDS[api].answer],
    [
      'has instances without ids',
      (body: unknown) => JSON.parse(JSON.stringify(body).replaceAll(/"[iI]nstanceId"/g, '"x"')),
    ],
  ])('that %s does not make them gone', async (_, spoilt) => {
    let isSpoilt = false;
    const isAbout = (action: string) => /Describe|instances?\/|instanceStatus|instances$/.test(action);
    const { mock, connection } = rig((action, body) => (isSpoilt && isAbout(action) ? spoilt(body) : body));
    const result = await buy(api, connection);
    await mock.advance('1h');
    isSpoilt = true;
    const waited = await waitUntilReady(result, { timeout: 120_000 });
    // One server is asked for by its id, so that its answer needs none.
    if (waited.outcome !== 'ready') {
      expect(waited).toMatchObject({ outcome: 'timed-out', lastError: { reason: 'ANSWER_UNREADABLE' } });
      await expect(describeInstances(result)).rejects.toMatchObject({ reason: 'ANSWER_UNREADABLE', spent: 'no' });
    }
  });
});

test('an instance that cannot be seen is not taken to be given back', async () => {
  let isSpoilt = false;
  const { mock, connection } = rig((action, body) =>
    isSpoilt && action === 'DescribeInstances' ? { Response: { RequestId: 'r' } } : body,
  );
  const result = await buy('tencent-cvm', connection);
  await mock.advance('1h');
  isSpoilt = true;
  const { terminated, remaining } = await terminate(result);
  expect([terminated, remaining.map(({ id }) => id)]).toEqual([[], result.instanceIds]);
});

test('an instance that is too new to be found is given back all the same', async () => {
  let isBehind = true;
  const { mock, connection } = rig((action, body) =>
    isBehind && action === 'DescribeInstances'
      ? { Response: { InstanceSet: [], TotalCount: 0, RequestId: 'r' } }
      : body,
  );
  const result = await buy('tencent-cvm', connection);
  await mock.advance('1h');
  expect(await terminate(result)).toMatchObject({ terminated: result.instanceIds, remaining: [] });
  isBehind = false;
  await mock.advance('1h');
  expect((await describeInstances(result)).map(({ state }) => state)).toEqual(['absent']);
});

describe('a subscription that is to stay in the recycle bin of Tencent Cloud stays there', () => {
  const states = async (result: LaunchResult) =>
    (await describeInstances(result)).map(({ vendorState }) => vendorState);
  const keep = { keepInRecycleBin: true } as const;

  async function subscribed(replaced?: (action: string, body: unknown) => unknown) {
    const { mock, connection } = rig(replaced);
    const result = await buy('tencent-cvm', connection, { ...SUBSCRIPTION, count: 2 });
    await waitUntilReady(result);
    return { mock, connection, result };
  }

  test('when it is given back twice at once', async () => {
    const { result } = await subscribed();
    const both = await Promise.all([terminate(result, keep), terminate(result, keep)]);
    for (const each of both) expect(each).toMatchObject({ inRecycleBin: result.instanceIds, remaining: [] });
    expect(await states(result)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
  });

  test('when it is named twice', async () => {
    const { result, connection } = await subscribed();
    const target = { ...result, instanceIds: [...result.instanceIds, ...result.instanceIds] };
    await terminate(target, { ...keep, connection });
    expect(new Set(await states(result))).toEqual(new Set(['SHUTDOWN']));
  });

  test('when its description is behind', async () => {
    let isBehind = false;
    const { mock, result } = await subscribed((action, body) =>
      isBehind && action === 'DescribeInstances'
        ? JSON.parse(JSON.stringify(body).replaceAll('SHUTDOWN', 'RUNNING'))
        : body,
    );
    isBehind = true;
    await terminate(result, keep);
    const again = await terminate(result, { ...keep, timeout: 60_000 });
    expect(again.remaining.map(({ id }) => id)).toEqual(result.instanceIds);
    isBehind = false;
    await mock.advance('1m');
    expect(await states(result)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
  });

  test('when its description does not say how it is paid', async () => {
    let isSpoilt = false;
    const { result } = await subscribed((action, body) =>
      isSpoilt && action === 'DescribeInstances'
        ? JSON.parse(JSON.stringify(body).replaceAll('InstanceChargeType', 'x'))
        : body,
    );
    await terminate(result, keep);
    isSpoilt = true;
    expect(await terminate(result, keep)).toMatchObject({ inRecycleBin: result.instanceIds });
    expect(await states(result)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
  });

  test('when the vendor failed after the work', async () => {
    let isFailing = false;
    const { result } = await subscribed((action, body) =>
      isFailing && action === 'TerminateInstances'
        ? { Response: { Error: { Code: 'InternalError', Message: 'x' }, RequestId: 'r' } }
        : body,
    );
    isFailing = true;
    const { remaining } = await terminate(result, keep);
    expect(remaining.map(({ id }) => id)).toEqual(result.instanceIds);
    expect(await states(result)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
  });
});

describe('options that make no sense', () => {
  test.each([Number.NaN, -1])('a timeout of %s is refused before anything is asked', async (timeout) => {
    const connection = connectionOf(undefined, () => Promise.reject(new Error('it asked')));
    const target = { api: 'tencent-cvm', region: 'r', instanceIds: ['ins-1'] } as const;
    await expect(waitUntilReady(target, { connection, timeout })).rejects.toThrow(RangeError);
    await expect(terminate(target, { connection, timeout })).rejects.toThrow(RangeError);
  });

  test('nothing is not waited for: it would be ready at once', async () => {
    const { connection } = rig();
    const target = { api: 'jdcloud-vm', region: 'cn-north-1', instanceIds: [] } as const;
    await expect(waitUntilReady(target, { connection })).rejects.toThrow('nothing of jdcloud-vm to wait for');
  });

  test('waiting without end ends when it is ready', async () => {
    const { connection } = rig();
    const result = await buy('jdcloud-vm', connection);
    expect((await waitUntilReady(result, { timeout: Number.POSITIVE_INFINITY })).outcome).toBe('ready');
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s at a time is refused', async (concurrency) => {
    await expect(createMany([], { concurrency })).rejects.toThrow(RangeError);
  });

  test.each(['nope', 'toString', '__proto__', Symbol('x'), undefined])('there is no API %s', async (api) => {
    const target = { api: api as never, instanceIds: ['i'] };
    await expect(create({} as never, { api, credentials: KEYS } as never)).rejects.toThrow(RangeError);
    for (const call of [waitUntilReady, describeInstances, terminate])
      await expect(call(target)).rejects.toThrow(RangeError);
    const { entries } = await createMany([{ api, request: {}, connection: { credentials: KEYS } } as never]);
    expect(entries).toMatchObject([{ status: 'failed' }]);
  });

  test('without credentials nothing is bought, and others are', async () => {
    const { mock, connection } = rig();
    const items = [{ api: 'tencent-cvm', request: SMALL['tencent-cvm'] }, { api: 'jdcloud-vm', request: SMALL['jdcloud-vm'], connection }]; // biome-ignore format: two items
    const { entries, bought: results } = await createMany(items as never);
    expect(entries.map(({ status }) => status)).toEqual(['failed', 'created']);
    expect([results.length, mock.purchases().length]).toEqual([1, 1]);
  });
});

describe.each(API_IDS)('%s', (api) => {
  test('a result that was written as JSON is as good as before', async () => {
    const { connection } = rig();
    const result = await buy(api, connection);
    const target = JSON.parse(JSON.stringify(result)) as LaunchResult;
    await expect(describeInstances(target)).rejects.toThrow(TypeError);
    expect((await waitUntilReady(target, { connection })).outcome).toBe('ready');
    expect(await describeInstances(target, { connection })).toMatchObject([{ state: 'ready' }]);
    expect(await terminate(target, { connection })).toMatchObject({ remaining: [], orders: [] });
  });

  test('given back twice at once, and once more, it is gone', async () => {
    const { mock, connection } = rig();
    const result = await buy(api, connection, { count: 2 });
    await waitUntilReady(result);
    const all = [...(await Promise.all([terminate(result), terminate(result)])), await terminate(result)];
    for (const each of all) expect(each.remaining).toEqual([]);
    await mock.advance('1h');
    expect((await describeInstances(result)).every(({ state }) => state === 'absent')).toBe(true);
  });

  test('given back while it is made, it goes or remains, and nothing is hidden', async () => {
    const { mock, connection } = rig();
    const result = await buy(api, connection);
    const { terminated, inRecycleBin, remaining, orders } = await terminate(result, { timeout: 1000 });
    expect(terminated.length + inRecycleBin.length + remaining.length + orders.length).toBe(1);
    await mock.advance('1h');
    const [instance] = await describeInstances(result);
    if (terminated.length > 0) expect(instance?.state).toBe('absent');
  });

  test('an abort at any call leaves each instance somewhere, and no purchase unsaid', async () => {
    for (let at = 1; at < 12; at++) {
      const controller = new AbortController();
      const { signal } = controller;
      let calls = 0;
      const mock = createMockFetch({ auth: 'off' });
      const connection = connectionOf(mock, async (url, request) => {
        if (++calls === at) controller.abort();
        return mock(url, request);
      });
      const result = await buy(api, { ...connection, signal }).catch((error: unknown) => error);
      if (!(result instanceof Error)) {
        const target = result as LaunchResult;
        expect(['ready', 'aborted']).toContain((await waitUntilReady(target, { signal }).catch(() => ({ outcome: 'aborted' }))).outcome); // biome-ignore format: one call
        const gone = await terminate(target, { signal }).catch((error: unknown) => error);
        if (!(gone instanceof Error)) {
          const { terminated, inRecycleBin, remaining, orders } = gone as Awaited<ReturnType<typeof terminate>>;
          expect(terminated.length + inRecycleBin.length + remaining.length + orders.length).toBe(1);
        } else expect(gone).toMatchObject({ name: expect.stringMatching(/LaunchError|AbortError/) });
      } else if (mock.purchases().length > 0) expect(result).toMatchObject({ spent: 'unknown' });
    }
  });

  test('no secret is in what came of many', async () => {
    const secret = 'Canary-5ecret!';
    const { connection } = rig();
    const request = { ...SMALL[api], login: { password: secret }, metadata: { k: secret }, userData: secret };
    const fleet = await createMany([
      { api, request, connection },
      { api, request: { ...request, vendor: { password: secret } }, connection },
      { api, request: SMALL[api], connection },
    ] as never);
    expect(inspect(fleet, { depth: 20 }) + JSON.stringify(fleet)).not.toContain(secret);
  });
});
