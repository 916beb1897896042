import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../src/index.js';

// The vendors' own SDKs, as they come, but for the host and protocol of their endpoint. Both talk to one port, and sign for real.
// Of half an answer both never hear that it is over: their HTTP library waits for the rest until its own timeout.

const require = createRequire(import.meta.url);

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ auth: 'verify', seed: 'sdks' });
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

describe('tencentcloud-sdk-nodejs-cvm', () => {
  interface Cvm {
    RunInstances(body: object): Promise<{ InstanceIdSet: string[] }>;
    DescribeInstances(
      body: object,
    ): Promise<{ TotalCount: number; InstanceSet: { InstanceState: string; InstanceName: string }[] }>;
    DescribeInstancesStatus(body: object): Promise<{ InstanceStatusSet: { InstanceState: string }[] }>;
    TerminateInstances(body: object): Promise<{ RequestId: string }>;
  }
  const { cvm } = require('tencentcloud-sdk-nodejs-cvm') as {
    cvm: { v20170312: { Client: new (config: object) => Cvm } };
  };
  const client = (profile: object = {}, credential: object = { secretId: 'launchspec', secretKey: 'launchspec' }) =>
    new cvm.v20170312.Client({
      credential,
      region: 'ap-guangzhou',
      profile: {
        ...profile,
        httpProfile: {
          endpoint: `127.0.0.1:${mock.port}`,
          protocol: 'http://',
          ...(profile as { httpProfile?: object }).httpProfile,
        },
      },
    });
  const body = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-pmqg1cw7', InstanceName: 'web' };

  test.each([
    ['TC3, POST', {}],
    ['TC3, GET', { httpProfile: { reqMethod: 'GET' } }],
    ['HmacSHA256, POST', { signMethod: 'HmacSHA256' }],
    ['HmacSHA1, GET', { signMethod: 'HmacSHA1', httpProfile: { reqMethod: 'GET' } }],
  ])('%s: create, poll until running, describe, terminate', async (_, profile) => {
    const sdk = client(profile);
    const { InstanceIdSet } = await sdk.RunInstances({ ...body, InstanceCount: 2 });
    expect(InstanceIdSet).toHaveLength(2);
    expect(
      (await sdk.DescribeInstancesStatus({ InstanceIds: InstanceIdSet })).InstanceStatusSet.map(
        ({ InstanceState }) => InstanceState,
      ),
    ).toEqual(['PENDING', 'PENDING']);
    await mock.advance('2s');
    expect(
      (await sdk.DescribeInstancesStatus({ InstanceIds: InstanceIdSet })).InstanceStatusSet.map(
        ({ InstanceState }) => InstanceState,
      ),
    ).toEqual(['RUNNING', 'RUNNING']);
    expect(
      (await sdk.DescribeInstances({ Filters: [{ Name: 'instance-name', Values: ['web1'] }] })).InstanceSet,
    ).toMatchObject([{ InstanceName: 'web1' }]);
    await sdk.TerminateInstances({ InstanceIds: InstanceIdSet });
    await mock.advance('1s');
    expect((await sdk.DescribeInstances({})).TotalCount).toBe(0);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a wrong value', () => client().RunInstances({ ...body, InstanceCount: 101 }), 'InvalidParameterValue.Range'],
    ['a missing value', () => client().RunInstances({ ImageId: 'img-pmqg1cw7' }), 'MissingParameter'],
    [
      'another secret',
      () => client({}, { secretId: 'launchspec', secretKey: 'other' }).RunInstances(body),
      'AuthFailure.SignatureFailure',
    ],
    [
      'an unknown key',
      () => client({}, { secretId: 'nobody', secretKey: 'other' }).RunInstances(body),
      'AuthFailure.SecretIdNotFound',
    ],
    [
      'an instance that is not there',
      () => client().TerminateInstances({ InstanceIds: ['ins-00000000'] }),
      'InvalidInstanceId.NotFound',
    ],
  ])('%s is its exception, with code and request id', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test('what it signs at this address, which the vendor would refuse, is accepted and noted', async () => {
    await client().DescribeInstances({});
    expect(mock.journal().at(-1)?.notes).toEqual([
      'The host was signed without its port, as the vendor’s Node SDK does.',
      'The service was signed as 127, the first label of the host, as the vendor’s Node SDK does.',
    ]);
  });

  test.each([
    ['throttle', 'RequestLimitExceeded', 0],
    ['internal', 'InternalError', 0],
    ['unavailable', 'ServiceUnavailable', 0],
  ] as const)('the fault %s is its exception too', async (kind, code, bought) => {
    mock.fault({ kind, times: 1 });
    await expect(client().RunInstances(body)).rejects.toMatchObject({ code });
    expect(mock.purchases()).toHaveLength(bought);
  });

  test.each([
    ['status', 0],
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)('the fault %s is an error of the network', async (kind, bought) => {
    mock.fault({ kind, times: 1 });
    await expect(client().RunInstances(body)).rejects.toThrow();
    expect(mock.purchases()).toHaveLength(bought);
    await expect(client().RunInstances(body)).resolves.toHaveProperty('InstanceIdSet');
  });

  test('what is sold out', async () => {
    await mock.configure('tencent-cvm', { stock: 0 });
    await expect(client().RunInstances(body)).rejects.toMatchObject({
      code: 'ResourceInsufficient.SpecifiedInstanceType',
    });
  });
});

describe('jdcloud-sdk-js', () => {
  require('jdcloud-sdk-js/src/lib/node_loader.js');
  const core = require('jdcloud-sdk-js/src/lib/core.js') as {
    Credentials: new (id: string, secret: string) => object;
    config: { logger: () => void };
  };
  core.config.logger = () => undefined;

  type Service = Readonly<
    Record<string, (options: object, region: string) => Promise<{ result: Record<string, never> }>>
  >;
  const service = (path: string, secret = 'launchspec') => {
    const Constructor = require(`jdcloud-sdk-js/src/repo/${path}.js`) as new (options: object) => Service;
    const endpoint = { protocol: 'http', host: `127.0.0.1:${mock.port}` };
    return new Constructor({
      credentials: new core.Credentials('launchspec', secret),
      regionId: 'cn-north-1',
      endpoint,
    });
  };
  const REGION = 'cn-north-1';

  test('VM: create, poll until running, describe, delete', async () => {
    const vm = service('vm/v1/vm');
    const created = (await vm.createInstances?.(
      { instanceSpec: { agId: 'ag-1', name: 'web' }, maxCount: 2 },
      REGION,
    )) as { result: { instanceIds: string[] } } | undefined;
    const instanceIds = created?.result.instanceIds ?? [];
    const [instanceId] = instanceIds;
    const status = async () => {
      const filters = [{ name: 'instanceId', values: instanceIds }];
      const answer = (await vm.describeInstanceStatus?.({ filters }, REGION)) as never as {
        result: { instanceStatuses: { status: string }[] };
      };
      return answer.result.instanceStatuses.map((each) => each.status);
    };
    expect(await status()).toEqual(['pending', 'pending']);
    await mock.advance('2s');
    expect(await status()).toEqual(['running', 'running']);
    expect(await vm.describeInstance?.({ instanceId }, REGION)).toMatchObject({
      result: { instance: { instanceName: 'web' } },
    });
    await vm.deleteInstance?.({ instanceId }, REGION);
    await mock.advance('1s');
    expect(await status()).toEqual(['running']);
  });

  test('EdCPS and Bastion, at the same port: what is for whom is told by the signature', async () => {
    const edcps = service('edcps/v1/edcps');
    const instanceSpec = {
      az: 'z',
      deviceType: 'd',
      imageType: 'standard',
      osTypeId: 'o',
      sysRaidTypeId: 'r',
      dataRaidTypeId: 'r',
      networkType: 'vpc',
      name: 'node',
      count: 1,
      charge: {},
    };
    await edcps.createInstances?.({ instanceSpec }, REGION);
    const bastion = service('bastion/v1/bastion');
    await bastion.createInstance?.(
      { instanceSpec: { az: 'z', vpcId: 'v', subnetId: 's', spec: 's', quantity: 1, ipVersion: 'v4' } },
      REGION,
    );
    expect(mock.purchases().map(({ api }) => api)).toEqual(['jdcloud-edcps', 'jdcloud-bastion']);
    await mock.advance('2s');
    expect(await edcps.describeInstances?.({}, REGION)).toMatchObject({ result: { totalCount: 1 } });
    expect(await bastion.describeBastions?.({}, REGION)).toMatchObject({ result: { totalCount: 1 } });
    const sourceId = mock.purchases('jdcloud-bastion')[0]?.items[0]?.order;
    expect(await bastion.describeSourceId?.({ sourceId }, REGION)).toMatchObject({ result: { bastion: { az: 'z' } } });
  });

  test.each<[string, () => Promise<unknown> | undefined, number, string]>([
    [
      'a wrong value',
      () => service('vm/v1/vm').createInstances?.({ instanceSpec: { name: 'one' }, maxCount: 101 }, REGION),
      400,
      'OUT_OF_RANGE',
    ],
    ['another secret', () => service('vm/v1/vm', 'other').describeInstances?.({}, REGION), 401, 'ACCESS_ERROR'],
    [
      'an instance that is not there',
      () => service('vm/v1/vm').describeInstance?.({ instanceId: 'i-0' }, REGION),
      404,
      'NOT_FOUND',
    ],
  ])('%s is its rejection', async (_, call, code, status) => {
    await expect(call()).rejects.toMatchObject({ error: { code, status } });
  });

  const buy = () => service('vm/v1/vm').createInstances?.({ instanceSpec: { agId: 'ag-1', name: 'one' } }, REGION);

  test.each([
    ['throttle', 429, 'RATE_LIMIT'],
    ['internal', 500, 'INTERNAL'],
    ['unavailable', 503, 'UNAVAILABLE'],
  ] as const)('the fault %s is its rejection too', async (kind, code, status) => {
    mock.fault({ kind, times: 1 });
    await expect(buy()).rejects.toMatchObject({ error: { code, status } });
    expect(mock.purchases()).toEqual([]);
  });

  test.each([
    ['status', 0],
    ['reset-before', 0],
    ['reset-after', 1],
  ] as const)('the fault %s is a rejection of its own', async (kind, bought) => {
    mock.fault({ kind, times: 1 });
    await expect(buy()).rejects.not.toHaveProperty('error.status');
    expect(mock.purchases()).toHaveLength(bought);
    await expect(buy()).resolves.toHaveProperty('result.instanceIds');
  });

  test('a quota', async () => {
    await mock.configure('jdcloud-vm', { quota: 0 });
    await expect(buy()).rejects.toMatchObject({ error: { code: 429, status: 'QUOTA_EXCEEDED' } });
  });
});
