import { jdcloudNames } from '@launchspec/clients/names';
import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import { type Charge, GATEWAY, prepaidMonths } from './jdcloud.js';
import { purchase, type Shop } from './purchase.js';

interface CreateBody {
  readonly instanceSpec: { readonly name: string; readonly charge?: Charge };
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
      '/instanceSpec/instanceType': 'image-does-not-support-instance-type',
      [`${NETWORK}/subnetId`]: 'available-ip-not-enough',
    },
  };
  return {
    ...GATEWAY,
    // The vendor removes what it could not make.
    settings: { failureTime: 2000 },
    operations: { createInstances: (call, scene) => purchase(shop, call, scene) },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-error', unavailable: 'service-unavailable' },
  };
};
