/**
 * Every value of a launch request: where it stands (`*` is any element of a list), what it may be, and whether it means something at one
 * vendor only, so that it cannot be carried to another. The type of {@link LaunchFields} has the same, which a type test sees to.
 */
export interface Field {
  readonly takes: FieldType;
  /** An id or a word of one vendor. */
  readonly vendorsOwn?: true;
  /** Never shown. */
  readonly secret?: true;
}

export type FieldType =
  | 'text'
  | 'name'
  | 'integer'
  | 'number'
  | 'flag'
  | 'true'
  | 'texts'
  | 'pairs'
  | 'date'
  | readonly string[];

const DISK = {
  type: { takes: 'text', vendorsOwn: true },
  sizeGib: { takes: 'integer' },
  iops: { takes: 'integer' },
  snapshot: { takes: 'text', vendorsOwn: true },
  encrypted: { takes: 'flag' },
  deleteWithInstance: { takes: 'flag' },
  name: { takes: 'text' },
} as const satisfies { readonly [name: string]: Field };

export const FIELDS = {
  '/name': { takes: 'name' },
  '/hostname': { takes: 'name' },
  '/count': { takes: 'integer' },
  '/location/region': { takes: 'text', vendorsOwn: true },
  '/location/zone': { takes: 'text', vendorsOwn: true },
  '/machineType': { takes: 'text', vendorsOwn: true },
  '/image': { takes: 'text', vendorsOwn: true },
  '/billing/mode': { takes: ['on-demand', 'metered', 'spot', 'subscription', 'dedicated-host'] },
  '/billing/termMonths': { takes: 'integer' },
  '/billing/renewal': { takes: ['automatic', 'manual', 'manual-silent'] },
  '/billing/spotMaxPrice': { takes: 'text', vendorsOwn: true },
  '/billing/changeToSubscriptionOn': { takes: 'date' },
  '/dedicatedHosts': { takes: 'texts', vendorsOwn: true },
  '/login/password': { takes: 'text', secret: true },
  '/login/keyIds': { takes: 'texts', vendorsOwn: true },
  '/login/publicKeys': { takes: 'texts' },
  '/login/fromImage': { takes: 'flag' },
  '/login/none': { takes: 'true' },
  '/network/vpc': { takes: 'text', vendorsOwn: true },
  '/network/subnet': { takes: 'text', vendorsOwn: true },
  '/network/privateIpv4Addresses': { takes: 'texts' },
  '/network/ipv6AddressCount': { takes: 'integer' },
  '/network/securityGroups': { takes: 'texts', vendorsOwn: true },
  '/publicAddress/assigned': { takes: 'flag' },
  '/publicAddress/bandwidthMbps': { takes: 'integer' },
  '/publicAddress/line': { takes: ['bgp', 'china-telecom', 'china-unicom', 'china-mobile'] },
  '/publicAddress/billing': {
    takes: [
      'bandwidth-prepaid',
      'bandwidth',
      'traffic',
      'traffic-package',
      'bandwidth-package',
      'bandwidth-95',
      'cluster-bandwidth-95',
    ],
  },
  '/publicAddress/bandwidthPackage': { takes: 'text', vendorsOwn: true },
  '/publicAddress/trafficPackageTb': { takes: 'number' },
  '/systemDisk/type': DISK.type,
  '/systemDisk/sizeGib': DISK.sizeGib,
  '/systemDisk/iops': DISK.iops,
  '/systemDisk/snapshot': DISK.snapshot,
  '/systemDisk/encrypted': DISK.encrypted,
  '/systemDisk/deleteWithInstance': DISK.deleteWithInstance,
  '/systemDisk/name': DISK.name,
  '/dataDisks/*/type': DISK.type,
  '/dataDisks/*/sizeGib': DISK.sizeGib,
  '/dataDisks/*/iops': DISK.iops,
  '/dataDisks/*/snapshot': DISK.snapshot,
  '/dataDisks/*/encrypted': DISK.encrypted,
  '/dataDisks/*/deleteWithInstance': DISK.deleteWithInstance,
  '/dataDisks/*/name': DISK.name,
  '/userData': { takes: 'text', secret: true },
  '/metadata': { takes: 'pairs', secret: true },
  '/tags': { takes: 'pairs' },
  '/description': { takes: 'text' },
  '/template/id': { takes: 'text', vendorsOwn: true },
  '/template/version': { takes: 'integer', vendorsOwn: true },
  '/placementGroup': { takes: 'text', vendorsOwn: true },
  '/resourceGroup': { takes: 'text', vendorsOwn: true },
  '/addressFamily': { takes: ['ipv4', 'dual-stack'] },
  '/idempotencyToken': { takes: 'text' },
} as const satisfies { readonly [path: `/${string}`]: Field };

export type HousePath = keyof typeof FIELDS;

export const HOUSE_PATHS = Object.keys(FIELDS) as readonly HousePath[];
