import type { Capabilities, FixedValues } from './capability.js';

const SPEC = '/body/instanceSpec';
const NO_LOGIN = { no: 'this call sets no login' };
const NO_ADDRESS = { no: 'this call takes no public address' };
const NO_DISKS = { no: 'this call takes no disks' };

export const capabilities = {
  '/name': { no: 'this call takes no name' },
  '/hostname': { no: 'this call takes no host name' },
  '/count': { to: `${SPEC}/quantity` },
  '/location/region': { to: '/path/regionId' },
  '/location/zone': { to: `${SPEC}/az` },
  '/machineType': { to: `${SPEC}/spec` },
  '/image': { no: 'this call takes no image' },
  '/billing/mode': {
    to: '/body/chargeSpec/chargeMode',
    values: {
      'on-demand': 'CONFIG',
      // The shared type of the SDKs has postpaid_by_usage; the document, whose list of modes is closed, has not.
      metered: { no: 'the document has no billing by use; choose on-demand' },
      spot: { no: 'there is no such mode; choose on-demand or subscription' },
      subscription: 'MONTHLY',
      'dedicated-host': { no: 'there is no such mode; choose on-demand or subscription' },
    },
  },
  '/billing/termMonths': {
    to: ['/body/chargeSpec/chargeUnit', '/body/chargeSpec/chargeDuration'],
    as: 'months-or-years-in-capitals',
  },
  '/billing/renewal': {
    to: '/body/chargeSpec/autoRenew',
    values: {
      automatic: true,
      manual: false,
      'manual-silent': { no: 'this call says nothing about reminders; say manual' },
    },
  },
  '/billing/spotMaxPrice': { no: 'there is no spot mode' },
  '/billing/changeToSubscriptionOn': {
    to: ['/body/chargeSpec/autoChangeChargeMode', '/body/chargeSpec/autoChangeChargeModeDate'],
    as: 'flag-and-date',
  },
  '/dedicatedHosts': { no: 'this call takes no dedicated host' },
  '/login/password': NO_LOGIN,
  '/login/keyIds': NO_LOGIN,
  '/login/publicKeys': NO_LOGIN,
  '/login/fromImage': NO_LOGIN,
  '/login/none': { implied: 'the call has no login to set' },
  '/network/vpc': { to: `${SPEC}/vpcId` },
  '/network/subnet': { to: `${SPEC}/subnetId` },
  '/network/privateIpv4Addresses': { no: 'this call takes no addresses' },
  '/network/ipv6AddressCount': { no: 'their number cannot be said; say addressFamily: dual-stack' },
  '/network/securityGroups': { no: 'this call takes no security groups' },
  '/publicAddress/assigned': NO_ADDRESS,
  '/publicAddress/bandwidthMbps': NO_ADDRESS,
  '/publicAddress/line': NO_ADDRESS,
  '/publicAddress/billing': NO_ADDRESS,
  '/publicAddress/bandwidthPackage': NO_ADDRESS,
  '/publicAddress/trafficPackageTb': NO_ADDRESS,
  '/systemDisk/type': NO_DISKS,
  '/systemDisk/sizeGib': NO_DISKS,
  '/systemDisk/iops': NO_DISKS,
  '/systemDisk/snapshot': NO_DISKS,
  '/systemDisk/encrypted': NO_DISKS,
  '/systemDisk/deleteWithInstance': NO_DISKS,
  '/systemDisk/name': NO_DISKS,
  '/dataDisks/*/type': NO_DISKS,
  '/dataDisks/*/sizeGib': NO_DISKS,
  '/dataDisks/*/iops': NO_DISKS,
  '/dataDisks/*/snapshot': NO_DISKS,
  '/dataDisks/*/encrypted': NO_DISKS,
  '/dataDisks/*/deleteWithInstance': NO_DISKS,
  '/dataDisks/*/name': NO_DISKS,
  '/userData': { no: 'this call takes no script' },
  '/metadata': { no: 'this call takes no metadata' },
  '/tags': { no: 'this call takes no tags' },
  '/description': { to: `${SPEC}/desc` },
  '/template/id': { no: 'this call takes no launch template' },
  '/template/version': { no: 'this call takes no launch template' },
  '/placementGroup': { no: 'this call takes no placement group' },
  '/resourceGroup': { no: 'this call takes no resource group' },
  '/addressFamily': { to: `${SPEC}/ipVersion`, values: { ipv4: 'v4', 'dual-stack': 'v4&v6' } },
  '/idempotencyToken': { no: 'the vendor takes none; a request that may have arrived is never sent again' },
} as const satisfies Capabilities;

export const fixed = {} as const satisfies FixedValues;
