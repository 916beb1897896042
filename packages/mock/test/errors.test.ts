import { describe, expect, test } from 'vitest';
import { type ApiSettings, createMockFetch, type Fault } from '../src/index.js';
import { documentedErrors, examplePairs } from './examples.js';

/** How a documented error is reached: a request example, changed, at a mock with some settings. */
interface Way {
  readonly settings?: Omit<Partial<ApiSettings>, 'refuse'>;
  /** A request example of the spec. Default: the first one. */
  readonly base?: string;
  /** What the request has instead (a JSON merge patch). */
  readonly change?: object;
  /** The same request was sent before, and bought something. */
  readonly again?: true;
}

/** What no request and no stock can cause: the vendor itself fails. */
interface ByFault {
  readonly by: 'fault';
  readonly kind: Fault['kind'];
}

/** What has no cause that could be modelled. */
interface ByRefuse {
  readonly by: 'refuse';
  readonly because: string;
}

const vm = (instanceSpec: object, settings: Way['settings'] = {}): Way => ({ change: { instanceSpec }, settings });
const vmNetwork = (networkInterface: object, settings: Way['settings']): Way =>
  vm({ primaryNetworkInterface: { networkInterface } }, settings);
const partitions = (...given: readonly (readonly [fsType: string, fsPath: string])[]): Way => ({
  change: { imageId: 'img', partitions: given.map(([fsType, fsPath]) => ({ fsType, fsPath, size: 100 })) },
});
const raid = (...diskSequence: readonly number[]): Way => ({
  change: { raidConfig: { customRaids: [{ raidType: 1, diskSequence }] } },
});
const addresses = (...PrivateIpAddresses: readonly string[]): Way => ({
  base: 'private-addresses',
  change: { VirtualPrivateCloud: { PrivateIpAddresses } },
});

