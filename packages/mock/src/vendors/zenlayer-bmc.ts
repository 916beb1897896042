import { zenlayerNames } from '@launchspec/clients/names';
import { type Stage, stageOf } from '../world/world.js';
import { type Drawn, drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec, withValues } from './from-spec.js';
import { type Present, passing, present } from './present.js';
import { purchase, type Shop } from './purchase.js';
import { addMonths, isoSeconds } from './time.js';
import type { Behaviour, Scene } from './vendor.js';

interface CreateBody {
  readonly instanceName?: string;
  readonly hostname?: string;
  readonly instanceChargeType: 'PREPAID' | 'POSTPAID';
  readonly instanceChargePrepaid?: { readonly period: number };
  readonly partitions?: readonly { readonly size: number }[];
  readonly [field: string]: unknown;
}

const STATES: { readonly [stage in Stage]: string } = {
  pending: 'CREATING',
  running: 'RUNNING',
  failed: 'CREATE_FAILED',
  recycled: 'RECYCLE',
  removing: 'RECYCLE',
  gone: 'RECYCLE',
};

export const zenlayerBmc: MakeVendor = (api) => {
  const requestId = api.description.envelope.requestId;
  const fromSpec = shopFromSpec(api, 'CreateInstances');
  const shop: Shop<CreateBody> = {
    ...fromSpec,
    names: ({ instanceName = 'instance' }, count) => zenlayerNames(instanceName, count),
    newId: (random) => random.text(19, '0123456789'),
    prepaidMonths: ({ instanceChargeType, instanceChargePrepaid }) =>
      instanceChargeType === 'PREPAID' ? (instanceChargePrepaid?.period ?? 1) : undefined,
    errors: {
      quota: 'OPERATION_DENIED_INSTANCE_QUOTA_EXCEED',
      // No code says that the money does not suffice; this one says to ask the vendor about the way of paying.
      balance: 'INVALID_CHARGE_TYPE_NOT_SUPPORT',
      stock: 'RESOURCE_INSUFFICIENT_PRODUCT_SOLD_OUT',
    },
    absent: {
      '/zoneId': 'INVALID_ZONE_NOT_FOUND',
      '/instanceTypeId': 'INVALID_INSTANCE_TYPE_NOT_FOUND',
      '/imageId': 'INVALID_IMAGE_NOT_FOUND',
      '/subnetId': 'INVALID_SUBNET_NOT_FOUND',
      '/resourceGroupId': 'OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND',
    },
    soldOut: {
      '/instanceTypeId': 'RESOURCES_SOLDOUT_INSTANCE_TYPE',
      '/zoneId': 'RESOURCE_INSUFFICIENT_PRODUCT_SOLD_OUT',
    },
    denied: { '/instanceChargeType': 'INVALID_CHARGE_TYPE_NOT_SUPPORT' },
    incompatible: [
      ['/zoneId', '/instanceTypeId', 'RESOURCE_INSUFFICIENT_PRODUCT_SOLD_OUT'],
      ['/zoneId', '/instanceChargeType', 'OPERATION_DENIED_CHARGE_TYPE_NOT_SUPPORT'],
      ['/zoneId', '/internetChargeType', 'OPERATION_FILED_INTERNET_CHARGE_TYPE_NOT_SUPPORT'],
      ['/zoneId', '/subnetId', 'INVALID_SUBNET_ZONE_MISMATCH'],
      ['/instanceTypeId', '/raidConfig/raidType', 'INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT'],
      ['/instanceTypeId', '/raidConfig/customRaids/*/raidType', 'INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT'],
    ],
    bandwidth: { '/internetMaxBandwidthOut': 'INVALID_BANDWIDTH_VALUE_EXCEED_MAXIMUM' },
    refuse: ({ partitions = [] }, { settings: { diskSize } }) => {
      const filled = partitions.reduce((sum, { size }) => sum + size, 0);
      return diskSize !== null && partitions.length > 0 && filled < diskSize
        ? { error: 'INVALID_PARTITION_SIZE_NOT_FULL', diagnosis: `the partitions fill ${filled} of ${diskSize} GB` }
        : undefined;
    },
    answer: (items, scene) =>
      withValues(fromSpec.answer(items, scene), [
        ['/response/requestId', scene.requestId],
        ['/response/orderNumber', scene.random.text(18, '0123456789')],
      ]),
  };

  const describe: Behaviour = ({ body }, scene) => {
    const query = (body ?? {}) as DescribeBody;
    const { pageNum = 1, pageSize = 20, instanceIds = [], ...wanted } = query;
    const all = present(scene, instanceIds.length === 0 ? undefined : instanceIds);
    const there = all.filter(({ stage }) => stage !== 'removing');
    const tests = Object.keys(wanted).length === 0 ? [] : [(info: Info) => matches(info, wanted)];
    const found = passing(there, describeMachine, tests);
    const dataSet = found.slice((pageNum - 1) * pageSize, pageNum * pageSize).map(describeMachine);
    return {
      body: { requestId: scene.requestId, response: { requestId: scene.requestId, totalCount: found.length, dataSet } },
    };
  };

  const terminate: Behaviour = ({ body }, scene) => {
    const { instanceId } = body as { instanceId: string };
    const { machines, settings } = scene.world.account(scene.api);
    const machine = machines.get(instanceId);
    const now = scene.world.now();
    const stage = machine ? stageOf(machine, settings, now) : 'gone';
    if (!machine || stage === 'gone' || stage === 'removing')
      return { error: 'INVALID_INSTANCE_NOT_FOUND', diagnosis: `there is no instance ${instanceId}` };
    if (stage === 'recycled')
      return {
        error: 'OPERATION_DENIED_INSTANCE_RECYCLED',
        diagnosis: 'the instance is in the recycle bin; release it',
      };
    if (stage === 'pending')
      return {
        error: 'OPERATION_DENIED_INSTANCE_CREATING',
        diagnosis: 'the instance is being made; wait until it runs',
      };
    if (stage === 'running' && machine.purchase.prepaid)
      return { error: 'OPERATION_DENIED_INSTANCE_SUBSCRIPTION', diagnosis: 'a subscription cannot be terminated' };
    const to = stage === 'failed' ? 'nowhere' : 'recycle-bin';
    return { ...done(scene), event: { type: 'removal', api: scene.api, at: now, ids: [instanceId], to } };
  };

  const release: Behaviour = ({ body }, scene) => {
    const { instanceIds } = body as { instanceIds: readonly string[] };
    const { machines, settings } = scene.world.account(scene.api);
    const now = scene.world.now();
    for (const id of instanceIds) {
      const machine = machines.get(id);
      const stage = machine ? stageOf(machine, settings, now) : 'gone';
      if (stage === 'gone' || stage === 'removing')
        return { error: 'INVALID_INSTANCE_NOT_FOUND', diagnosis: `there is no instance ${id}` };
      if (stage !== 'recycled')
        return {
          error: 'OPERATION_DENIED_INSTANCE_NOT_RECYCLED',
          diagnosis: `${id} is not in the recycle bin; terminate it first`,
        };
    }
    return { ...done(scene), event: { type: 'removal', api: scene.api, at: now, ids: instanceIds, to: 'nowhere' } };
  };

  const done = (scene: Scene) => ({
    body: withValues({ requestId: '', response: { requestId: '' } }, [
      [requestId, scene.requestId],
      ['/response/requestId', scene.requestId],
    ]),
  });

  return {
    requestId: (random) => `T${random.uuid().toUpperCase()}`,
    operations: {
      CreateInstances: (call, scene) => purchase(shop, call, scene),
      DescribeInstances: describe,
      TerminateInstance: terminate,
      ReleaseInstances: release,
    },
    authErrors: {
      missing: 'AUTHFAILURE_INVALID_AUTHORIZATION',
      malformed: 'AUTHFAILURE_INVALID_AUTHORIZATION',
      unknownKey: 'AUTHFAILURE_INVALID_AUTHORIZATION',
      expired: 'AUTHFAILURE_SIGNATURE_EXPIRED',
      replayed: 'AUTHFAILURE_SIGNATURE_FAILURE',
      mismatch: 'AUTHFAILURE_SIGNATURE_FAILURE',
      token: 'AUTHFAILURE_INVALID_AUTHORIZATION',
    },
    gatewayErrors: {
      throttled: 'REQUEST_LIMIT_EXCEEDED',
      internal: 'INTERNAL_SERVER_ERROR',
      unavailable: 'SERVICE_TEMPORARY_UNAVAILABLE',
    },
  };
};

