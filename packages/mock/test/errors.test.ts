import { describe, expect, test } from 'vitest';
import { CATALOG } from '../src/catalog.js';
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
  readonly again?: boolean;
  /** The value that the message speaks of, where the document prints `xx`. */
  readonly about?: string;
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

const vm = (instanceSpec: object, settings: Way['settings'] = {}, about = ''): Way => ({
  change: { instanceSpec },
  settings,
  about,
});
const vmNetwork = (networkInterface: object, settings: Way['settings'], about: string): Way =>
  vm({ primaryNetworkInterface: { networkInterface } }, settings, about);
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

/** What brings an error about: every one that is documented for an operation that buys, and some that only the SDKs know. */
const WAYS: Readonly<Record<string, Readonly<Record<string, Way | ByFault | ByRefuse>>>> = {
  'jdcloud-vm createInstances': {
    'parameter-missing': vm({ imageId: null }),
    'invalid-password': vm({ password: 'short' }),
    'disk-type-out-of-stock': vm({}, { soldOut: ['ssd.gp1'] }, 'ssd.gp1'),
    'image-not-ready': vm({ imageId: 'img-1' }, { soldOut: ['img-1'] }, 'img-1'),
    'stop-charging-needs-cloud-system-disk': vm({ systemDisk: { diskCategory: 'local' } }),
    'stop-charging-needs-postpaid-by-duration': vm({
      charge: { chargeMode: 'prepaid_by_duration', chargeUnit: 'month', chargeDuration: 1 },
    }),
    'image-needs-cloud-system-disk': vm(
      { imageId: 'img-1', chargeOnStopped: null, systemDisk: { diskCategory: 'local' } },
      { incompatible: ['img-1 + local'] },
    ),
    'image-does-not-support-instance-type': vm(
      { imageId: 'img-1' },
      { incompatible: ['img-1 + g.n2.large'] },
      'g.n2.large',
    ),
    'subnet-unsupported-in-center-zones': vmNetwork(
      { subnetId: 'subnet-1' },
      { incompatible: ['subnet-1 + cn-north-1a'] },
      'subnet-1',
    ),
    'available-ip-not-enough': vmNetwork({ subnetId: 'subnet-1' }, { soldOut: ['subnet-1'] }, 'subnet-1'),
    'max-count-out-of-range': { change: { maxCount: 101 } },
    'system-disk-size-out-of-range': vm({ systemDisk: { cloudDiskSpec: { diskSizeGB: 510 } } }),
    'subnet-does-not-support-ipv6': vmNetwork(
      { subnetId: 'subnet-1', ipv6AddressCount: 1 },
      { incompatible: ['subnet-1 + ipv6AddressCount'] },
      'subnet-1',
    ),
    'snapshot-not-found': vm({ systemDisk: { cloudDiskSpec: { snapshotId: 's-1' } } }, { absent: ['s-1'] }, 's-1'),
    'instance-type-not-found': vm({}, { absent: ['g.n2.large'] }, 'g.n2.large'),
    'subnet-not-found': vmNetwork({ subnetId: 'subnet-1' }, { absent: ['subnet-1'] }, 'subnet-1'),
    'security-groups-not-found': vmNetwork({ securityGroups: ['sg-1'] }, { absent: ['sg-1'] }, 'sg-1'),
    'key-pair-not-found': vm({}, { absent: ['ssh-key-test'] }, 'ssh-key-test'),
    'image-not-found': vm({ imageId: 'img-1' }, { absent: ['img-1'] }, 'img-1'),
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
  'jdcloud-bastion createInstance': {
    'invalid-argument': { settings: { quota: 0 } },
    'not-found': { change: { instanceSpec: { vpcId: 'vpc-1' } }, settings: { absent: ['vpc-1'] } },
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
    DryRunOperation: { change: { DryRun: true } },
    'InvalidAccount.InsufficientBalance': { base: 'prepaid', settings: { balance: 0 } },
    'InvalidImageId.NotFound': { settings: { absent: ['img-pmqg1cw7'] } },
    'InvalidParameterValue.InstanceTypeNotFound': { base: 'private-addresses', settings: { absent: ['S1.SMALL2'] } },
    'InvalidParameterValue.KeyPairNotFound': {
      change: { LoginSettings: { KeyIds: ['skey-1'] } },
      settings: { absent: ['skey-1'] },
    },
    'InvalidParameterValue.SubnetNotExist': { base: 'private-addresses', settings: { absent: ['subnet-dcs9x3gz'] } },
    'InvalidParameterValue.TagKeyNotFound': {
      change: { TagSpecification: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'a' }] }] },
      settings: { absent: ['team'] },
    },
    'InvalidParameterValue.VpcIdNotExist': { base: 'private-addresses', settings: { absent: ['vpc-1urkhbj4'] } },
    'ResourceInsufficient.AvailabilityZoneSoldOut': { settings: { soldOut: ['ap-guangzhou-2'] } },
    'ResourceInsufficient.CloudDiskSoldOut': { base: 'private-addresses', settings: { soldOut: ['CLOUD_BASIC'] } },
    'ResourceInsufficient.SpecifiedInstanceType': { settings: { stock: 0 } },
    'ResourceInsufficient.ZoneSoldOutForSpecifiedInstance': {
      base: 'private-addresses',
      settings: { incompatible: ['ap-hongkong-1 + S1.SMALL2'] },
    },
    'ResourcesSoldOut.EipInsufficient': {
      change: { InternetAccessible: { InternetChargeType: 'BANDWIDTH_PACKAGE' } },
      settings: { soldOut: ['BANDWIDTH_PACKAGE'] },
    },
    'ResourcesSoldOut.SpecifiedInstanceType': { base: 'private-addresses', settings: { soldOut: ['S1.SMALL2'] } },
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
    INVALID_CHARGE_TYPE_NOT_SUPPORT: { settings: { denied: ['POSTPAID'] } },
    INVALID_SUBNET_NOT_FOUND: { change: { subnetId: 'subnet-1' }, settings: { absent: ['subnet-1'] } },
    INVALID_SUBNET_ZONE_MISMATCH: {
      change: { subnetId: 'subnet-1' },
      settings: { incompatible: ['SEL-A + subnet-1'] },
    },
    OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND: {
      change: { resourceGroupId: 'group-1' },
      settings: { absent: ['group-1'] },
    },
  },
};

