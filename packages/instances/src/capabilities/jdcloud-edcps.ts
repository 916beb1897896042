import type { Capabilities, FixedValues } from './capability.js';

const SPEC = '/body/instanceSpec';
const BY_DEVICE_TYPE = {
  no: 'disks come with the device type; their RAID layout is vendor.instanceSpec.sysRaidTypeId and dataRaidTypeId',
};

export const capabilities = {
  '/name': { to: `${SPEC}/name`, as: 'text-only' },
  '/hostname': { to: `${SPEC}/hostname`, as: 'text-only' },
  '/count': { to: `${SPEC}/count` },
  '/location/region': { to: '/path/regionId' },
  '/location/zone': { to: `${SPEC}/az` },
  '/machineType': { to: `${SPEC}/deviceType` },
  '/image': { to: `${SPEC}/osTypeId` },
  '/billing/mode': {
    to: `${SPEC}/charge/chargeMode`,
    values: {
      'on-demand': 'postpaid_by_duration',
      metered: 'postpaid_by_usage',
      spot: { no: 'there is no spot mode; choose another mode' },
      subscription: 'prepaid_by_duration',
      'dedicated-host': { no: 'a server is a host of its own; choose another mode' },
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
  '/billing/spotMaxPrice': { no: 'there is no spot mode' },
  '/billing/changeToSubscriptionOn': {
    to: [`${SPEC}/charge/autoChangeChargeMode`, `${SPEC}/charge/autoChangeChargeModeDate`],
    as: 'flag-and-date',
  },
  '/dedicatedHosts': { no: 'a server is a host of its own' },
  '/login/password': { to: `${SPEC}/password` },
  '/login/keyIds': { to: `${SPEC}/keypairId`, as: 'only-one' },
  '/login/publicKeys': { no: 'keys are stored first; give the id of one in login.keyIds' },
  '/login/fromImage': { no: 'images of the vendor only can be installed' },
  '/login/none': { implied: 'a random password is made' },
  '/network/vpc': { no: 'the VPC follows from the subnet' },
  '/network/subnet': { to: `${SPEC}/subnetId` },
  '/network/privateIpv4Addresses': { to: `${SPEC}/privateIp`, as: 'only-one' },
  '/network/ipv6AddressCount': { no: 'IPv6 addresses cannot be asked for' },
  '/network/securityGroups': { no: 'this call takes no security groups' },
  '/publicAddress/assigned': { to: `${SPEC}/enableInternet`, values: { true: 'yes', false: 'no' } },
  '/publicAddress/bandwidthMbps': { to: `${SPEC}/bandwidth` },
  '/publicAddress/line': {
    to: `${SPEC}/lineType`,
    values: {
      bgp: { no: 'the lines on sale are of one carrier each; choose one of the others' },
      'china-telecom': 'ct',
      'china-unicom': 'un',
      'china-mobile': 'cm',
    },
  },
  '/publicAddress/billing': {
    to: `${SPEC}/internetChargeMode`,
    values: {
      'bandwidth-prepaid': 'prepaid_by_duration',
      bandwidth: 'postpaid_by_duration',
      traffic: { no: 'there is no billing by traffic; choose bandwidth' },
      'traffic-package': { no: 'this call takes no traffic package; choose bandwidth' },
      'bandwidth-package': { no: 'it follows from publicAddress.bandwidthPackage; leave billing out' },
      'bandwidth-95': { no: 'there is no billing by percentile; choose bandwidth' },
      'cluster-bandwidth-95': { no: 'there is no billing by percentile; choose bandwidth' },
    },
  },
  '/publicAddress/bandwidthPackage': { to: `${SPEC}/bandwidthPackageId` },
  '/publicAddress/trafficPackageTb': { no: 'this call takes no traffic package' },
  '/systemDisk/type': BY_DEVICE_TYPE,
  '/systemDisk/sizeGib': BY_DEVICE_TYPE,
  '/systemDisk/iops': BY_DEVICE_TYPE,
  '/systemDisk/snapshot': BY_DEVICE_TYPE,
  '/systemDisk/encrypted': BY_DEVICE_TYPE,
  '/systemDisk/deleteWithInstance': BY_DEVICE_TYPE,
  '/systemDisk/name': BY_DEVICE_TYPE,
  '/dataDisks/*/type': BY_DEVICE_TYPE,
  '/dataDisks/*/sizeGib': BY_DEVICE_TYPE,
  '/dataDisks/*/iops': BY_DEVICE_TYPE,
  '/dataDisks/*/snapshot': BY_DEVICE_TYPE,
  '/dataDisks/*/encrypted': BY_DEVICE_TYPE,
  '/dataDisks/*/deleteWithInstance': BY_DEVICE_TYPE,
  '/dataDisks/*/name': BY_DEVICE_TYPE,
  '/userData': { to: `${SPEC}/userData`, as: 'base64' },
  '/metadata': { no: 'this call takes no metadata; put it into userData' },
  '/tags': { to: `${SPEC}/resourceTags`, as: 'key-value-pairs' },
  '/description': { to: `${SPEC}/description` },
  '/template/id': { no: 'this call takes no launch template' },
  '/template/version': { no: 'this call takes no launch template' },
  '/placementGroup': { no: 'this call takes no placement group' },
  '/resourceGroup': { no: 'this call takes no resource group' },
  '/addressFamily': { no: 'this call takes no address family' },
  '/idempotencyToken': { to: '/body/clientToken' },
} as const satisfies Capabilities;

export const fixed = {
  '/body/instanceSpec/imageType': 'standard',
  '/body/instanceSpec/networkType': 'vpc',
} as const satisfies FixedValues;
