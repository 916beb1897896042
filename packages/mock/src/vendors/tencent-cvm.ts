import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { stageOf } from '../world/world.js';
import { drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import { purchase, type Shop } from './purchase.js';

interface CreateBody {
  readonly InstanceName?: string;
  readonly InstanceChargeType?: string;
  readonly InstanceChargePrepaid?: { readonly Period: number };
  readonly DryRun?: boolean;
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
      '/VirtualPrivateCloud/PrivateIpAddresses/*': 'VpcAddrNotInSubNet',
      '/LoginSettings/KeyIds/*': 'InvalidParameterValue.KeyPairNotFound',
      '/TagSpecification/*/Tags/*/Key': 'InvalidParameterValue.TagKeyNotFound',
    },
    soldOut: {
      '/Placement/Zone': 'ResourceInsufficient.AvailabilityZoneSoldOut',
      '/InstanceType': 'ResourcesSoldOut.SpecifiedInstanceType',
      '/SystemDisk/DiskType': 'ResourceInsufficient.CloudDiskSoldOut',
      '/DataDisks/*/DiskType': 'ResourceInsufficient.CloudDiskSoldOut',
      '/InternetAccessible/InternetChargeType': 'ResourcesSoldOut.EipInsufficient',
      '/InstanceChargeType': 'InvalidPermission',
    },
    refuse: (body, account, now) => {
      const wanted = body.VirtualPrivateCloud?.PrivateIpAddresses ?? [];
      const used = [...account.machines.values()]
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
    operations: { RunInstances: (call, scene) => purchase(shop, call, scene) },
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