const ROWS = Object.entries(WAYS).flatMap(([place, ways]) => {
  const [api = '', operation = ''] = place.split(' ');
  return Object.entries(ways).map(([name, way]) => ({ api, operation, name, way }));
});

describe('an error of an operation that buys', () => {
  test.each(documentedErrors())('$api: $name, which is documented, has a way to it', ({ api, operation, name }) => {
    expect(WAYS[`${api} ${operation}`]).toHaveProperty([name]);
  });

  test.each(ROWS)('$api: $name is reached', async ({ api, operation, name, way }) => {
    const mock = createMockFetch({ auth: 'off', seed: name });
    if ('by' in way && way.by === 'fault') mock.fault({ kind: way.kind });
    else await mock.configure(api, 'by' in way ? { refuse: [name] } : (way.settings ?? {}));
    const { base, change = {}, again = false, about = '' }: Way = 'by' in way ? {} : way;
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

    const errors = CATALOG.get(api)?.errors[operation] ?? {};
    const { status, code, message = '' } = errors[name] ?? {};
    expect({ status: answer.status, code: mock.journal().at(-1)?.code }).toEqual({ status, code });
    // A code of many errors says too little: then it is the message that tells them apart.
    if (Object.values(errors).filter((each) => each.code === code).length > 1)
      expect(await answer.text()).toContain(JSON.stringify(message.replace("'xx'", `'${about}'`)));
    expect(mock.purchases()).toHaveLength(bought);
  });
});

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
