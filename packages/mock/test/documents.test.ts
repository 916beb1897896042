import { createClient as createBastion } from '@launchspec/clients/jdcloud-bastion';
import { createClient as createVm } from '@launchspec/clients/jdcloud-vm';
import { createClient as createCvm } from '@launchspec/clients/tencent-cvm';
import { createClient as createBmc } from '@launchspec/clients/zenlayer-bmc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../src/index.js';
import { examplePairs, wireExamples } from './examples.js';

const JDCLOUD = { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' };
const TENCENT = { secretId: 'launchspec', secretKey: 'launchspec' };
const ZENLAYER = { accessKeyId: 'launchspec', accessKeyPassword: 'launchspec' };

let mock: Mock;

/** Options of a client that leaves it to the mock to check requests. */
function options<Credentials>(api: string, credentials: Credentials) {
  return { credentials, baseUrl: mock.url(api), validate: 'off' } as const;
}

beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const signed = { authorization: 'present' };

describe('every documented request', () => {
  test.each(examplePairs())(
    '$api: $name gets its documented answer for the asking',
    async ({ api, name, method, path, headers, request, response }) => {
      const init = {
        method,
        headers: { ...headers, ...signed, prefer: `example=${name}` },
        body: JSON.stringify(request),
      };
      const answer = await fetch(`${mock.url(api)}${path}`, init);
      expect(await answer.json()).toEqual(response);
    },
  );
});

describe('the requests as Tencent prints them, in the query', () => {
  const common =
    'Version=2017-03-12&Region=ap-guangzhou&Timestamp=1705307400&Nonce=11886&SecretId=AKIDEXAMPLE&Signature=x';

  test.each(wireExamples())('$name', async ({ api, name, value, response }) => {
    const answer = await fetch(`${mock.url(api)}/?${value}&${common}`, { headers: { prefer: `example=${name}` } });
    expect(await answer.json()).toEqual(response);
  });
});

describe('wrong requests get the vendor error that fits', () => {
  const region = { params: { path: { regionId: 'cn-north-1' } } };
  const vm = (instanceSpec: object, rest: object = {}) =>
    createVm(options('jdcloud-vm', JDCLOUD)).POST('/v1/regions/{regionId}/instances', {
      ...region,
      body: { instanceSpec, ...rest } as never,
    });
  const cvm = (change: object) =>
    createCvm({ ...options('tencent-cvm', TENCENT), region: 'ap-guangzhou' }).POST('/#RunInstances', {
      body: { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-pmqg1cw7', ...change } as never,
    });
  const bmc = (change: object) =>
    createBmc(options('zenlayer-bmc', ZENLAYER)).POST('/api/v2/bmc#CreateInstances', {
      body: {
        instanceChargeType: 'POSTPAID',
        instanceTypeId: 'M6C',
        internetChargeType: 'ByBandwidth',
        zoneId: 'SEL-A',
        ...change,
      } as never,
    });

  test.each([
    ['a name is missing', () => vm({}), 400, 'INVALID_ARGUMENT', 'Parameter InstanceSpec.Name missing'],
    ['a password is weak', () => vm({ name: 'one', password: 'abc' }), 400, 'INVALID_ARGUMENT', 'Invalid password'],
    ['too many are wanted', () => vm({ name: 'one' }, { maxCount: 101 }), 400, 'OUT_OF_RANGE', 'Maxcount out of range'],
    [
      'the system disk is too small',
      () => vm({ name: 'one', systemDisk: { cloudDiskSpec: { diskType: 'ssd.gp1', diskSizeGB: 10 } } }),
      400,
      'OUT_OF_RANGE',
      'InstanceSpec.SystemDisk.CloudDiskSpec.DiskSizeGB out of range',
    ],
  ])('JD VM: %s', async (_, call, status, code, message) => {
    const { error, response } = await call();
    expect(response?.status).toBe(status);
    expect(error).toMatchObject({ kind: 'vendor', code, vendorMessage: message, status });
  });

  test.each([
    ['MissingParameter', { ImageId: undefined }],
    ['UnknownParameter', { Imageid: 'img-1' }],
    ['InvalidParameterValue.Range', { InstanceCount: 101 }],
    ['InvalidParameterValue', { InstanceChargeType: 'PREPAY' }],
    ['InvalidClientToken.TooLong', { ClientToken: 'x'.repeat(65) }],
    ['InvalidInstanceName.TooLong', { InstanceName: 'x'.repeat(61) }],
    ['InvalidPeriod', { InstanceChargePrepaid: { Period: 13 } }],
    ['InvalidPassword', { LoginSettings: { Password: 'short' } }],
    [
      'InvalidParameter.InvalidIpFormat',
      { VirtualPrivateCloud: { VpcId: 'DEFAULT', SubnetId: 'DEFAULT', PrivateIpAddresses: ['10.0.0.256'] } },
    ],
    [
      'VpcIpIsUsed',
      {
        InstanceCount: 2,
        VirtualPrivateCloud: { VpcId: 'DEFAULT', SubnetId: 'DEFAULT', PrivateIpAddresses: ['10.0.0.18', '10.0.0.18'] },
      },
    ],
  ] as const)('Tencent CVM: %s', async (code, change) => {
    const { error, response } = await cvm(change);
    expect(response?.status).toBe(200);
    expect(error).toMatchObject({ kind: 'vendor', code });
  });

  test.each([
    [400, 'MISSING_PARAMETER', { zoneId: undefined }],
    [400, 'INVALID_PARAMETER_EXCEED_MAXIMUM', { amount: 101 }],
    [400, 'INVALID_PARAMETER_TYPE', { amount: '2' }],
    [400, 'INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED', { password: 'password' }],
    [400, 'INVALID_PARAMETER_INSTANCE_NAME_EXCEED', { instanceName: 'x'.repeat(65) }],
    [400, 'INVALID_PARAMETER_HOSTNAME_MALFORMED', { hostname: 'no spaces' }],
    [400, 'INVALID_PARAMETER_NIC_NAME_MALFORMED', { nic: { wanName: '1' } }],
  ] as const)('Zenlayer BMC: %i %s', async (status, code, change) => {
    const { error, response } = await bmc(change);
    expect(response?.status).toBe(status);
    expect(error).toMatchObject({ kind: 'vendor', code });
  });

  test('a bastion without its spec', async () => {
    const { error, response } = await createBastion(options('jdcloud-bastion', JDCLOUD)).POST(
      '/v1/regions/{regionId}/instances',
      {
        ...region,
        body: {} as never,
      },
    );
    expect(response?.status).toBe(400);
    expect(error).toMatchObject({ kind: 'vendor', code: 'INVALID_ARGUMENT' });
    expect(response?.headers.get('x-launchspec-diagnosis')).toBe('/body/instanceSpec is required; add it');
  });
});
