import type { Capabilities, FixedValues } from './capability.js';

const SPEC = '/body/instanceSpec';
const INTERFACE = `${SPEC}/primaryNetworkInterface/networkInterface`;
const SYSTEM_DISK = `${SPEC}/systemDisk`;
const DATA_DISK = `${SPEC}/dataDisks/*`;
const EDGE_LINES = {
  no: 'the vendor does not document the names of edge lines; give vendor.instanceSpec.elasticIp.provider',
};

export const capabilities = {
  '/name': { to: `${SPEC}/name`, as: 'number-in-brackets' },
  '/hostname': { to: `${SPEC}/hostname`, as: 'number-in-brackets' },
  '/count': { to: '/body/maxCount' },
  '/location/region': { to: '/path/regionId' },
  '/location/zone': { to: `${SPEC}/az` },
  '/machineType': { to: `${SPEC}/instanceType` },
  '/image': { to: `${SPEC}/imageId` },
  '/billing/mode': {
    to: `${SPEC}/charge/chargeMode`,
    values: {
      'on-demand': 'postpaid_by_duration',
      metered: { no: 'only a public address is billed by use; choose on-demand' },
      spot: 'postpaid_by_spot',
      subscription: 'prepaid_by_duration',
      'dedicated-host': { no: 'there is no such mode, also for instances on dedicatedHosts; choose another mode' },
    },
  },
  '/billing/termMonths': {
    to: [`${SPEC}/charge/chargeUnit`, `${SPEC}/charge/chargeDuration`],
    as: 'months-or-years',
  },
  '/billing/renewal': {
    to: `${SPEC}/charge/autoRenew`,
    values: {
      automatic: true,
      manual: false,
      'manual-silent': { no: 'this call says nothing about reminders; say manual' },
    },
  },
  '/billing/spotMaxPrice': { no: 'spot instances take no bid' },
  '/billing/changeToSubscriptionOn': {
    to: [`${SPEC}/charge/autoChangeChargeMode`, `${SPEC}/charge/autoChangeChargeModeDate`],
    as: 'flag-and-date',
  },
  '/dedicatedHosts': { to: `${SPEC}/dedicatedHostId`, as: 'only-one' },
  '/login/password': { to: `${SPEC}/password` },
  '/login/keyIds': { to: `${SPEC}/keyNames` },
  '/login/publicKeys': { no: 'keys are stored first; give their names in login.keyIds' },
  '/login/fromImage': { to: `${SPEC}/imageInherit`, values: { true: 'yes', false: 'no' } },
  '/login/none': {
    implied: 'a random password is made and sent by text message and mail, unless a template sets the login',
  },
  '/network/vpc': { no: 'the VPC follows from the subnet' },
  '/network/subnet': { to: `${INTERFACE}/subnetId` },
  '/network/privateIpv4Addresses': { to: `${INTERFACE}/primaryIpAddress`, as: 'only-one' },
  '/network/ipv6AddressCount': { to: `${INTERFACE}/ipv6AddressCount` },
  '/network/securityGroups': { to: `${INTERFACE}/securityGroups` },
  '/publicAddress/assigned': { to: [`${SPEC}/elasticIp`, `${SPEC}/noElasticIp`], as: 'elastic-ip' },
  '/publicAddress/bandwidthMbps': { to: `${SPEC}/elasticIp/bandwidthMbps` },
  '/publicAddress/line': {
    to: `${SPEC}/elasticIp/provider`,
    values: { bgp: 'bgp', 'china-telecom': EDGE_LINES, 'china-unicom': EDGE_LINES, 'china-mobile': EDGE_LINES },
  },
  '/publicAddress/billing': {
    to: `${SPEC}/elasticIp/chargeSpec/chargeMode`,
    values: {
      'bandwidth-prepaid': 'prepaid_by_duration',
      bandwidth: 'postpaid_by_duration',
      traffic: 'postpaid_by_usage',
      'traffic-package': { no: 'this call takes no traffic package; choose traffic' },
      'bandwidth-package': { no: 'this call takes no bandwidth package; choose bandwidth or traffic' },
      'bandwidth-95': { no: 'there is no billing by percentile; choose bandwidth or traffic' },
      'cluster-bandwidth-95': { no: 'there is no billing by percentile; choose bandwidth or traffic' },
    },
  },
  '/publicAddress/bandwidthPackage': { no: 'this call takes no bandwidth package' },
  '/publicAddress/trafficPackageTb': { no: 'this call takes no traffic package' },
  '/systemDisk/type': { to: `${SYSTEM_DISK}/cloudDiskSpec/diskType` },
  '/systemDisk/sizeGib': { to: `${SYSTEM_DISK}/cloudDiskSpec/diskSizeGB` },
  '/systemDisk/iops': { to: `${SYSTEM_DISK}/cloudDiskSpec/iops` },
  '/systemDisk/snapshot': { to: `${SYSTEM_DISK}/cloudDiskSpec/snapshotId` },
  '/systemDisk/encrypted': { to: `${SYSTEM_DISK}/cloudDiskSpec/encrypt` },
  '/systemDisk/deleteWithInstance': { to: `${SYSTEM_DISK}/autoDelete` },
  '/systemDisk/name': { to: `${SYSTEM_DISK}/cloudDiskSpec/name` },
  '/dataDisks/*/type': { to: `${DATA_DISK}/cloudDiskSpec/diskType` },
  '/dataDisks/*/sizeGib': { to: `${DATA_DISK}/cloudDiskSpec/diskSizeGB` },
  '/dataDisks/*/iops': { to: `${DATA_DISK}/cloudDiskSpec/iops` },
  '/dataDisks/*/snapshot': { to: `${DATA_DISK}/cloudDiskSpec/snapshotId` },
  '/dataDisks/*/encrypted': { to: `${DATA_DISK}/cloudDiskSpec/encrypt` },
  '/dataDisks/*/deleteWithInstance': { to: `${DATA_DISK}/autoDelete` },
  '/dataDisks/*/name': { to: `${DATA_DISK}/cloudDiskSpec/name` },
  '/userData': { to: `${SPEC}/userdata`, as: 'launch-script' },
  '/metadata': { to: `${SPEC}/metadata`, as: 'key-value-pairs' },
  '/tags': { to: `${SPEC}/userTags`, as: 'key-value-pairs' },
  '/description': { to: `${SPEC}/description` },
  '/template/id': { to: `${SPEC}/instanceTemplateId` },
  '/template/version': { no: 'this call takes no version of a template' },
  '/placementGroup': { to: `${SPEC}/agId` },
  '/resourceGroup': { to: `${SPEC}/resourceGroupId` },
  '/addressFamily': { no: 'this call takes no address family; give network.ipv6AddressCount' },
  '/idempotencyToken': { to: '/body/clientToken' },
} as const satisfies Capabilities;

export const fixed = {} as const satisfies FixedValues;
