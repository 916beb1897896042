import { inspect } from 'node:util';
import { createMockFetch, type MockFetch } from '@launchspec/mock';
import { describe, expect, test } from 'vitest';
import { type LaunchError, UnsupportedError } from '../src/errors/index.js';
import {
  type ApiId,
  type ConnectionOptions,
  create,
  createMany,
  describe as describeInstances,
  type FleetProgress,
  type LaunchResult,
  plan,
  terminate,
  type WaitedInstance,
  waitUntilReady,
} from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { APIS, takesToken } from './support/apis.js';
import { API_IDS, SMALL } from './support/requests.js';

/** A clock that moves the mock on, so that nobody waits. */
function clockOf(mock: MockFetch, slept: number[] = []) {
  let now = Date.now();
  return {
    now: () => now,
    async sleep(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
      await mock.advance(`${Math.ceil(milliseconds)}ms`);
      signal?.throwIfAborted();
    },
  };
}

const CREDENTIALS: { readonly [api in ApiId]: object } = {
  'jdcloud-vm': { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' },
  'jdcloud-edcps': { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' },
  'jdcloud-bastion': { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' },
  'zenlayer-bmc': { accessKeyId: 'launchspec', accessKeyPassword: 'launchspec' },
  'tencent-cvm': { secretId: 'launchspec', secretKey: 'launchspec' },
};

/** A mock, and how to reach it. Signatures are dated by the clock of the client, and the mock verifies them by that of the system. */
function rig(api: ApiId, auth: 'verify' | 'present' = 'present') {
  const mock = createMockFetch({ auth });
  const slept: number[] = [];
  const clock = clockOf(mock, slept);
  const connection = { credentials: CREDENTIALS[api] as never, fetch: mock, clock } satisfies ConnectionOptions;
  const buy = (more: AnyLaunchRequest = {}) =>
    create({ ...SMALL[api], ...more } as never, { api, ...connection }) as Promise<LaunchResult>;
  return { mock, connection, buy, slept, clock };
}

/** What a public address takes; two have one anyhow. */
const ADDRESS: { readonly [api in ApiId]: AnyLaunchRequest } = {
  'jdcloud-vm': { publicAddress: { assigned: true, bandwidthMbps: 5, line: 'bgp' } },
  'jdcloud-edcps': { publicAddress: { assigned: true, bandwidthMbps: 5, line: 'china-telecom' } },
  'jdcloud-bastion': {},
  'zenlayer-bmc': {},
  'tencent-cvm': { publicAddress: { assigned: true, bandwidthMbps: 5 } },
};

describe.each(API_IDS)('%s', (api) => {
  test('what is created becomes ready, is described as it was asked for, and goes', async () => {
    const { mock, buy } = rig(api, 'verify');
    const result = await buy({ count: 3 });
    const isOrder = api === 'jdcloud-bastion';
    expect(result).toMatchObject({ api, outcome: { asked: 3, bought: 3, complete: true }, violations: [] });
    expect([result.instanceIds.length, result.orders.length]).toEqual(isOrder ? [0, 3] : [3, 0]);
    expect(result.requestId).toBeTypeOf('string');
    expect(mock.purchases()).toHaveLength(1);

    const seen: WaitedInstance[] = [];
    const waited = await waitUntilReady(result, { onState: (instance) => seen.push(instance) });
    expect(waited.outcome).toBe('ready');
    expect(waited.instances.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    expect(seen.filter(({ state }) => state === 'ready')).toHaveLength(3);

    const described = await describeInstances(result);
    expect(described).toHaveLength(3);
    const { machineType, location } = SMALL[api];
    for (const each of described) {
      expect(each).toMatchObject({ state: 'ready', machineType, zone: location?.zone });
      // The mock gives a bastion host no address of which it is documented what it is.
      expect(each.privateAddresses.length > 0).toBe(!isOrder);
    }

    const gone = await terminate(result);
    expect(gone).toMatchObject({ inRecycleBin: [], remaining: [], orders: [] });
    expect([...gone.terminated].sort()).toEqual(described.map(({ id }) => id).sort());
    await mock.advance('1h');
    expect((await describeInstances(result)).every(({ state }) => state === 'absent')).toBe(true);
    expect(await terminate(result)).toMatchObject({ remaining: [] });
  });

  test('what is sent is what was planned, and a signature', async () => {
    const { mock, connection } = rig(api);
    const sent: { readonly url: string; readonly request: RequestInit }[] = [];
    const fetch: typeof mock = Object.assign(async (url: string, request: RequestInit) => {
      sent.push({ url, request });
      return mock(url, request);
    }, mock);
    const token = takesToken(APIS[api]) ? { idempotencyToken: 'token-1' } : {};
    const request = { ...SMALL[api], ...token } as never;
    await create(request, { api, ...connection, fetch });
    const planned = plan(api, request).request;
    const [{ url, request: { method, body, headers } = {} } = { url: '' }] = sent;
    expect([sent.length, method, url, body]).toEqual([1, planned.method, planned.url, JSON.stringify(planned.body)]);
    const all = Object.fromEntries(new Headers(headers));
    expect(all).toMatchObject(Object.fromEntries(new Headers(planned.headers)));
    const added = Object.keys(all).filter((name) => !new Headers(planned.headers).has(name));
    for (const name of added) expect(name).toMatch(/^authorization$|-(date|nonce|timestamp|signature-method)$/);
  });

  test('an instance is described in house terms', async () => {
    const { mock, buy } = rig(api);
    const result = await buy(ADDRESS[api]);
    await mock.advance('2h');
    const { name, image, machineType, location } = SMALL[api];
    const [described] = await describeInstances(result);
    expect(described).toMatchObject({ state: 'ready', name, image, machineType, zone: location?.zone });
    expect(described?.publicAddresses).toEqual([expect.stringMatching(/^[\d.]+$/)]);
    expect(Object.values(described?.raw as object)).toContain(described?.vendorState);
  });

  test('those that fail, and those that vanish, are told from those that are ready', async () => {
    const { mock, buy } = rig(api);
    await mock.configure(api, { failing: 1 });
    const { outcome, instances, orders } = await waitUntilReady(await buy({ count: 2 }), { timeout: 3_600_000 });
    const states = instances.map(({ state }) => state).sort();
    // An order that comes to nothing is never told, so only time ends the wait.
    if (api === 'jdcloud-bastion') expect([outcome, states, orders.length]).toEqual(['timed-out', ['ready'], 1]);
    else {
      expect(outcome).toBe('failed');
      expect(states).toEqual(['failed', 'ready']);
    }
  });

  test('an instance that somebody else removes has vanished', async () => {
    const { mock, buy, connection } = rig(api);
    const result = await buy();
    await waitUntilReady(result);
    const ids = (await describeInstances(result)).map(({ id }) => id);
    await terminate(result);
    await mock.advance('1h');
    const again = { api, region: result.region, instanceIds: ids };
    const { outcome, instances } = await waitUntilReady(again, { connection, timeout: 300_000 });
    // Where an instance that is not found may be a new one, only time tells.
    const isKnown = api === 'jdcloud-vm' || api === 'zenlayer-bmc';
    expect([outcome, instances[0]?.state]).toEqual(isKnown ? ['failed', 'vanished'] : ['timed-out', 'unseen']);
  });

  test('waiting ends with the time, and with the signal', async () => {
    const { mock, buy, slept } = rig(api);
    await mock.configure(api, { creationTime: 10_000_000 });
    const result = await buy();
    const late = await waitUntilReady(result, { timeout: 60_000 });
    const pauses = slept.splice(0);
    expect(pauses.reduce((sum, each) => sum + each, 0)).toBe(60_000);
    // The last is what was left.
    const grown = pauses.slice(0, -1);
    expect(grown.slice(0, 4)).toEqual([2000, 3000, 4500, 6750]);
    expect(Math.max(...grown)).toBe(15_000);
    if (late.outcome === 'ready') throw new Error('it is not ready yet');
    expect(late.outcome).toBe('timed-out');
    const controller = new AbortController();
    controller.abort();
    expect((await waitUntilReady(result, { signal: controller.signal })).outcome).toBe('aborted');
  });

  test('what passes by itself is waited out; what does not ends the wait', async () => {
    const { mock, buy } = rig(api, 'verify');
    const result = await buy();
    mock.fault({ kind: 'unavailable', times: 12 });
    expect((await waitUntilReady(result)).outcome).toBe('ready');
    const stranger = { credentials: { ...CREDENTIALS[api], accessKeyId: 'x', secretId: 'x' } as never, fetch: mock };
    await expect(waitUntilReady({ ...result }, { connection: stranger })).rejects.toMatchObject({
      name: 'LaunchError',
      code: 'UNAUTHENTICATED',
    });
  });

  test('a lost answer is never a second purchase, and says how to find out', async () => {
    const { mock, buy } = rig(api);
    mock.fault({ kind: 'reset-after', times: 1 });
    const outcome = await buy().then(
      (result) => result,
      (error: unknown) => error as LaunchError,
    );
    expect(mock.purchases()).toHaveLength(1);
    // With a token the client asks again and gets the first answer; without one nobody may.
    if ('outcome' in outcome) expect(outcome.token).toBeTypeOf('string');
    else {
      expect(outcome).toMatchObject({ name: 'LaunchError', spent: 'unknown', retryable: false });
      expect(outcome.findOut?.operation).toBeTypeOf('string');
    }
    expect('outcome' in outcome).toBe(!['zenlayer-bmc', 'jdcloud-bastion'].includes(api));
  });

  test('what it does not offer is refused with every path, and nothing is sent', async () => {
    const { mock, buy } = rig(api);
    const wish = {
      template: { version: 1 },
      publicAddress: { trafficPackageTb: 1 },
      billing: { mode: 'spot' },
    } as const;
    const rest = { addressFamily: 'dual-stack', description: 'x', login: { publicKeys: ['ssh-rsa AAAA'] } } as const;
    const error = await buy({ ...wish, ...rest, machinetype: 'x' } as AnyLaunchRequest).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(UnsupportedError);
    const { unsupported, violations } = error as UnsupportedError;
    // What else is wrong is said too.
    expect(violations.map(({ path }) => path)).toContain('/machinetype');
    expect((error as Error).message).toContain('write it machineType');
    expect(unsupported.length).toBeGreaterThan(1);
    for (const { path, reason } of unsupported) {
      expect((error as Error).message).toContain(path);
      expect(reason).not.toBe('');
    }
    expect(mock.journal()).toEqual([]);
  });

  test('no secret is in a result, an error, or what is printed of them', async () => {
    const secret = 'Canary-5ecret!';
    const request = { ...SMALL[api], login: { password: secret }, userData: `#!/bin/bash\n# ${secret}` } as never;
    const outcomes: unknown[] = [];
    for (const kind of ['none', 'reset-after', 'internal', 'half-answer'] as const) {
      const { mock, connection } = rig(api);
      if (kind !== 'none') mock.fault({ kind, times: 9 });
      outcomes.push(await create(request, { api, ...connection, retry: false }).catch((error: unknown) => error));
    }
    for (const outcome of outcomes) {
      expect(inspect(outcome, { depth: 9 })).not.toContain('Canary');
      expect(JSON.stringify(outcome)).not.toContain('Canary');
    }
  });
});

test('a subscription goes in two steps, of which the first can be the last', async () => {
  const { buy } = rig('tencent-cvm');
  const subscription = { billing: { mode: 'subscription', termMonths: 1 }, count: 2 } as const;
  const result = await buy(subscription);
  await waitUntilReady(result);
  const kept = await terminate(result, { keepInRecycleBin: true });
  expect(kept).toMatchObject({ terminated: [], remaining: [], inRecycleBin: result.instanceIds });
  expect((await describeInstances(result)).map(({ vendorState }) => vendorState)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
  expect(await terminate(result, { keepInRecycleBin: true })).toMatchObject({ inRecycleBin: result.instanceIds });
  expect(await terminate(result)).toMatchObject({ terminated: result.instanceIds, inRecycleBin: [], remaining: [] });
});

test('more than one call takes are given back in several', async () => {
  const { mock, buy, connection } = rig('tencent-cvm');
  const results = [await buy({ count: 100 }), await buy({ count: 30 })];
  await mock.advance('1h');
  const instanceIds = results.flatMap((result) => result.instanceIds);
  const target = { api: 'tencent-cvm', region: 'ap-guangzhou', instanceIds } as const;
  expect(await terminate(target, { connection })).toMatchObject({ terminated: instanceIds, remaining: [] });
  expect(mock.journal().filter(({ operation }) => operation === 'TerminateInstances')).toHaveLength(2);
});

test('another connection than that of the purchase is used where one is given', async () => {
  const { buy, connection } = rig('tencent-cvm');
  const result = await buy();
  const stranger = { ...connection, credentials: { secretId: '', secretKey: '' } };
  await expect(describeInstances(result, { connection: stranger })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('what cannot be given back remains, with the reason', async () => {
  const { buy } = rig('zenlayer-bmc');
  const result = await buy({ billing: { mode: 'subscription', termMonths: 1 } });
  await waitUntilReady(result);
  const { terminated, remaining } = await terminate(result);
  expect(terminated).toEqual([]);
  expect(remaining).toMatchObject([{ error: { vendorCode: 'OPERATION_DENIED_INSTANCE_SUBSCRIPTION', spent: 'no' } }]);
});

test('an answer that was lost while giving back is not given a second time', async () => {
  const { mock, buy } = rig('tencent-cvm');
  const result = await buy({ billing: { mode: 'subscription', termMonths: 1 }, count: 2 });
  await waitUntilReady(result);
  mock.fault({ kind: 'reset-after', operation: 'TerminateInstances', times: 9 });
  const { remaining } = await terminate(result, { keepInRecycleBin: true });
  expect(remaining.map(({ id }) => id)).toEqual(result.instanceIds);
  expect((await describeInstances(result)).map(({ vendorState }) => vendorState)).toEqual(['SHUTDOWN', 'SHUTDOWN']);
});

test('a target that was not bought here needs to know who asks', async () => {
  const target = { api: 'tencent-cvm', region: 'ap-guangzhou', instanceIds: ['ins-00000000'] } as const;
  await expect(describeInstances(target)).rejects.toThrow('give connection: {credentials}');
});

test.each([
  ['left out', {}, { asked: 1, bought: 1, complete: true }],
  ['left to a template', { template: { id: 'lt-12345678' } }, { asked: undefined, bought: 1, complete: true }],
  ['said beside a template', { template: { id: 'lt-12345678' }, count: 2 }, { asked: 2, bought: 2, complete: true }],
] as const)('how many were asked for is known but for a template: %s', async (_, more, outcome) => {
  expect((await rig('tencent-cvm').buy(more)).outcome).toEqual(outcome);
});

test.each(API_IDS)('%s: a target without a region is told so where it needs one, whatever is asked', async (api) => {
  const { mock, connection } = rig(api);
  const target = { api, instanceIds: ['i-00000000'] };
  for (const ask of [describeInstances, terminate, waitUntilReady]) {
    const asking = ask(target, { connection, timeout: 0 });
    if (api === 'zenlayer-bmc') await asking;
    else await expect(asking).rejects.toThrow(/missing; give region$/);
  }
  if (api !== 'zenlayer-bmc') expect(mock.journal()).toEqual([]);
});

describe('many at once', () => {
  test('several clouds, whatever fails, and what was bought is known', async () => {
    const mock = createMockFetch({ auth: 'verify' });
    const connections = Object.fromEntries(
      API_IDS.map((api) => [api, { credentials: CREDENTIALS[api] as never, fetch: mock, retry: false }]),
    );
    await mock.configure('zenlayer-bmc', { quota: 0 });
    const items = API_IDS.map((api) => ({ api, request: SMALL[api] }) as never);
    const progress: FleetProgress[] = [];
    const { entries, bought, complete } = await createMany(
      [...items, { api: 'tencent-cvm', request: { image: 'img-1', nope: 1 } } as never],
      { connections, concurrency: 2, callsPerSecond: 1000, onProgress: (each) => progress.push(each) },
    );
    expect(entries.map(({ status }) => status)).toEqual([
      'created',
      'created',
      'created',
      'failed',
      'created',
      'failed',
    ]);
    expect(bought).toHaveLength(4);
    expect(mock.purchases()).toHaveLength(4);
    expect(complete).toBe(false);
    expect(entries[3]).toMatchObject({ error: { reason: 'QUOTA_EXCEEDED', spent: 'no' } });
    expect(progress.filter(({ status }) => status === 'begun')).toHaveLength(6);
    expect(progress.at(-1)).toMatchObject({ done: 6, total: 6 });
  });

  test('an abort stops further purchases, and those under way are known', async () => {
    const mock = createMockFetch({ auth: 'verify' });
    const controller = new AbortController();
    const connection = { credentials: CREDENTIALS['tencent-cvm'] as never, fetch: mock };
    const items = Array.from({ length: 6 }, () => ({ api: 'tencent-cvm', request: SMALL['tencent-cvm'] }) as never);
    const { entries, bought } = await createMany(items, {
      connections: { 'tencent-cvm': connection },
      concurrency: 2,
      callsPerSecond: 1000,
      signal: controller.signal,
      onProgress: ({ status }) => status === 'created' && controller.abort(),
    });
    expect(mock.purchases()).toHaveLength(bought.length);
    expect(bought.length).toBeLessThan(4);
    expect(entries.filter(({ status }) => status === 'not-started')).toHaveLength(6 - bought.length);
  });

  test('an abort while the rate is waited for buys nothing more', async () => {
    const mock = createMockFetch({ auth: 'off' });
    const controller = new AbortController();
    // One that does not heed the signal.
    const clock = { now: () => 0, sleep: async () => controller.abort() };
    const connection = { credentials: CREDENTIALS['tencent-cvm'] as never, fetch: mock };
    const items = Array.from({ length: 2 }, () => ({ api: 'tencent-cvm', request: SMALL['tencent-cvm'] }) as never);
    const connections = { 'tencent-cvm': connection };
    const { entries } = await createMany(items, { connections, concurrency: 1, clock, signal: controller.signal });
    expect(entries.map(({ status }) => status)).toEqual(['created', 'not-started']);
    expect(mock.purchases()).toHaveLength(1);
  });

  test('calls of one API keep their distance', async () => {
    const mock = createMockFetch({ auth: 'off' });
    const slept: number[] = [];
    const clock = clockOf(mock, slept);
    const connection = { credentials: CREDENTIALS['tencent-cvm'] as never, fetch: mock };
    const items = Array.from({ length: 4 }, () => ({ api: 'tencent-cvm', request: SMALL['tencent-cvm'] }) as never);
    await createMany(items, { connections: { 'tencent-cvm': connection }, concurrency: 1, callsPerSecond: 2, clock });
    expect(slept).toEqual([500, 500, 500]);
  });

  test('no API waits for the rate of another', async () => {
    const mock = createMockFetch({ auth: 'off' });
    const slept: number[] = [];
    const clock = clockOf(mock, slept);
    const connections = Object.fromEntries(
      API_IDS.map((api) => [api, { credentials: CREDENTIALS[api] as never, fetch: mock }]),
    );
    const many = ['tencent-cvm', 'tencent-cvm', 'tencent-cvm', 'jdcloud-vm', 'zenlayer-bmc'] as const;
    const begun: string[] = [];
    await createMany(
      many.map((api) => ({ api, request: SMALL[api] }) as never),
      {
        connections,
        concurrency: 1,
        callsPerSecond: 1,
        clock,
        onProgress: ({ api, status }) => status === 'begun' && begun.push(`${api} after ${slept.length}`),
      },
    );
    expect(begun).toEqual([
      'tencent-cvm after 0',
      'jdcloud-vm after 0',
      'zenlayer-bmc after 0',
      'tencent-cvm after 1',
      'tencent-cvm after 2',
    ]);
  });

  test('a lost answer is neither a purchase nor a failure', async () => {
    const mock = createMockFetch({ auth: 'off' });
    mock.fault({ kind: 'reset-after', times: 1 });
    const connection = { credentials: CREDENTIALS['zenlayer-bmc'] as never, fetch: mock };
    const { entries, bought } = await createMany([
      { api: 'zenlayer-bmc', request: SMALL['zenlayer-bmc'], connection } as never,
    ]);
    expect([entries[0]?.status, bought]).toEqual(['unknown', []]);
  });
});
