import { createClient as createBastion } from '@launchspec/clients/jdcloud-bastion';
import { createClient as createEdcps } from '@launchspec/clients/jdcloud-edcps';
import { createClient as createVm } from '@launchspec/clients/jdcloud-vm';
import { createClient as createCvm } from '@launchspec/clients/tencent-cvm';
import { createClient as createBmc } from '@launchspec/clients/zenlayer-bmc';
import { signTc3 } from '@launchspec/signing/tencent';
import { describe, expect, test, vi } from 'vitest';
import { Faults } from '../src/faults.js';
import { AdminProblem, createMockFetch, type MockFetch, type MockFetchOptions } from '../src/index.js';

const JDCLOUD = { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' };
const TENCENT = { secretId: 'launchspec', secretKey: 'launchspec' };
const ZENLAYER = { accessKeyId: 'launchspec', accessKeyPassword: 'launchspec' };
const region = { path: { regionId: 'cn-north-1' } };
const START = Date.UTC(2026, 10, 21);

/** A mock that verifies signatures, at a time that stands still, with clients whose clocks agree. */
function world(options: MockFetchOptions = {}) {
  const mock = createMockFetch({ auth: 'verify', seed: 'test', now: () => START, ...options });
  const common = { fetch: mock, clock: { now: () => START, sleep: async () => {} }, retry: false as const };
  return {
    mock,
    vm: createVm({ credentials: JDCLOUD, ...common, validate: 'off' }),
    edcps: createEdcps({ credentials: JDCLOUD, ...common, validate: 'off' }),
    bastion: createBastion({ credentials: JDCLOUD, ...common, validate: 'off' }),
    bmc: createBmc({ credentials: ZENLAYER, ...common, validate: 'off' }),
    cvm: createCvm({ credentials: TENCENT, region: 'ap-guangzhou', ...common, validate: 'off' }),
  };
}

const vmBody = (more: object = {}, spec: object = {}) =>
  ({ instanceSpec: { agId: 'ag-1', name: 'web[08]', ...spec }, ...more }) as never;
const cvmBody = (more: object = {}) =>
  ({ Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-pmqg1cw7', ...more }) as never;
const bmcBody = (more: object = {}) =>
  ({
    zoneId: 'SEL-A',
    instanceTypeId: 'M6C',
    instanceChargeType: 'POSTPAID',
    internetChargeType: 'ByBandwidth',
    ...more,
  }) as never;
const bastionBody = {
  instanceSpec: { az: 'z', vpcId: 'v', subnetId: 's', spec: 's', quantity: 2, ipVersion: 'v4' },
} as const;
const edcpsBody = {
  instanceSpec: {
    az: 'z',
    deviceType: 'd',
    imageType: 'standard',
    osTypeId: 'o',
    sysRaidTypeId: 'r',
    dataRaidTypeId: 'r',
    networkType: 'vpc',
    name: 'node',
    count: 3,
    charge: {},
  },
} as never;

describe('as many ids as were asked for, in the shape of the vendor', () => {
  test('JD Cloud VM', async () => {
    const { vm, mock } = world();
    const { data } = await vm.POST('/v1/regions/{regionId}/instances', {
      params: region,
      body: vmBody({ maxCount: 3 }),
    });
    expect(data?.result.instanceIds).toHaveLength(3);
    for (const id of data?.result.instanceIds ?? []) expect(id).toMatch(/^i-[a-z0-9]{10}$/);
    expect(mock.purchases('jdcloud-vm')[0]?.items.map(({ name }) => name)).toEqual(['web08', 'web09', 'web10']);
  });

  test('EdCPS, Bastion, Zenlayer and Tencent', async () => {
    const { edcps, bastion, bmc, cvm, mock } = world();
    const servers = await edcps.PUT('/v1/regions/{regionId}/instances', { params: region, body: edcpsBody });
    expect(servers.data?.result.instanceIds).toHaveLength(3);
    const orders = await bastion.POST('/v1/regions/{regionId}/instances', { params: region, body: bastionBody });
    expect(new Set(orders.data?.result.sourceIds.map(({ sourceId }) => sourceId)).size).toBe(2);
    const metal = await bmc.POST('/api/v2/bmc#CreateInstances', {
      body: bmcBody({ amount: 4, instanceName: 'web_[3,2]' }),
    });
    expect(metal.data?.response.instanceIdSet).toHaveLength(4);
    const machines = await cvm.POST('/#RunInstances', {
      body: cvmBody({ InstanceCount: 2, InstanceName: 'web{R:3}' }),
    });
    expect(machines.data?.Response.InstanceIdSet?.every((id) => /^ins-[a-z0-9]{8}$/.test(id))).toBe(true);
    expect(mock.purchases('tencent-cvm')[0]?.items.map(({ name }) => name)).toEqual(['web3', 'web4']);
    expect(mock.purchases('zenlayer-bmc')[0]?.items.map(({ name }) => name)).toEqual([
      'web03',
      'web04',
      'web05',
      'web06',
    ]);
    expect(mock.purchases()).toHaveLength(4);
  });
});

describe('client tokens', () => {
  test('one that comes again buys nothing and gets the first answer', async () => {
    const { cvm, mock } = world();
    const body = cvmBody({ ClientToken: 'once' });
    const [first, second] = [await cvm.POST('/#RunInstances', { body }), await cvm.POST('/#RunInstances', { body })];
    expect(second.data).toEqual(first.data);
    expect(mock.purchases()).toHaveLength(1);
    expect(mock.journal().at(-1)?.notes).toEqual(['The client token was used before; nothing was bought.']);
  });

  test('one that comes with another request is answered alike, and flagged', async () => {
    const { vm, mock } = world();
    for (const name of ['one', 'two'])
      await vm.POST('/v1/regions/{regionId}/instances', {
        params: region,
        body: vmBody({ clientToken: 'once' }, { name }),
      });
    expect(mock.purchases()).toHaveLength(1);
    expect(mock.journal().at(-1)?.notes[0]).toContain('with another request');
  });

  test('one that has expired is new', async () => {
    const { cvm, mock } = world();
    const body = cvmBody({ ClientToken: 'once' });
    await mock.configure('tencent-cvm', { tokenLifetime: 60_000 });
    await cvm.POST('/#RunInstances', { body });
    await mock.advance('61s');
    await cvm.POST('/#RunInstances', { body });
    expect(mock.purchases()).toHaveLength(2);
  });

  test('twenty at once with one token buy once', async () => {
    const { cvm, mock } = world();
    const body = cvmBody({ ClientToken: 'once' });
    const results = await Promise.all(Array.from({ length: 20 }, () => cvm.POST('/#RunInstances', { body })));
    expect(new Set(results.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(mock.purchases()).toHaveLength(1);
  });
});

describe('settings', () => {
  test('a number of which nobody says that it is too large does not fill the memory', async () => {
    const { bastion, mock } = world();
    const instanceSpec = { ...bastionBody.instanceSpec, quantity: 2_000_000_000 };
    const { error } = await bastion.POST('/v1/regions/{regionId}/instances', {
      params: region,
      body: { instanceSpec },
    });
    expect(error).toMatchObject({ kind: 'vendor', code: 'INVALID_ARGUMENT' });
    expect(mock.purchases()).toEqual([]);
  });

  test('settings that are not there, or of another kind, are refused', async () => {
    const { mock } = world();
    await expect(mock.configure('tencent-cvm', { qouta: 1 } as never)).rejects.toThrow(AdminProblem);
    await expect(mock.configure('tencent-cvm', { quota: 'many' } as never)).rejects.toThrow(
      'quota must be a whole number',
    );
    await expect(mock.configure('tencent-cvm', { incompatible: ['vpc-1'] })).rejects.toThrow('must be pairs');
    await expect(mock.configure('nobody', {})).rejects.toThrow('api must be one of');
  });
});

describe("Zenlayer's instances live, and are given back in two steps", () => {
  const describeAll = async (bmc: ReturnType<typeof world>['bmc'], body: object = {}) =>
    (await bmc.POST('/api/v2/bmc#DescribeInstances', { body: body as never })).data?.response;

  test('from the making to the running, with what was asked for', async () => {
    const { bmc, mock } = world();
    const body = bmcBody({
      amount: 2,
      instanceName: 'web_[3,2]',
      hostname: 'host',
      subnetId: 'subnet-1',
      internetMaxBandwidthOut: 10,
    });
    const { data } = await bmc.POST('/api/v2/bmc#CreateInstances', { body });
    const [id = ''] = data?.response.instanceIdSet ?? [];
    expect((await describeAll(bmc, { instanceIds: [id] }))?.dataSet).toMatchObject([
      {
        instanceId: id,
        instanceName: 'web03',
        hostname: 'host',
        zoneId: 'SEL-A',
        subnetIds: ['subnet-1'],
        bandwidthOutMbps: 10,
        instanceStatus: 'CREATING',
        createTime: '2026-11-21T00:00:00Z',
      },
    ]);
    await mock.advance('2s');
    expect((await describeAll(bmc, { instanceStatus: 'RUNNING' }))?.totalCount).toBe(2);
    expect((await describeAll(bmc, { instanceName: 'web0*', pageSize: 1 }))?.dataSet).toHaveLength(1);
  });

  test('one that is being made cannot be terminated, one that runs goes to the recycle bin, and from there away', async () => {
    const { bmc, mock } = world();
    const { data } = await bmc.POST('/api/v2/bmc#CreateInstances', { body: bmcBody() });
    const [instanceId = ''] = data?.response.instanceIdSet ?? [];
    const terminate = () => bmc.POST('/api/v2/bmc#TerminateInstance', { body: { instanceId } });
    const release = () => bmc.POST('/api/v2/bmc#ReleaseInstances', { body: { instanceIds: [instanceId] } });
    expect((await terminate()).error).toMatchObject({ code: 'OPERATION_DENIED_INSTANCE_CREATING' });
    await mock.advance('2s');
    expect((await release()).error).toMatchObject({ code: 'OPERATION_DENIED_INSTANCE_NOT_RECYCLED' });
    expect((await terminate()).error).toBeUndefined();
    expect((await describeAll(bmc))?.dataSet).toMatchObject([{ instanceStatus: 'RECYCLE' }]);
    expect((await terminate()).error).toMatchObject({ code: 'OPERATION_DENIED_INSTANCE_RECYCLED' });
    expect((await release()).error).toBeUndefined();
    await mock.advance('1s');
    expect((await describeAll(bmc))?.totalCount).toBe(0);
    expect((await terminate()).error).toMatchObject({ code: 'INVALID_INSTANCE_NOT_FOUND' });
  });

  test('a batch of which one fails', async () => {
    const { bmc, mock } = world();
    mock.fault({ kind: 'partial', failing: 1, times: 1 });
    await bmc.POST('/api/v2/bmc#CreateInstances', { body: bmcBody({ amount: 3 }) });
    await mock.advance('2s');
    const states = (await describeAll(bmc))?.dataSet?.map(({ instanceStatus }) => instanceStatus);
    expect(states?.sort()).toEqual(['CREATE_FAILED', 'RUNNING', 'RUNNING']);
  });

  test('a subscription cannot be terminated, and the recycle bin empties itself', async () => {
    const { bmc, mock } = world();
    const prepaid = bmcBody({ instanceChargeType: 'PREPAID', instanceChargePrepaid: { period: 1 } });
    const [kept, given] = [
      await bmc.POST('/api/v2/bmc#CreateInstances', { body: prepaid }),
      await bmc.POST('/api/v2/bmc#CreateInstances', { body: bmcBody() }),
    ];
    await mock.advance('2s');
    const terminate = (result: typeof kept) =>
      bmc.POST('/api/v2/bmc#TerminateInstance', {
        body: { instanceId: result.data?.response.instanceIdSet?.[0] ?? '' },
      });
    expect((await terminate(kept)).error).toMatchObject({ code: 'OPERATION_DENIED_INSTANCE_SUBSCRIPTION' });
    expect((await terminate(given)).error).toBeUndefined();
    await mock.advance('25h');
    expect((await describeAll(bmc))?.totalCount).toBe(1);
  });
});

describe("JD Cloud's machines", () => {
  const REGION = '/v1/regions/{regionId}';
  const at = (id: string) => ({ params: { path: { regionId: 'cn-north-1', instanceId: id } } });

  test('VM: from the making to the running, found by name, deleted', async () => {
    const { vm, mock } = world();
    const body = vmBody(
      { maxCount: 2 },
      {
        agId: undefined,
        az: 'cn-north-1a',
        instanceType: 'g.n2.medium',
        imageId: 'img-1',
        primaryNetworkInterface: { networkInterface: { subnetId: 'subnet-1' } },
        description: 'front',
        userTags: [{ key: 'team', value: 'a' }],
        elasticIp: { bandwidthMbps: 1, provider: 'bgp' },
      },
    );
    const { data } = await vm.POST(`${REGION}/instances`, { params: region, body });
    expect(data?.result.instanceIds).toHaveLength(2);
    const [id = ''] = data?.result.instanceIds ?? [];
    const states = async () => {
      const query = { filters: [{ name: 'instanceId', values: data?.result.instanceIds ?? [] }] };
      const answer = await vm.GET(`${REGION}/instanceStatus`, { params: { ...region, query } });
      return answer.data?.result.instanceStatuses.map(({ status }) => status);
    };
    expect(await states()).toEqual(['pending', 'pending']);
    expect((await vm.DELETE(`${REGION}/instances/{instanceId}`, at(id))).error).toMatchObject({
      code: 'FAILED_PRECONDITION',
    });
    await mock.advance('2s');
    expect(await states()).toEqual(['running', 'running']);
    const found = await vm.GET(`${REGION}/instances`, {
      params: {
        ...region,
        query: { filters: [{ name: 'name', values: ['web09'] }], tags: [{ key: 'team', values: ['a'] }] },
      },
    });
    expect(found.data?.result).toMatchObject({
      totalCount: 1,
      instances: [
        { instanceName: 'web09', description: 'front', status: 'running', elasticIpAddress: expect.any(String) },
      ],
    });
    expect((await vm.GET(`${REGION}/instances/{instanceId}`, at(id))).data?.result.instance.instanceName).toBe('web08');
    expect((await vm.DELETE(`${REGION}/instances/{instanceId}`, at(id))).error).toBeUndefined();
    await mock.advance('1s');
    expect((await vm.GET(`${REGION}/instances/{instanceId}`, at(id))).error).toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
    expect(await states()).toEqual(['running']);
  });

  test.each<[string, object, string[]]>([
    ['a part of the name', { name: 'name', values: ['eb0'] }, ['web09', 'web08']],
    ['a part of the address', { name: 'privateIpAddress', values: ['10.0.0.1', '192.0.2'] }, ['web08']],
    ['the whole name, if that is said', { name: 'name', operator: 'eq', values: ['web0'] }, []],
    ['a part of another value', { name: 'instanceType', values: ['g.n2'] }, []],
    ['the group', { name: 'agId', values: ['ag-1'] }, ['web09', 'web08']],
    ['what is not looked at', { name: 'colour', operator: 'ne', values: ['red'] }, []],
  ])('VM: %s finds', async (_, filter, names) => {
    const { vm, mock } = world();
    const networkInterface = { subnetId: 'subnet-1', primaryIpAddress: '10.0.0.18' };
    for (const more of [{ name: 'web08', primaryNetworkInterface: { networkInterface } }, { name: 'web09' }])
      await vm.POST(`${REGION}/instances`, { params: region, body: vmBody({}, more) });
    await mock.advance('2s');
    const query = { filters: [filter] } as never;
    const { data } = await vm.GET(`${REGION}/instances`, { params: { ...region, query } });
    expect(data?.result.instances.map(({ instanceName }) => instanceName)).toEqual(names);
    const status = await vm.GET(`${REGION}/instanceStatus`, { params: { ...region, query } });
    expect(status.data?.result.totalCount).toBe(names.length);
  });

  test('VM: one that fails is in error for a while, and then is not there any more', async () => {
    const { vm, mock } = world();
    await mock.configure('jdcloud-vm', { failing: 1 });
    const { data } = await vm.POST(`${REGION}/instances`, { params: region, body: vmBody() });
    const [id = ''] = data?.result.instanceIds ?? [];
    await mock.advance('2s');
    expect((await vm.GET(`${REGION}/instances/{instanceId}`, at(id))).data?.result.instance.status).toBe('error');
    await mock.advance('2s');
    expect((await vm.GET(`${REGION}/instances/{instanceId}`, at(id))).error).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('EdCPS: described, found by a part of the name, deleted once with a token', async () => {
    const { edcps, mock } = world();
    const { data } = await edcps.PUT(`${REGION}/instances`, { params: region, body: edcpsBody });
    const [id = ''] = data?.result.instanceIds ?? [];
    await mock.advance('2s');
    const found = await edcps.GET(`${REGION}/instances`, { params: { ...region, query: { name: 'nod' } } });
    expect(found.data?.result).toMatchObject({
      totalCount: 3,
      instances: [{ status: 'running', deviceType: 'd' }, {}, {}],
    });
    const remove = () =>
      edcps.DELETE(`${REGION}/instances/{instanceId}`, {
        params: { path: { regionId: 'cn-north-1', instanceId: id }, query: { clientToken: 'once' } },
      });
    expect((await remove()).data?.result.success).toBe(true);
    expect((await remove()).data?.result.success).toBe(true);
    await mock.advance('1s');
    expect((await remove()).data?.result.success).toBe(true);
    expect((await edcps.GET(`${REGION}/instances/{instanceId}`, at(id))).error).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each<[object, boolean]>([
    [{ extensionPrivateIp: '10.0.1.5' }, true],
    [{ extensionPrivateIp: '10.0.1' }, false],
    [{ interfaceMode: 'dual' }, true],
    [{ interfaceMode: 'bond' }, false],
    [{ privateIp: '10.0.0.5' }, true],
    [{ enableInternet: 'yes' }, true],
  ])('EdCPS: %o finds', async (query, isFound) => {
    const { edcps, mock } = world();
    const { instanceSpec } = edcpsBody as { instanceSpec: object };
    const addresses = { privateIp: '10.0.0.5', extensionSubnetId: 's-2', extensionPrivateIp: '10.0.1.5' };
    await edcps.PUT(`${REGION}/instances`, {
      params: region,
      body: { instanceSpec: { ...instanceSpec, count: 1, interfaceMode: 'dual', ...addresses } } as never,
    });
    await mock.advance('2s');
    const { data } = await edcps.GET(`${REGION}/instances`, { params: { ...region, query } });
    expect(data?.result.instances).toMatchObject(
      isFound ? [{ ...addresses, publicIp: expect.any(String), enableInternet: 'yes' }] : [],
    );
    expect(data?.result.totalCount).toBe(isFound ? 1 : 0);
  });

  test('Bastion: an order becomes a bastion host, which is listed and deleted', async () => {
    const { bastion, mock } = world();
    const { data } = await bastion.POST(`${REGION}/instances`, { params: region, body: bastionBody });
    const [{ sourceId } = { sourceId: '' }] = data?.result.sourceIds ?? [];
    const order = () =>
      bastion.GET(`${REGION}/order/{sourceId}`, { params: { path: { regionId: 'cn-north-1', sourceId } } });
    expect((await order()).data?.result.bastion).toBeUndefined();
    await mock.advance('2s');
    const id = (await order()).data?.result.bastion?.instanceId ?? '';
    expect((await bastion.GET(`${REGION}/instance/{instanceId}`, at(id))).data?.result.bastion).toMatchObject({
      instanceId: id,
      spec: 's',
    });
    expect((await bastion.GET(`${REGION}/bastions`, { params: region })).data?.result.totalCount).toBe(2);
    expect((await bastion.DELETE(`${REGION}/instance/{instanceId}`, at(id))).data?.result.result).toBe(true);
    expect((await bastion.DELETE(`${REGION}/instance/{instanceId}`, at(id))).error).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe("Tencent's instances", () => {
  const create = async (cvm: ReturnType<typeof world>['cvm'], more: object = {}) =>
    (await cvm.POST('/#RunInstances', { body: cvmBody(more) })).data?.Response.InstanceIdSet ?? [];
  const find = async (cvm: ReturnType<typeof world>['cvm'], body: object) =>
    (await cvm.POST('/#DescribeInstances', { body: body as never })).data?.Response;

  test('are described as they were asked for, found by filters, and tell their state', async () => {
    const { cvm, mock } = world();
    const InstanceIds = await create(cvm, {
      InstanceCount: 2,
      InstanceName: 'web{R:1}',
      InstanceType: 'S2.SMALL1',
      DataDisks: [{ DiskSize: 100, DiskType: 'CLOUD_PREMIUM' }],
      InternetAccessible: {
        InternetMaxBandwidthOut: 10,
        PublicIpAssigned: true,
        InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
      },
      TagSpecification: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'a' }] }],
    });
    const states = async () =>
      (await cvm.POST('/#DescribeInstancesStatus', { body: { InstanceIds } })).data?.Response.InstanceStatusSet.map(
        ({ InstanceState }) => InstanceState,
      );
    expect(await states()).toEqual(['PENDING', 'PENDING']);
    await mock.advance('2s');
    expect(await states()).toEqual(['RUNNING', 'RUNNING']);
    const found = await find(cvm, {
      Filters: [
        { Name: 'instance-name', Values: ['web2'] },
        { Name: 'tag:team', Values: ['a', 'b'] },
      ],
    });
    expect(found?.InstanceSet).toMatchObject([
      {
        InstanceId: InstanceIds[1],
        InstanceName: 'web2',
        InstanceType: 'S2.SMALL1',
        DataDisks: [{ DiskSize: 100 }],
        Tags: [{ Key: 'team', Value: 'a' }],
        PublicIpAddresses: [expect.stringMatching(/^198\.51\.100\./)],
      },
    ]);
    expect(await find(cvm, { Limit: 1, Offset: 1 })).toMatchObject({
      TotalCount: 2,
      InstanceSet: [{ InstanceId: InstanceIds[0] }],
    });
  });

  test('can be asked for in the query too', async () => {
    const { mock, cvm } = world();
    const InstanceIds = await create(cvm);
    const client = createCvm({
      credentials: TENCENT,
      region: 'r',
      transport: 'get',
      fetch: mock,
      clock: { now: () => START, sleep: async () => {} },
    });
    const { data } = await client.POST('/#DescribeInstances', {
      body: { Filters: [{ Name: 'instance-id', Values: InstanceIds }] },
    });
    expect(data?.Response.TotalCount).toBe(1);
  });

  test('that are subscribed go in two calls, others in one', async () => {
    const { cvm, mock } = world();
    const prepaid = await create(cvm, { InstanceChargeType: 'PREPAID', InstanceChargePrepaid: { Period: 1 } });
    const hourly = await create(cvm);
    const terminate = async (InstanceIds: string[]) =>
      (await cvm.POST('/#TerminateInstances', { body: { InstanceIds } })).error;
    expect(await terminate(hourly)).toMatchObject({ code: 'UnsupportedOperation.InstanceStatePending' });
    await mock.advance('2s');
    expect(await terminate([...prepaid, ...hourly])).toMatchObject({
      code: 'UnsupportedOperation.InstanceMixedPricingModel',
    });
    expect(await terminate(hourly)).toBeUndefined();
    expect(await terminate(prepaid)).toBeUndefined();
    await mock.advance('1s');
    expect((await find(cvm, {}))?.InstanceSet).toMatchObject([{ InstanceId: prepaid[0], InstanceState: 'SHUTDOWN' }]);
    expect(await terminate(prepaid)).toBeUndefined();
    await mock.advance('1s');
    expect((await find(cvm, {}))?.TotalCount).toBe(0);
    expect(await terminate(prepaid)).toMatchObject({ code: 'InvalidInstanceId.NotFound' });
  });

  test('are given back step by step, each on its own, even in one call', async () => {
    const { cvm, mock } = world();
    const subscribed = { InstanceChargeType: 'PREPAID', InstanceChargePrepaid: { Period: 1 } };
    const InstanceIds = await create(cvm, { ...subscribed, InstanceCount: 2 });
    const [first = '', second = ''] = InstanceIds;
    await mock.advance('2s');
    await cvm.POST('/#TerminateInstances', { body: { InstanceIds: [first] } });
    const both = { InstanceIds: [first, second, second] };
    expect((await cvm.POST('/#TerminateInstances', { body: both })).error).toBeUndefined();
    await mock.advance('1s');
    expect((await find(cvm, {}))?.InstanceSet).toMatchObject([{ InstanceId: second, InstanceState: 'SHUTDOWN' }]);
  });

  test('that could not be made, or are on their way out, cannot be given back', async () => {
    const { cvm, mock } = world();
    const running = await create(cvm);
    await mock.configure('tencent-cvm', { failing: 1 });
    const failed = await create(cvm);
    await mock.advance('2s');
    const terminate = async (InstanceIds: string[]) =>
      (await cvm.POST('/#TerminateInstances', { body: { InstanceIds } })).error;
    expect(await terminate([...running, ...failed])).toMatchObject({
      code: 'UnsupportedOperation.InstanceStateLaunchFailed',
    });
    expect(await terminate(running)).toBeUndefined();
    expect(await terminate(running)).toMatchObject({ code: 'UnsupportedOperation.InstanceStateTerminating' });
  });

  test.each<[string, string[], boolean]>([
    ['host-id', ['host-1', 'host-2'], true],
    ['host-id', ['host-3'], false],
    ['dedicated-cluster-id', ['cluster-1'], true],
    ['dedicated-cluster-id', ['cluster-2'], false],
    ['ipv6-address', ['2001:db8::12'], false],
    ['creation-start-time', ['2026-11-21 00:00:00'], true],
    ['creation-start-time', ['2026-11-21 00:00:01'], false],
    ['creation-end-time', ['2026-11-21 00:00:00'], true],
    ['creation-end-time', ['2026-11-20 23:59:59'], false],
  ])('are looked for by %s %s', async (Name, Values, isFound) => {
    const { cvm } = world();
    await create(cvm, {
      Placement: { Zone: 'ap-guangzhou-2', HostIds: ['host-2'] },
      InstanceChargeType: 'CDHPAID',
      InstanceType: 'CDH_1C1G',
      DedicatedClusterId: 'cluster-1',
    });
    expect((await find(cvm, { Filters: [{ Name, Values }] }))?.TotalCount).toBe(isFound ? 1 : 0);
  });

  test.each([
    ['an id of another form', { InstanceIds: ['i-1'] }, 'InvalidInstanceId.Malformed'],
    ['a filter that is not there', { Filters: [{ Name: 'image-id', Values: ['img-1'] }] }, 'InvalidFilter'],
    ['a filter called as what every object has', { Filters: [{ Name: 'toString', Values: ['x'] }] }, 'InvalidFilter'],
    [
      'a time without a day',
      { Filters: [{ Name: 'creation-end-time', Values: ['00:00:00'] }] },
      'InvalidParameterValue.InvalidTimeFormat',
    ],
    [
      'six values',
      { Filters: [{ Name: 'zone', Values: ['1', '2', '3', '4', '5', '6'] }] },
      'InvalidFilterValue.LimitExceeded',
    ],
    [
      'ids and filters',
      { InstanceIds: ['ins-1vogaxgk'], Filters: [{ Name: 'zone', Values: ['z'] }] },
      'InvalidParameter',
    ],
    ['a page that is too long', { Limit: 101 }, 'InvalidParameterValue.Range'],
  ])('%s is refused', async (_, body, code) => {
    const { cvm, mock } = world();
    const { error } = await cvm.POST('/#DescribeInstances', { body });
    expect(error).toMatchObject({ kind: 'vendor', code });
    expect(mock.journal().at(-1)?.diagnosis).toMatch(/^\/body\/(InstanceIds|Filters|Limit)\b/);
  });

  test('that are protected stay', async () => {
    const { cvm, mock } = world();
    const InstanceIds = await create(cvm, { DisableApiTermination: true });
    await mock.advance('2s');
    const { error } = await cvm.POST('/#TerminateInstances', { body: { InstanceIds } });
    expect(error).toMatchObject({ code: 'UnsupportedOperation.InstancesProtected' });
  });
});

test('what is not there is named, and what can be asked for instead', async () => {
  const { vm, edcps, bastion, bmc, cvm, mock } = world();
  const params = (id: object) => ({ params: { path: { regionId: 'cn-north-1', ...id } } }) as never;
  await vm.GET('/v1/regions/{regionId}/instances/{instanceId}', params({ instanceId: 'i-1' }));
  await edcps.DELETE('/v1/regions/{regionId}/instances/{instanceId}', params({ instanceId: 'cps-1' }));
  await bastion.GET('/v1/regions/{regionId}/order/{sourceId}', params({ sourceId: 'order-1' }));
  await bmc.POST('/api/v2/bmc#TerminateInstance', { body: { instanceId: '1' } });
  await bmc.POST('/api/v2/bmc#ReleaseInstances', { body: { instanceIds: ['2'] } });
  await cvm.POST('/#TerminateInstances', { body: { InstanceIds: ['ins-00000000'] } });
  await cvm.POST('/#DescribeInstances', { body: { Filters: [{ Name: 'image', Values: ['x'] }] } });
  expect(mock.journal().map(({ diagnosis }) => diagnosis)).toEqual([
    'there is no instance i-1',
    'there is no instance cps-1',
    'there is no order order-1',
    'there is no instance 1',
    'there is no instance 2',
    'there is no instance ins-00000000',
    expect.stringContaining('there is no filter image; there are zone, project-id,'),
  ]);
});

test("a filter of JD Cloud's that the mock does not know finds nothing, and the journal says why", async () => {
  const mock = createMockFetch({ auth: 'off' });
  for (const [api, path] of [
    ['jdcloud-vm', 'instances'],
    ['jdcloud-vm', 'instanceStatus'],
    ['jdcloud-edcps', 'instances'],
    ['jdcloud-bastion', 'bastions'],
  ]) {
    await mock(`http://localhost/${api}/v1/regions/cn-north-1/${path}?filters.1.name=nowhere&filters.1.values.1=x`);
    expect(mock.journal().at(-1)).toMatchObject({
      status: 200,
      notes: [expect.stringMatching(/^The mock has no filter nowhere, which finds nothing; it has (instanceId|bid)\b/)],
    });
  }
});

test('who gives up hears so at once, and what was asked for happens nonetheless', async () => {
  const { mock } = world({ auth: 'off' });
  mock.fault({ kind: 'latency', delay: 200 });
  const caller = new AbortController();
  const answer = mock('http://localhost/tencent-cvm/', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-tc-action': 'RunInstances',
      'x-tc-version': '2017-03-12',
      'x-tc-region': 'r',
    },
    body: '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7"}',
    signal: caller.signal,
  });
  caller.abort();
  await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(mock.purchases()).toHaveLength(0);
  await vi.waitFor(() => expect(mock.purchases()).toHaveLength(1));
});

describe('faults', () => {
  test.each([
    ['throttle', { kind: 'vendor', code: 'REQUEST_LIMIT_EXCEEDED', spent: 'no' }, 0],
    ['unavailable', { kind: 'vendor', code: 'SERVICE_TEMPORARY_UNAVAILABLE', spent: 'unknown' }, 0],
    ['internal', { kind: 'vendor', code: 'INTERNAL_SERVER_ERROR', spent: 'unknown' }, 0],
    ['status', { kind: 'outcome-unknown', status: 503 }, 0],
    ['reset-before', { kind: 'outcome-unknown', reason: 'connection' }, 0],
    ['reset-after', { kind: 'outcome-unknown', reason: 'connection' }, 1],
    ['half-answer', { kind: 'outcome-unknown', reason: 'connection' }, 1],
  ] as const)('%s', async (kind, error, bought) => {
    const { bmc, mock } = world();
    mock.fault({ kind, api: 'zenlayer-bmc', times: 1 });
    const result = await bmc.POST('/api/v2/bmc#CreateInstances', { body: bmcBody() });
    expect(result.error).toMatchObject(error);
    expect(mock.purchases()).toHaveLength(bought);
    expect((await bmc.POST('/api/v2/bmc#CreateInstances', { body: bmcBody() })).error).toBeUndefined();
  });

  test('a latency is spread between two numbers, and is the same again with the same seed', () => {
    const fault = { kind: 'latency', delay: [20, 300] } as const;
    const delays = (seed: string) => {
      const faults = new Faults(seed);
      faults.add(fault);
      return Array.from({ length: 100 }, () => faults.delayOf(faults.take('tencent-cvm', 'RunInstances')));
    };
    const seen = delays('one');
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...seen)).toBeLessThan(300);
    expect(new Set(seen).size).toBeGreaterThan(90);
    expect(delays('one')).toEqual(seen);
    expect(delays('two')).not.toEqual(seen);
  });

  test('happen to the same requests again with the same seed', async () => {
    const run = async () => {
      const { bmc, mock } = world();
      mock.fault({ kind: 'throttle', rate: 0.5 });
      const ends = [];
      for (let call = 0; call < 20; call += 1)
        ends.push((await bmc.POST('/api/v2/bmc#DescribeInstances', { body: {} })).error?.kind);
      return ends;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  test('a client that repeats with its token buys once, whatever breaks', async () => {
    const mock = createMockFetch({ auth: 'verify', now: () => START });
    for (const kind of ['reset-after', 'half-answer', 'status', 'throttle'] as const)
      mock.fault({ kind, times: 1, operation: 'RunInstances' });
    const clock = { now: () => START, sleep: async () => {} };
    const client = createCvm({
      credentials: TENCENT,
      region: 'r',
      fetch: mock,
      clock,
      validate: 'off',
      retry: { maxAttempts: 9 },
    });
    const { data } = await client.POST('/#RunInstances', { body: cvmBody() });
    expect(data?.Response.InstanceIdSet).toHaveLength(1);
    expect(mock.purchases()).toHaveLength(1);
  });
});

describe('signatures', () => {
  test.each([
    ['another secret', { secretId: 'launchspec', secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
    ['an unknown id', { secretId: 'nobody', secretKey: 'launchspec' }, 'AuthFailure.SecretIdNotFound'],
  ])('Tencent: %s', async (_, credentials, code) => {
    const { mock } = world();
    const client = createCvm({
      credentials,
      region: 'r',
      fetch: mock,
      clock: { now: () => START, sleep: async () => {} },
      validate: 'off',
      retry: false,
    });
    for (const transport of ['post', 'get'] as const) {
      const other = createCvm({
        credentials,
        region: 'r',
        fetch: mock,
        transport,
        clock: { now: () => START, sleep: async () => {} },
        validate: 'off',
        retry: false,
      });
      expect((await other.POST('/#RunInstances', { body: cvmBody() })).error).toMatchObject({ code, spent: 'no' });
    }
    expect((await client.POST('/#RunInstances', { body: cvmBody() })).error).toMatchObject({ code });
    expect(mock.journal().at(-1)?.diagnosis).toMatch(
      /^signature refused at (signature: .* is the secret of this key right\?$|credentials: There is no such secret id)/,
    );
    expect(mock.purchases()).toEqual([]);
  });

  test("a signature for another of Tencent's services", async () => {
    const mock = createMockFetch({ auth: 'verify', now: () => START });
    const headers = { 'content-type': 'application/json', 'x-tc-action': 'DescribeInstances' };
    const request = { method: 'POST', host: 'cvm.tencentcloudapi.com', path: '/', headers, body: '{}' };
    const ask = async (service: string) => {
      const signed = await signTc3(request, TENCENT, { service, date: new Date(START) });
      const more = { 'x-tc-version': '2017-03-12', 'x-tc-region': 'ap-guangzhou' };
      const init = { method: 'POST', headers: { ...headers, ...signed.headers, ...more }, body: '{}' };
      return (await mock('https://cvm.tencentcloudapi.com/', init)).headers.get('x-launchspec-diagnosis');
    };
    expect(await ask('cvm')).toBeNull();
    expect(await ask('cbs')).toBe('signature refused at credential-scope: The service in Credential must be cvm.');
  });

  test('a clock that is wrong', async () => {
    const { mock } = world();
    const late = createBmc({
      credentials: ZENLAYER,
      fetch: mock,
      clock: { now: () => START - 3_600_000, sleep: async () => {} },
      validate: 'off',
      retry: false,
    });
    const { error } = await late.POST('/api/v2/bmc#DescribeInstances', { body: {} });
    expect(error).toMatchObject({ code: 'AUTHFAILURE_SIGNATURE_EXPIRED' });
  });

  test('a nonce that comes again', async () => {
    const { mock } = world();
    const client = createVm({
      credentials: JDCLOUD,
      fetch: mock,
      nonce: () => 'same',
      clock: { now: () => START, sleep: async () => {} },
      validate: 'off',
      retry: false,
    });
    const call = () => client.POST('/v1/regions/{regionId}/instances', { params: region, body: vmBody() });
    expect((await call()).error).toBeUndefined();
    expect((await call()).error).toMatchObject({ code: 'ACCESS_ERROR', status: 401 });
    expect(mock.journal().at(-1)?.diagnosis).toBe('signature refused: the nonce was used before');
  });

  test('the diagnosis names the line that a client gets wrong', async () => {
    const { mock } = world();
    const wrongHost = (url: string, init: RequestInit = {}) =>
      mock(url.replace('console.zenlayer.com', 'zenlayer-bmc.localhost:8080'), {
        ...init,
        headers: { ...(init.headers as object), host: 'zenlayer-bmc.localhost:8080' },
      });
    const client = createBmc({
      credentials: ZENLAYER,
      fetch: wrongHost,
      baseUrl: 'http://zenlayer-bmc.localhost',
      clock: { now: () => START, sleep: async () => {} },
      validate: 'off',
      retry: false,
    });
    const { error, response } = await client.POST('/api/v2/bmc#DescribeInstances', { body: {} });
    expect(error).toMatchObject({ code: 'AUTHFAILURE_SIGNATURE_FAILURE' });
    expect(response?.headers.get('x-launchspec-diagnosis')).toMatch(
      /canonical-request: The canonical requests differ in line \d+ \(.*host/,
    );
  });

  test('unsigned requests are refused unless that is switched off', async () => {
    const body = JSON.stringify({ instanceSpec: {} });
    const send = (mock: MockFetch) =>
      mock('https://bastion.jdcloud-api.com/v1/regions/cn-north-1/instances', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect((await send(createMockFetch())).status).toBe(401);
    expect((await send(createMockFetch({ auth: 'off' }))).status).toBe(400);
  });
});

test('a secret is nowhere to be seen', async () => {
  const { cvm, mock } = world();
  const body = cvmBody({ LoginSettings: { Password: 'CanaryPassw0rd!' }, UserData: 'Q2FuYXJ5' });
  expect((await cvm.POST('/#RunInstances', { body })).error).toBeUndefined();
  const shown = JSON.stringify([
    mock.journal(),
    mock.purchases(),
    await (await mock('http://localhost/__launchspec/state')).json(),
    await (await mock('http://localhost/__launchspec/ledger')).json(),
  ]);
  expect(shown).toContain('[redacted]');
  expect(shown).not.toMatch(/Canary|Q2FuYXJ5/);
});

test('a reset forgets everything', async () => {
  const { cvm, mock } = world();
  await cvm.POST('/#RunInstances', { body: cvmBody() });
  mock.fault({ kind: 'throttle' });
  await mock.advance('1h');
  await mock.reset();
  expect([mock.purchases(), mock.journal()]).toEqual([[], []]);
  expect((await cvm.POST('/#RunInstances', { body: cvmBody() })).error).toBeUndefined();
});