interface DescribeBody {
  readonly instanceIds?: readonly string[];
  readonly publicIpAddresses?: readonly string[];
  readonly privateIpAddresses?: readonly string[];
  readonly instanceName?: string;
  readonly hostname?: string;
  readonly subnetId?: string;
  readonly tagKeys?: readonly string[];
  readonly tags?: readonly Tag[];
  readonly pageNum?: number;
  readonly pageSize?: number;
  readonly [field: string]: unknown;
}

interface Tag {
  readonly key: string;
  readonly value?: string;
}

type Info = Readonly<Record<string, unknown>>;

/** An instance as DescribeInstances shows it: what was asked for, and what the vendor adds. */
function describeMachine({ machine, stage }: Present): Info {
  const { item, index, purchase } = machine;
  const body = purchase.request as CreateBody & Record<string, unknown>;
  const drawn: Drawn = drawnFrom(item.id);
  const running = stage === 'running' || stage === 'recycled';
  const period = body.instanceChargeType === 'PREPAID' ? (body.instanceChargePrepaid?.period ?? 1) : null;
  const publicAddress = drawn.publicAddress();
  const tags = (body.tags as { tags?: readonly Tag[] } | undefined)?.tags;
  return {
    instanceId: item.id,
    zoneId: body.zoneId,
    instanceName: item.name,
    hostname: zenlayerNames(body.hostname ?? 'hostname', index + 1)[index],
    instanceTypeId: body.instanceTypeId,
    imageId: body.imageId ?? null,
    imageName: body.imageId ?? null,
    instanceChargeType: body.instanceChargeType,
    bandwidthOutMbps: body.internetMaxBandwidthOut ?? 1,
    trafficPackageSize: body.trafficPackageSize ?? null,
    internetChargeType: body.internetChargeType,
    period,
    primaryPublicIpAddress: running ? publicAddress : null,
    publicIpAddresses: running ? [publicAddress] : [],
    privateIpAddresses: running ? [drawn.privateAddress()] : [],
    ipv6Addresses: [],
    subnetIds: body.subnetId === undefined ? [] : [body.subnetId],
    createTime: isoSeconds(purchase.at),
    expiredTime: period === null ? null : isoSeconds(addMonths(purchase.at, period)),
    resourceGroupId: body.resourceGroupId ?? '5a4f6519-2977-47cb-b3fc-150fd2b4de71',
    resourceGroupName: body.resourceGroupId === undefined ? 'Default Resource Group' : String(body.resourceGroupId),
    instanceStatus: STATES[stage],
    raidConfig: body.raidConfig ?? null,
    partitions: body.partitions ?? null,
    nic: { wanName: 'wan0', lanName: 'lan0', ...(body.nic as object | undefined) },
    ...(tags === undefined ? {} : { tags: { tags: tags.map(({ key, value = '' }) => ({ key, value })) } }),
  };
}

