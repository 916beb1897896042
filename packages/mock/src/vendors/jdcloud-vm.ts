import { jdcloudNames } from '@launchspec/clients/names';
import { LOWER_ALPHANUMERIC } from '../world/random.js';
import type { Stage } from '../world/world.js';
import { drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import {
  type Charge,
  charge,
  type Filters,
  GATEWAY,
  type ListQuery,
  listed,
  notFound,
  prepaidMonths,
  presentAt,
} from './jdcloud.js';
import { type Present, present } from './present.js';
import { purchase, type Shop } from './purchase.js';
import type { Behaviour } from './vendor.js';

interface Spec {
  readonly name: string;
  readonly charge?: Charge;
  readonly [field: string]: unknown;
}

interface CreateBody {
  readonly instanceSpec: Spec;
}

const DISK = '/instanceSpec/dataDisks/*/cloudDiskSpec';
const SYSTEM_DISK = '/instanceSpec/systemDisk/cloudDiskSpec';
const NETWORK = '/instanceSpec/primaryNetworkInterface/networkInterface';

export const jdcloudVm: MakeVendor = (api) => {
  const shop: Shop<CreateBody> = {
    ...shopFromSpec(api, 'createInstances'),
    names: ({ instanceSpec }, count) => jdcloudNames(instanceSpec.name, count),
    newId: (random) => `i-${random.text(10, LOWER_ALPHANUMERIC)}`,
    prepaidMonths: ({ instanceSpec }) => prepaidMonths(instanceSpec.charge),
    errors: {
      quota: 'instance-quota-exceeded',
      // The document has no error for an account without money.
      balance: 'instance-quota-exceeded',
      stock: 'available-ip-not-enough',
    },
    absent: {
      '/instanceSpec/imageId': 'image-not-found',
      '/instanceSpec/instanceType': 'instance-type-not-found',
      [`${NETWORK}/subnetId`]: 'subnet-not-found',
      [`${NETWORK}/securityGroups/*`]: 'security-groups-not-found',
      '/instanceSpec/keyNames/*': 'key-pair-not-found',
      [`${SYSTEM_DISK}/snapshotId`]: 'snapshot-not-found',
      [`${DISK}/snapshotId`]: 'snapshot-not-found',
    },
    soldOut: {
      [`${SYSTEM_DISK}/diskType`]: 'disk-type-out-of-stock',
      [`${DISK}/diskType`]: 'disk-type-out-of-stock',
      '/instanceSpec/imageId': 'image-not-ready',
      // The document has no error for a type that is sold out.
      '/instanceSpec/instanceType': 'image-does-not-support-instance-type',
      [`${NETWORK}/subnetId`]: 'available-ip-not-enough',
    },
    denied: { '/instanceSpec/charge/chargeMode': 'invalid-argument' },
    incompatible: [
      ['/instanceSpec/instanceType', '/instanceSpec/imageId', 'image-does-not-support-instance-type'],
      ['/instanceSpec/imageId', '/instanceSpec/systemDisk/diskCategory', 'image-needs-cloud-system-disk'],
      [`${NETWORK}/subnetId`, '/instanceSpec/az', 'subnet-unsupported-in-center-zones'],
      [`${NETWORK}/subnetId`, `${NETWORK}/ipv6Address`, 'subnet-does-not-support-ipv6'],
      [`${NETWORK}/subnetId`, `${NETWORK}/ipv6AddressCount`, 'subnet-does-not-support-ipv6'],
    ],
    bandwidth: { '/instanceSpec/elasticIp/bandwidthMbps': 'invalid-argument' },
  };
  return {
    ...GATEWAY,
    // The vendor removes what it could not make.
    settings: { failureTime: 2000 },
    operations: {
      createInstances: (call, scene) => purchase(shop, call, scene),
      describeInstance,
      describeInstances,
      describeInstanceStatus,
      deleteInstance,
    },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-error', unavailable: 'service-unavailable' },
  };
};

const STATES: { readonly [stage in Stage]: string } = {
  pending: 'pending',
  running: 'running',
  failed: 'error',
  recycled: 'deleting',
  removing: 'deleting',
  gone: 'terminated',
};

const describeInstance: Behaviour = (call, scene) => {
  const found = presentAt(call, scene);
  if (!found) return notFound(call);
  return { body: { requestId: scene.requestId, result: { instance: view(found) } } };
};

/** The filters of both list calls; what nobody says of `agId` is taken to be as with the other ids. */
const STATUS_FILTERS: Filters = {
  at: {
    instanceId: '/instanceId',
    vpcId: '/vpcId',
    status: '/status',
    imageId: '/imageId',
    subnetId: '/subnetId',
    agId: '/ag/id',
    privateIpAddress: '/privateIpAddress',
    name: '/instanceName',
  },
  inPart: ['privateIpAddress', 'name'],
};

const FILTERS: Filters = {
  ...STATUS_FILTERS,
  at: {
    ...STATUS_FILTERS.at,
    az: '/az',
    instanceType: '/instanceType',
    elasticIpAddress: '/elasticIpAddress',
    dedicatedHostId: '/dedicatedHostId',
    dedicatedPoolId: '/dedicatedPoolId',
  },
};

const describeInstances: Behaviour = ({ body }, scene) => {
  const { count, page, notes } = listed(present(scene), view, (body ?? {}) as ListQuery, FILTERS);
  return { body: { requestId: scene.requestId, result: { instances: page, totalCount: count } }, notes };
};

const describeInstanceStatus: Behaviour = ({ body }, scene) => {
  const { count, page, notes } = listed(present(scene), view, (body ?? {}) as ListQuery, STATUS_FILTERS);
  const instanceStatuses = page.map(({ instanceId, status }) => ({ instanceId, status }));
  return { body: { requestId: scene.requestId, result: { instanceStatuses, totalCount: count } }, notes };
};

const deleteInstance: Behaviour = (call, scene) => {
  const found = presentAt(call, scene);
  if (!found || found.stage === 'removing') return notFound(call);
  const { machine, stage } = found;
  if (stage === 'pending')
    return { error: 'instance-state-not-allowed', diagnosis: 'the instance is being created; wait until it runs' };
  if (stage === 'running' && machine.purchase.prepaid)
    return { error: 'instance-subscription-not-expired', diagnosis: 'the subscription has not ended' };
  const event = {
    type: 'removal',
    api: scene.api,
    at: scene.world.now(),
    ids: [machine.item.id],
    to: 'nowhere',
  } as const;
  return { body: { requestId: scene.requestId, result: {} }, event };
};

/** An instance as describeInstance shows it. */
function view({ machine, stage }: Present): Readonly<Record<string, unknown>> {
  const { item, index, purchase } = machine;
  const { instanceSpec: spec } = purchase.request as CreateBody;
  const drawn = drawnFrom(item.id);
  const network = (spec.primaryNetworkInterface as { networkInterface?: Readonly<Record<string, unknown>> } | undefined)
    ?.networkInterface;
  const there = stage === 'running' || stage === 'removing';
  const disk = (given: unknown, name: string) => {
    const { cloudDiskSpec = {}, ...attachment } = (given ?? {}) as { cloudDiskSpec?: object };
    const cloudDisk = { diskId: drawn.id(`vol-${name}`, 7), diskType: 'ssd.gp1', diskSizeGB: 40, ...cloudDiskSpec };
    return { diskCategory: 'cloud', autoDelete: true, deviceName: name, status: 'attached', ...attachment, cloudDisk };
  };
  const disks = (spec.dataDisks ?? []) as readonly unknown[];
  return {
    instanceId: item.id,
    instanceName: item.name,
    hostname: spec.hostname ?? item.name,
    instanceType: spec.instanceType ?? 'g.n2.medium',
    vpcId: drawn.id('vpc-', 10),
    subnetId: network?.subnetId ?? drawn.id('subnet-', 10),
    privateIpAddress: there ? ((index === 0 ? network?.primaryIpAddress : undefined) ?? drawn.privateAddress()) : '',
    ...(there && spec.elasticIp !== undefined
      ? { elasticIpId: drawn.id('fip-', 10), elasticIpAddress: drawn.publicAddress() }
      : {}),
    status: STATES[stage],
    description: spec.description ?? '',
    imageId: spec.imageId ?? '',
    systemDisk: disk(spec.systemDisk, 'vda'),
    dataDisks: disks.map((each, place) => disk(each, `vd${'bcdefghijklm'[place] ?? 'z'}`)),
    launchTime: new Date(purchase.at).toISOString().slice(0, 19).replace('T', ' '),
    az: spec.az ?? 'cn-north-1a',
    keyNames: spec.keyNames ?? [],
    charge: charge(machine, spec.charge),
    ...(spec.agId === undefined ? {} : { ag: { id: spec.agId } }),
    dedicatedHostId: spec.dedicatedHostId ?? '',
    dedicatedPoolId: spec.dedicatedPoolId ?? '',
    tags: spec.userTags ?? [],
  };
}
