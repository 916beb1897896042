import { createClient as createEdcps } from '@launchspec/clients/jdcloud-edcps';
import { createClient as createCvm } from '@launchspec/clients/tencent-cvm';
import { sign } from '@launchspec/signing/jdcloud';
import { describe, expect, test } from 'vitest';
import { Authenticator } from '../src/auth.js';
import { CATALOG, type MockedApi } from '../src/catalog.js';
import { createMockFetch } from '../src/index.js';
import { World } from '../src/world/world.js';

const MACHINES = 10_000;
const MOST_IN_ONE_CALL = 100;

/** A mock that is not asked for signatures, and clients of it. */
function world() {
  const mock = createMockFetch({ auth: 'off', journalSize: 10 });
  const common = { fetch: mock, retry: false as const, validate: 'off' as const };
  const cvm = createCvm({
    credentials: { secretId: 'launchspec', secretKey: 'launchspec' },
    region: 'ap-guangzhou',
    ...common,
  });
  const edcps = createEdcps({
    credentials: { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' },
    ...common,
  });
  const buy = async (count: number, token?: string) => {
    const { data } = await cvm.POST('/#RunInstances', {
      body: {
        Placement: { Zone: 'ap-guangzhou-2' },
        ImageId: 'img-pmqg1cw7',
        InstanceCount: count,
        ...(token === undefined ? {} : { ClientToken: token }),
      },
    });
    return data?.Response.InstanceIdSet ?? [];
  };
  const list = async (ids?: string[]) => {
    const { data } = await cvm.POST('/#DescribeInstances', { body: ids ? { InstanceIds: ids } : {} });
    return data?.Response;
  };
  const admin = async (path: string) => (await mock(`http://localhost/__launchspec/${path}`)).json();
  const fill = async () => {
    for (let count = 0; count < MACHINES; count += MOST_IN_ONE_CALL) await buy(MOST_IN_ONE_CALL);
  };
  return { mock, cvm, edcps, buy, list, admin, fill };
}

describe('what the mock remembers has an end', () => {
  test('machines, purchases and tokens: what was bought first is forgotten first', async () => {
    const { mock, buy, list, admin, fill } = world();
    const [first = ''] = await buy(1, 'token-of-the-first');
    expect(await buy(1, 'token-of-the-first')).toEqual([first]);
    await fill();
    const [last = ''] = await buy(1, 'token-of-the-last');

    expect((await list([first]))?.TotalCount).toBe(0);
    expect((await list())?.TotalCount).toBeLessThanOrEqual(MACHINES);
    expect(mock.purchases().length).toBeLessThanOrEqual(MACHINES / MOST_IN_ONE_CALL + 1);
    expect(mock.purchases().some(({ token }) => token === 'token-of-the-first')).toBe(false);
    expect(await buy(1, 'token-of-the-first')).not.toEqual([first]);
    expect(await buy(1, 'token-of-the-last')).toEqual([last]);
    // What was counted stays counted.
    const ledger = (await admin('ledger')) as { totals: Record<string, { machines: number }>; forgotten: number };
    expect(ledger.totals['tencent-cvm']?.machines).toBe(MACHINES + 3);
    expect(ledger.forgotten).toBeGreaterThan(0);
  });

  test('machines of one API make those of another one be forgotten', async () => {
    const { mock, edcps, fill } = world();
    const spec = { az: 'z', deviceType: 'd', imageType: 'standard', osTypeId: 'o', sysRaidTypeId: 'r' };
    const more = { dataRaidTypeId: 'r', networkType: 'vpc', name: 'node', count: 1, charge: {} };
    const { data } = await edcps.PUT('/v1/regions/{regionId}/instances', {
      params: { path: { regionId: 'cn-north-1' } },
      body: { instanceSpec: { ...spec, ...more } } as never,
    });
    const [instanceId = ''] = data?.result.instanceIds ?? [];
    await fill();
    const { error } = await edcps.GET('/v1/regions/{regionId}/instances/{instanceId}', {
      params: { path: { regionId: 'cn-north-1', instanceId } },
    });
    expect(instanceId).not.toBe('');
    expect(error).toMatchObject({ kind: 'vendor', status: 404 });
    expect(mock.purchases('jdcloud-edcps')).toEqual([]);
  });

  test('tokens of deletions', () => {
    const all = new World(new Map(), () => 0);
    const remove = (token: string) =>
      all.apply({ type: 'removal', api: 'jdcloud-edcps', at: 0, ids: [], to: 'nowhere', token });
    remove('first');
    for (let count = 1; count < MACHINES; count += 1) remove(`token-${count}`);
    expect(all.removalBy('jdcloud-edcps', 'first')).toBeDefined();
    remove('one more');
    expect(all.removalBy('jdcloud-edcps', 'first')).toBeUndefined();
    expect(all.removalBy('jdcloud-edcps', 'one more')).toBeDefined();
  });

  test('the journal', async () => {
    const { mock, list } = world();
    for (let count = 0; count < 50; count += 1) await list();
    expect(mock.journal().map(({ sequence }) => sequence)).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
  });

  test('nonces: one that was used is refused, until ten thousand others were', async () => {
    const authenticator = new Authenticator({ auth: 'verify' });
    const api = CATALOG.get('jdcloud-vm') as MockedApi;
    const now = Date.UTC(2026, 10, 21);
    const asked = { method: 'GET', path: '/v1/regions/cn-north-1/instances', host: 'vm.jdcloud-api.com', headers: {} };
    const key = { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' };
    const check = async (nonce: string) => {
      const scope = { service: 'vm', region: 'cn-north-1', date: new Date(now), nonce };
      const signed = Object.entries((await sign(asked, key, scope)).headers);
      const headers = {
        host: asked.host,
        ...Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value])),
      };
      const request = { method: 'GET', target: asked.path, headers, body: new Uint8Array() };
      return authenticator.check(api, request, new URLSearchParams(), now);
    };
    expect(await check('first')).toMatchObject({ ok: true });
    expect(await check('first')).toMatchObject({ ok: false, fault: 'replayed' });
    for (let count = 0; count < 10_000; count += 1) await check(`nonce-${count}`);
    expect(await check('nonce-9999')).toMatchObject({ ok: false, fault: 'replayed' });
    expect(await check('first')).toMatchObject({ ok: true });
  });
});

test('instances that are described by their ids come newest first, each one once, in whatever order they are named', async () => {
  const { buy, list } = world();
  const [a = '', b = ''] = await buy(2);
  const [c = ''] = await buy(1);
  const found = await list([b, c, a, b]);
  expect(found?.InstanceSet?.map(({ InstanceId }) => InstanceId)).toEqual([c, b, a]);
  expect(found?.TotalCount).toBe(3);
});