/** Every documented error of every operation that buys, and what brings it about. The vendor writes `xx` where a value stands. */
const WAYS: Readonly<Record<string, Readonly<Record<string, Way | ByFault | ByRefuse>>>> = {
  'jdcloud-vm createInstances': {
    'parameter-missing': vm({ imageId: null }),
    'invalid-password': vm({ password: 'short' }),
    'disk-type-out-of-stock': vm({}, { soldOut: ['ssd.gp1'] }),
    'image-not-ready': vm({ imageId: 'xx' }, { soldOut: ['xx'] }),
    'stop-charging-needs-cloud-system-disk': vm({ systemDisk: { diskCategory: 'local' } }),
    'stop-charging-needs-postpaid-by-duration': vm({
      charge: { chargeMode: 'prepaid_by_duration', chargeUnit: 'month', chargeDuration: 1 },
    }),
    'image-needs-cloud-system-disk': vm(
      { imageId: 'xx', chargeOnStopped: null, systemDisk: { diskCategory: 'local' } },
      { incompatible: ['xx + local'] },
    ),
    'image-does-not-support-instance-type': vm({ imageId: 'xx' }, { incompatible: ['xx + g.n2.large'] }),
    'subnet-unsupported-in-center-zones': vmNetwork({ subnetId: 'xx' }, { incompatible: ['xx + cn-north-1a'] }),
    'available-ip-not-enough': vmNetwork({ subnetId: 'xx' }, { soldOut: ['xx'] }),
    'max-count-out-of-range': { change: { maxCount: 101 } },
    'system-disk-size-out-of-range': vm({ systemDisk: { cloudDiskSpec: { diskSizeGB: 510 } } }),
    'subnet-does-not-support-ipv6': vmNetwork(
      { subnetId: 'xx', ipv6AddressCount: 1 },
      { incompatible: ['xx + ipv6AddressCount'] },
    ),
    'snapshot-not-found': vm({ systemDisk: { cloudDiskSpec: { snapshotId: 'xx' } } }, { absent: ['xx'] }),
    'instance-type-not-found': vm({ instanceType: 'xx' }, { absent: ['xx'] }),
    'subnet-not-found': vmNetwork({ subnetId: 'xx' }, { absent: ['xx'] }),
    'security-groups-not-found': vmNetwork({ securityGroups: ['xx'] }, { absent: ['xx'] }),
    'key-pair-not-found': vm({ keyNames: ['xx'] }, { absent: ['xx'] }),
    'image-not-found': vm({ imageId: 'xx' }, { absent: ['xx'] }),
    'instance-quota-exceeded': vm({}, { quota: 0 }),
    'internal-error': { by: 'fault', kind: 'internal' },
    'unknown-error': { by: 'refuse', because: 'it says itself that nobody knows its cause' },
  },
  'jdcloud-edcps createInstances': {
    'bad-request': { change: { instanceSpec: { count: 0 } } },
    'not-found': { change: { instanceSpec: { osTypeId: 'os-1' } }, settings: { absent: ['os-1'] } },
    'internal-server-error': { by: 'fault', kind: 'internal' },
    'service-unavailable': { by: 'fault', kind: 'unavailable' },
  },
  'tencent-cvm RunInstances': {
    AccountQualificationRestrictions: { settings: { denied: ['ap-guangzhou-2'] } },
    InstancesQuotaLimitExceeded: { settings: { quota: 1 }, change: { InstanceCount: 2 } },
    'InvalidClientToken.TooLong': { change: { ClientToken: 'x'.repeat(65) } },
    'InvalidHostId.NotFound': {
      base: 'dedicated-host',
      change: { Placement: { HostIds: ['host-1'] } },
      settings: { absent: ['host-1'] },
    },
    'InvalidInstanceName.TooLong': { change: { InstanceName: 'x'.repeat(61) } },
    'InvalidInstanceType.Malformed': { base: 'dedicated-host', change: { InstanceType: 'S1.SMALL1' } },
    'InvalidParameter.InvalidIpFormat': addresses('10.0.0.18', '10.0.0.256'),
    InvalidParameterCombination: addresses('10.0.0.18'),
    InvalidParameterValue: { change: { InstanceChargeType: 'PREPAY' } },
    'InvalidParameterValue.Range': { change: { InstanceCount: 101 } },
    InvalidPassword: { change: { LoginSettings: { Password: 'short' } } },
    InvalidPeriod: { base: 'prepaid', change: { InstanceChargePrepaid: { Period: 13 } } },
    InvalidPermission: { base: 'prepaid', settings: { denied: ['PREPAID'] } },
    'InvalidZone.MismatchRegion': { settings: { absent: ['ap-guangzhou-2'] } },
    MissingParameter: { change: { ImageId: null } },
    VpcAddrNotInSubNet: {
      ...addresses('10.0.0.18', '10.1.0.19'),
      settings: { incompatible: ['subnet-dcs9x3gz + 10.1.0.19'] },
    },
    VpcIpIsUsed: { base: 'private-addresses', again: true },
  },
  'zenlayer-bmc CreateInstances': {
    INVALID_PARAMETER_HOSTNAME_EXCEED: { change: { hostname: 'x'.repeat(65) } },
    INVALID_PARAMETER_HOSTNAME_MALFORMED: { change: { hostname: 'no spaces' } },
    INVALID_PARAMETER_INSTANCE_NAME_EXCEED: { change: { instanceName: 'x'.repeat(65) } },
    'INVALID_PARAMETER_INSTANCE_NAME_EXCEED.malformed': { change: { instanceName: 'no spaces' } },
    INVALID_BANDWIDTH_VALUE_EXCEED_MAXIMUM: { change: { internetMaxBandwidthOut: 11 }, settings: { bandwidth: 10 } },
    INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED: { change: { password: 'password' } },
    INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT: {
      change: { imageId: 'img', password: 'Password-12345~', sshKeys: ['ssh-rsa AAAA'] },
    },
    INVALID_PARAMETER_SSH_KEY_MALFORMED: { change: { imageId: 'img', sshKeys: [''] } },
    INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT: {
      change: { raidConfig: { raidType: 1, customRaids: [{ raidType: 1, diskSequence: [1, 2] }] } },
    },
    INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT: {
      change: { raidConfig: { raidType: 5 } },
      settings: { incompatible: ['M6C + 5'] },
    },
    INVALID_PARAMETER_NIC_NAME_CONFLICT: { change: { nic: { wanName: 'net0', lanName: 'net0' } } },
    INVALID_PARAMETER_NIC_NAME_MALFORMED: { change: { nic: { wanName: '1' } } },
    INVALID_PARTITION_SIZE_NOT_FULL: { ...partitions(['ext4', '/']), settings: { diskSize: 480 } },
    INVALID_PARTITION_DUPLICATE_FILE_PATH: partitions(['ext4', '/'], ['ext4', '/']),
    INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH: partitions(['ext4', '/data']),
    INVALID_PARTITION_MALFORMED: partitions(['ext4', 'root']),
    INVALID_PARTITION_NO_TYPE: partitions(['NTFS', '/']),
    INVALID_PARTITION_INVALID_ORDER: partitions(['NTFS', 'C'], ['NTFS', 'E'], ['NTFS', 'D']),
    INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH: raid(1),
    INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER: raid(2, 1),
    RESOURCE_INSUFFICIENT_PRODUCT_SOLD_OUT: { settings: { stock: 0 } },
    RESOURCES_SOLDOUT_INSTANCE_TYPE: { settings: { soldOut: ['M6C'] } },
    OPERATION_FILED_INTERNET_CHARGE_TYPE_NOT_SUPPORT: { settings: { incompatible: ['SEL-A + ByBandwidth'] } },
    INVALID_PARTITION_IMAGE_NOT_SET: { change: { partitions: [{ fsType: 'ext4', fsPath: '/', size: 100 }] } },
    OPERATION_DENIED_INSTANCE_QUOTA_EXCEED: { settings: { quota: 0 } },
    OPERATION_DENIED_CHARGE_TYPE_NOT_SUPPORT: { settings: { incompatible: ['SEL-A + POSTPAID'] } },
    INVALID_IMAGE_NOT_FOUND: { change: { imageId: 'img' }, settings: { absent: ['img'] } },
    INVALID_ZONE_NOT_FOUND: { settings: { absent: ['SEL-A'] } },
    INVALID_INSTANCE_TYPE_NOT_FOUND: { settings: { absent: ['M6C'] } },
  },
};