const EXACT = [
  'zoneId',
  'resourceGroupId',
  'instanceTypeId',
  'internetChargeType',
  'imageId',
  'instanceStatus',
] as const;

function matches(info: Info, query: DescribeBody): boolean {
  const among = (wanted: readonly string[] | undefined, values: readonly unknown[]) =>
    wanted === undefined || wanted.length === 0 || values.some((value) => wanted.includes(String(value)));
  const tags = ((info.tags as { tags?: readonly Tag[] } | undefined)?.tags ?? []) as readonly Tag[];
  return (
    EXACT.every((field) => query[field] === undefined || query[field] === null || query[field] === info[field]) &&
    among(query.publicIpAddresses, info.publicIpAddresses as string[]) &&
    among(query.privateIpAddresses, info.privateIpAddresses as string[]) &&
    (query.subnetId === undefined || (info.subnetIds as string[]).includes(query.subnetId)) &&
    fuzzy(query.instanceName, String(info.instanceName)) &&
    fuzzy(query.hostname, String(info.hostname)) &&
    among(
      query.tagKeys,
      tags.map(({ key }) => key),
    ) &&
    (query.tags ?? []).every((wanted) =>
      tags.some(({ key, value }) => key === wanted.key && (wanted.value === undefined || value === wanted.value)),
    )
  );
}

/** A `*` at the end stands for any rest. */
function fuzzy(wanted: string | undefined, value: string): boolean {
  if (wanted === undefined) return true;
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}
