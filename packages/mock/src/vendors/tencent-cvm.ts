import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { type Stage, stageOf } from '../world/world.js';
import { drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import { type Present, passing, present } from './present.js';
import { purchase, type Shop } from './purchase.js';
import { addMonths, isoSeconds } from './time.js';
import type { Behaviour, Reply, Scene } from './vendor.js';

interface CreateBody {
  readonly Placement: { readonly Zone: string; readonly ProjectId?: number; readonly HostIds?: readonly string[] };
  readonly ImageId: string;
  readonly InstanceName?: string;
  readonly InstanceChargeType?: string;
  readonly InstanceChargePrepaid?: { readonly Period: number };
  readonly DryRun?: boolean;
  readonly DisableApiTermination?: boolean;
  readonly DedicatedClusterId?: string;
  readonly [field: string]: unknown;
  readonly VirtualPrivateCloud?: { readonly PrivateIpAddresses?: readonly string[] };
}

export const tencentCvm: MakeVendor = (api) => {
  const shop: Shop<CreateBody> = {
    ...shopFromSpec(api, 'RunInstances'),
    names: ({ InstanceName = '' }, count) => tencentNames(InstanceName || UNNAMED, count),
    newId: (random) => `ins-${random.text(8, LOWER_ALPHANUMERIC)}`,
    prepaidMonths: ({ InstanceChargeType, InstanceChargePrepaid }) =>
      InstanceChargeType === 'PREPAID' ? (InstanceChargePrepaid?.Period ?? 1) : undefined,
    errors: {
      quota: 'InstancesQuotaLimitExceeded',
      balance: 'InvalidAccount.InsufficientBalance',
      stock: 'ResourceInsufficient.SpecifiedInstanceType',
    },
    absent: {
      '/Placement/Zone': 'InvalidZone.MismatchRegion',
      '/Placement/HostIds/*': 'InvalidHostId.NotFound',
      '/ImageId': 'InvalidImageId.NotFound',
      '/InstanceType': 'InvalidParameterValue.InstanceTypeNotFound',
      '/VirtualPrivateCloud/VpcId': 'InvalidParameterValue.VpcIdNotExist',
      '/VirtualPrivateCloud/SubnetId': 'InvalidParameterValue.SubnetNotExist',
      '/LoginSettings/KeyIds/*': 'InvalidParameterValue.KeyPairNotFound',
      '/TagSpecification/*/Tags/*/Key': 'InvalidParameterValue.TagKeyNotFound',
    },
    soldOut: {
      '/Placement/Zone': 'ResourceInsufficient.AvailabilityZoneSoldOut',
      '/InstanceType': 'ResourcesSoldOut.SpecifiedInstanceType',
      '/SystemDisk/DiskType': 'ResourceInsufficient.CloudDiskSoldOut',
      '/DataDisks/*/DiskType': 'ResourceInsufficient.CloudDiskSoldOut',
      '/InternetAccessible/InternetChargeType': 'ResourcesSoldOut.EipInsufficient',
    },
    denied: {
      '/InstanceChargeType': 'InvalidPermission',
      '/Placement/Zone': 'AccountQualificationRestrictions',
      '/InstanceType': 'AccountQualificationRestrictions',
    },
    incompatible: [
      ['/VirtualPrivateCloud/SubnetId', '/VirtualPrivateCloud/PrivateIpAddresses/*', 'VpcAddrNotInSubNet'],
      ['/VirtualPrivateCloud/VpcId', '/VirtualPrivateCloud/SubnetId', 'InvalidParameterCombination'],
      ['/VirtualPrivateCloud/VpcId', '/SecurityGroupIds/*', 'InvalidParameterCombination'],
      ['/Placement/Zone', '/InstanceType', 'ResourceInsufficient.ZoneSoldOutForSpecifiedInstance'],
    ],
    bandwidth: { '/InternetAccessible/InternetMaxBandwidthOut': 'InvalidParameterValue.Range' },
    refuse: (body, account, now) => {
      const wanted = body.VirtualPrivateCloud?.PrivateIpAddresses ?? [];
      const used = (wanted.length === 0 ? [] : [...account.machines.values()])
        .filter((machine) => stageOf(machine, account.settings, now) !== 'gone')
        .map(({ item, index, purchase }) => {
          const { VirtualPrivateCloud } = purchase.request as CreateBody;
          return VirtualPrivateCloud?.PrivateIpAddresses?.[index] ?? drawnFrom(item.id).privateAddress();
        });
      if (wanted.some((address) => used.includes(address)))
        return { error: 'VpcIpIsUsed', diagnosis: 'a private address is that of another instance' };
      return body.DryRun === true
        ? { error: 'DryRunOperation', diagnosis: 'everything is in order, and nothing was bought' }
        : undefined;
    },
  };
  return {
    requestId: (random) => random.uuid(),
    operations: {
      RunInstances: (call, scene) => purchase(shop, call, scene),
      DescribeInstances: describe,
      DescribeInstancesStatus: describeStatus,
      TerminateInstances: terminate,
    },
    authErrors: {
      missing: 'MissingParameter',
      malformed: 'AuthFailure.InvalidAuthorization',
      unknownKey: 'AuthFailure.SecretIdNotFound',
      expired: 'AuthFailure.SignatureExpire',
      replayed: 'AuthFailure.SignatureFailure',
      mismatch: 'AuthFailure.SignatureFailure',
      token: 'AuthFailure.TokenFailure',
    },
    gatewayErrors: {
      throttled: 'RequestLimitExceeded',
      internal: 'InternalError',
      unavailable: 'ServiceUnavailable',
    },
  };
};

/** What the vendor calls instances for which no name was given. */
const UNNAMED = '未命名';

/** `web{R:3}` counts from 3 on; several without a pattern get a number at the end. */
export function tencentNames(name: string, count: number): string[] {
  const pattern = /\{R:(\d{1,5})(?:,F:(\d{1,2}))?\}/g;
  return Array.from({ length: count }, (_, index) => {
    if (!name.includes('{R:')) return count > 1 && name !== UNNAMED ? `${name}${index + 1}` : name;
    return name.replace(pattern, (_, start: string, width = '0') =>
      String(Number(start) + index).padStart(Number(width), '0'),
    );
  });
}

const STATES: { readonly [stage in Stage]: string } = {
  pending: 'PENDING',
  running: 'RUNNING',
  failed: 'LAUNCH_FAILED',
  recycled: 'SHUTDOWN',
  removing: 'TERMINATING',
  gone: 'TERMINATING',
};

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

interface Query {
  readonly InstanceIds?: readonly string[];
  readonly Filters?: readonly Filter[];
  readonly Offset?: number;
  readonly Limit?: number;
}

type View = ReturnType<typeof view>;

const describe: Behaviour = ({ body }, scene) => {
  const found = find((body ?? {}) as Query, scene);
  if ('error' in found) return found;
  const InstanceSet = found.page.map(view);
  return { body: { Response: { TotalCount: found.count, InstanceSet, RequestId: scene.requestId } } };
};

const describeStatus: Behaviour = ({ body }, scene) => {
  const found = find((body ?? {}) as Query, scene);
  if ('error' in found) return found;
  const InstanceStatusSet = found.page.map(({ machine, stage }) => ({
    InstanceId: machine.item.id,
    InstanceState: STATES[stage],
  }));
  return { body: { Response: { TotalCount: found.count, InstanceStatusSet, RequestId: scene.requestId } } };
};

type Refusal = Extract<Reply, { error: string }>;

/** The instances that a query means, newest first. */
function find(
  { InstanceIds = [], Filters = [], Offset = 0, Limit = 20 }: Query,
  scene: Scene,
): Refusal | { count: number; page: readonly Present[] } {
  const malformed = InstanceIds.find((id) => !/^ins-[a-z0-9]{8}$/.test(id));
  if (malformed !== undefined)
    return {
      error: 'InvalidInstanceId.Malformed',
      diagnosis: `/body/InstanceIds: ${malformed} has not the form ins-xxxxxxxx`,
    };
  const unknown = Filters.find(
    ({ Name }) => !Object.hasOwn(FILTERS, Name) && !Object.hasOwn(TIME_FILTERS, Name) && !Name.startsWith('tag:'),
  );
  if (unknown)
    return {
      error: 'InvalidFilter',
      diagnosis: `/body/Filters: there is no filter ${unknown.Name}; there are ${FILTER_NAMES}`,
    };
  const timeless = Filters.find(
    ({ Name, Values }) => Object.hasOwn(TIME_FILTERS, Name) && Values.some((value) => Number.isNaN(timeOf(value))),
  );
  if (timeless)
    return {
      error: 'InvalidParameterValue.InvalidTimeFormat',
      diagnosis: `/body/Filters: ${timeless.Name} is not a time such as 2023-06-01 00:00:00`,
    };
  const tests = Filters.map((filter) => (shown: View) => meets(shown, filter));
  const found = passing(present(scene, InstanceIds.length === 0 ? undefined : InstanceIds), view, tests);
  return { count: found.length, page: found.slice(Offset, Offset + Limit) };
}

function meets(shown: View, { Name, Values }: Filter): boolean {
  const inTime = TIME_FILTERS[Name];
  if (inTime) return Values.some((value) => inTime(Date.parse(shown.CreatedTime), timeOf(value)));
  const found = Name.startsWith('tag:')
    ? shown.Tags.filter(({ Key }) => Key === Name.slice(4)).map(({ Value }) => Value)
    : (FILTERS[Name]?.(shown) ?? []);
  return found.some((value) => Values.includes(String(value)));
}

/** A time as the filters have it. The vendor does not say in which zone; this is the one that CreatedTime is in. */
function timeOf(text: string): number {
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
}

/** The filters that name one end of a span. */
const TIME_FILTERS: Readonly<Record<string, (created: number, wanted: number) => boolean>> = {
  'creation-start-time': (created, wanted) => created >= wanted,
  'creation-end-time': (created, wanted) => created <= wanted,
};

/** What each of the other filters looks at. The mock gives nobody an IPv6 address. */
const FILTERS: Readonly<Record<string, (shown: View) => readonly unknown[]>> = {
  zone: ({ Placement }) => [Placement.Zone],
  'project-id': ({ Placement }) => [Placement.ProjectId],
  'instance-id': ({ InstanceId }) => [InstanceId],
  uuid: ({ Uuid }) => [Uuid],
  'instance-name': ({ InstanceName }) => [InstanceName],
  'instance-charge-type': ({ InstanceChargeType }) => [InstanceChargeType],
  'instance-state': ({ InstanceState }) => [InstanceState],
  'host-id': ({ Placement }) => [Placement.HostId],
  'dedicated-cluster-id': ({ DedicatedClusterId }) => [DedicatedClusterId],
  'vpc-id': ({ VirtualPrivateCloud }) => [VirtualPrivateCloud.VpcId],
  'subnet-id': ({ VirtualPrivateCloud }) => [VirtualPrivateCloud.SubnetId],
  'security-group-id': ({ SecurityGroupIds }) => SecurityGroupIds,
  'private-ip-address': ({ PrivateIpAddresses }) => PrivateIpAddresses,
  'public-ip-address': ({ PublicIpAddresses }) => PublicIpAddresses ?? [],
  'ipv6-address': () => [],
  'tag-key': ({ Tags }) => Tags.map(({ Key }) => Key),
  'tag-value': ({ Tags }) => Tags.map(({ Value }) => Value),
};

const FILTER_NAMES = [...Object.keys(FILTERS), ...Object.keys(TIME_FILTERS), 'tag:<key>'].join(', ');

/** An instance as DescribeInstances shows it. */
function view({ machine, stage }: Present) {
  const { item, index, purchase } = machine;
  const body = purchase.request as CreateBody;
  const drawn = drawnFrom(item.id);
  const there = stage === 'running' || stage === 'recycled' || stage === 'removing';
  const network = body.VirtualPrivateCloud as
    | { VpcId?: string; SubnetId?: string; PrivateIpAddresses?: readonly string[] }
    | undefined;
  const internet = (body.InternetAccessible ?? {}) as { InternetMaxBandwidthOut?: number; PublicIpAssigned?: boolean };
  const tags = (
    (body.TagSpecification ?? []) as readonly {
      ResourceType: string;
      Tags: readonly { Key: string; Value: string }[];
    }[]
  )
    .filter(({ ResourceType }) => ResourceType === 'instance')
    .flatMap(({ Tags }) => Tags);
  const isPublic = there && (internet.PublicIpAssigned ?? (internet.InternetMaxBandwidthOut ?? 0) > 0);
  const { HostIds = [], ...placement } = body.Placement;
  // The vendor picks one at random; in turn is as good, and the same each time.
  const HostId = HostIds[index % HostIds.length];
  const Placement: { readonly Zone: string; readonly ProjectId: number; readonly HostId?: string } = {
    ProjectId: 0,
    ...placement,
    ...(HostId === undefined ? {} : { HostId }),
  };
  const disks = (body.DataDisks ?? []) as readonly object[];
  const prepaid = body.InstanceChargeType === 'PREPAID' ? body.InstanceChargePrepaid : undefined;
  return {
    Placement,
    InstanceId: item.id,
    InstanceType: (body.InstanceType as string | undefined) ?? 'S1.SMALL1',
    CPU: 1,
    Memory: 1,
    RestrictState: 'NORMAL',
    InstanceName: item.name,
    InstanceChargeType: body.InstanceChargeType ?? 'POSTPAID_BY_HOUR',
    SystemDisk: {
      DiskType: 'CLOUD_PREMIUM',
      DiskSize: 50,
      DiskId: drawn.id('disk-', 8),
      ...(body.SystemDisk as object | undefined),
    },
    DataDisks:
      disks.length === 0
        ? null
        : disks.map((disk, place) => ({ DeleteWithInstance: true, DiskId: drawn.id(`disk-${place}`, 7), ...disk })),
    PrivateIpAddresses: there ? [network?.PrivateIpAddresses?.[index] ?? drawn.privateAddress()] : [],
    PublicIpAddresses: isPublic ? [drawn.publicAddress()] : null,
    InternetAccessible: { InternetMaxBandwidthOut: 0, PublicIpAssigned: false, ...internet },
    VirtualPrivateCloud: {
      AsVpcGateway: false,
      VpcId: network?.VpcId ?? 'DEFAULT',
      SubnetId: network?.SubnetId ?? 'DEFAULT',
    },
    DedicatedClusterId: body.DedicatedClusterId ?? null,
    ImageId: body.ImageId,
    RenewFlag: prepaid ? ((prepaid as { RenewFlag?: string }).RenewFlag ?? 'NOTIFY_AND_MANUAL_RENEW') : null,
    CreatedTime: isoSeconds(purchase.at),
    ExpiredTime: prepaid ? isoSeconds(addMonths(purchase.at, prepaid.Period)) : null,
    SecurityGroupIds: (body.SecurityGroupIds ?? []) as readonly string[],
    InstanceState: STATES[stage],
    Tags: tags,
    StopChargingMode: 'NOT_APPLICABLE',
    Uuid: drawn.uuid(),
    LatestOperation: stage === 'recycled' || stage === 'removing' ? 'TerminateInstances' : 'RunInstances',
    LatestOperationState: { pending: 'OPERATING', failed: 'FAILED' }[stage as 'pending'] ?? 'SUCCESS',
    LatestOperationRequestId: purchase.requestId,
    DisableApiTermination: body.DisableApiTermination ?? false,
  };
}

/** The stages in which an instance cannot be given back. */
const UNTERMINABLE: { readonly [stage in Stage]?: string } = {
  pending: 'UnsupportedOperation.InstanceStatePending',
  failed: 'UnsupportedOperation.InstanceStateLaunchFailed',
  removing: 'UnsupportedOperation.InstanceStateTerminating',
};

/**
 * Postpaid instances are destroyed at once; of the prepaid ones each goes its own next step, into the recycle bin or out of it. What
 * the vendor does with a batch of both is not known; this way no instance is ever destroyed that was not in the bin before.
 */
const terminate: Behaviour = ({ body }, scene) => {
  const { InstanceIds } = body as { InstanceIds: readonly string[] };
  const found = find({ InstanceIds, Limit: InstanceIds.length }, scene);
  if ('error' in found) return found;
  const there = found.page;
  const missing = InstanceIds.find((id) => !there.some(({ machine }) => machine.item.id === id));
  if (missing !== undefined)
    return { error: 'InvalidInstanceId.NotFound', diagnosis: `there is no instance ${missing}` };
  for (const { stage, machine } of there) {
    const error = UNTERMINABLE[stage];
    if (error !== undefined) return { error, diagnosis: `${machine.item.id} is ${STATES[stage]}` };
  }
  const guarded = there.find(({ machine }) => (machine.purchase.request as CreateBody).DisableApiTermination);
  if (guarded)
    return {
      error: 'UnsupportedOperation.InstancesProtected',
      diagnosis: `${guarded.machine.item.id} has DisableApiTermination`,
    };
  const [first] = there;
  if (there.some(({ machine }) => machine.purchase.prepaid !== first?.machine.purchase.prepaid))
    return {
      error: 'UnsupportedOperation.InstanceMixedPricingModel',
      diagnosis: 'the instances are billed in different ways; give back each kind in a call of its own',
    };
  return {
    body: { Response: { RequestId: scene.requestId } },
    event: {
      type: 'removal',
      api: scene.api,
      at: scene.world.now(),
      // Not as they were asked for: an id that stands there twice must not take two steps.
      ids: there.map(({ machine }) => machine.item.id),
      to: first?.machine.purchase.prepaid === true ? 'recycle-bin' : 'nowhere',
    },
  };
};