const DOCUMENTED = documentedErrors();

describe('every documented error of an operation that buys', () => {
  test('has a way to it', () => {
    const names = DOCUMENTED.map(({ api, operation, name }) => `${api} ${operation} ${name}`);
    const ways = Object.entries(WAYS).flatMap(([operation, each]) =>
      Object.keys(each).map((name) => `${operation} ${name}`),
    );
    expect(ways.sort()).toEqual(names.sort());
  });

  test.each(DOCUMENTED)('$api: $name is reached', async ({ api, operation, name, error }) => {
    const way = WAYS[`${api} ${operation}`]?.[name] ?? {};
    const mock = createMockFetch({ auth: 'off', seed: name });
    if ('by' in way && way.by === 'fault') mock.fault({ kind: way.kind });
    else await mock.configure(api, 'by' in way ? { refuse: [name] } : (way.settings ?? {}));
    const { base, change = {}, again = false } = 'by' in way ? ({} as Way) : way;
    const pair = examplePairs().find(
      (each) => each.api === api && each.operation.operationId === operation && each.name === (base ?? each.name),
    );
    if (!pair) throw new Error(`there is no request example ${base}`);
    const body = JSON.stringify(patched(pair.request, change));
    const send = () =>
      mock(`http://localhost/${api}${pair.path}`, { method: pair.method, headers: pair.headers, body });
    if (again) await send();
    const bought = again ? 1 : 0;
    expect(mock.purchases()).toHaveLength(bought);

    const answer = await send();

    const entry = mock.journal().at(-1);
    expect({ status: answer.status, code: entry?.code }).toEqual({ status: error.status, code: error.code });
    // A code of many errors says too little: then it is the message that tells them apart.
    if (sameCode(api, error.code).length > 1) expect(await answer.text()).toContain(JSON.stringify(error.message));
    expect(mock.purchases()).toHaveLength(bought);
  });
});

function sameCode(api: string, code: string) {
  return DOCUMENTED.filter((each) => each.api === api && each.error.code === code);
}

/** A JSON merge patch (RFC 7396). */
function patched(value: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const members = Object.entries(change).map(([name, each]) => [
    name,
    patched((object as Record<string, unknown>)[name], each),
  ]);
  return Object.fromEntries(
    Object.entries({ ...object, ...Object.fromEntries(members) }).filter(([, each]) => each !== null),
  );
}
