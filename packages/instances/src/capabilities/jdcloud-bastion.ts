import type { Capabilities, FixedValues } from './capability.js';

const SPEC = '/body/instanceSpec';
const NO_LOGIN = { no: 'this call sets no login' };
const NO_ADDRESS = { no: 'this call takes no public address' };
const NO_DISKS = { no: 'disks come with the size of the bastion host' };

export const capabilities = {
  '/name': { no: 'a bastion host has no name when it is bought' },
  '/hostname': { no: 'a bastion host has no host name of yours' },
  '/count': { to: `${SPEC}/quantity` },
  '/location/region': { to: '/path/regionId' },
  '/location/zone': { to: `${SPEC}/az` },
  '/machineType': { to: `${SPEC}/spec` },
  '/image': { no: 'a bastion host comes with its software' },
  '/billing/mode': {
    to: '/body/chargeSpec/chargeMode',
    values: {
      'on-demand': 'CONFIG',
      metered: 'postpaid_by_usage',
      spot: { no: 'bastion hosts have no spot market; choose another mode' },
      subscription: 'MONTHLY',
      'dedicated-host': { no: 'bastion hosts do not run on hosts of yours; choose another mode' },
    },
  },
  '/billing/termMonths': {
    to: ['/body/chargeSpec/chargeUnit', '/body/chargeSpec/chargeDuration'],
    as: 'months-or-years-in-capitals',
  },
  '/billing/renewal': {
    to: '/body/chargeSpec/autoRenew',
    values: { automatic: true, manual: false, 'manual-silent': { no: 'reminders cannot be turned off; say manual' } },
  },
  '/billing/spotMaxPrice': { no: 'bastion hosts have no spot market' },
  '/billing/changeToSubscriptionOn': {
    to: ['/body/chargeSpec/autoChangeChargeMode', '/body/chargeSpec/autoChangeChargeModeDate'],
    as: 'flag-and-date',
  },
  '/dedicatedHosts': { no: 'bastion hosts do not run on hosts of yours' },
  '/login/password': NO_LOGIN,
  '/login/keyIds': NO_LOGIN,
  '/login/publicKeys': NO_LOGIN,
  '/login/fromImage': NO_LOGIN,
  '/login/none': { implied: 'the call has no login to set' },
  '/network/vpc': { to: `${SPEC}/vpcId` },
  '/network/subnet': { to: `${SPEC}/subnetId` },
  '/network/privateIpv4Addresses': { no: 'addresses cannot be chosen' },
  '/network/ipv6AddressCount': { no: 'say addressFamily: dual-stack' },
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
  '/userData': { no: 'a bastion host runs no scripts of yours' },
  '/metadata': { no: 'a bastion host has no metadata' },
  '/tags': { no: 'bastion hosts cannot be tagged when they are bought' },
  '/description': { to: `${SPEC}/desc` },
  '/template/id': { no: 'there are no launch templates' },
  '/template/version': { no: 'there are no launch templates' },
  '/placementGroup': { no: 'there are no placement groups' },
  '/resourceGroup': { no: 'bastion hosts join no resource group when they are bought' },
  '/addressFamily': { to: `${SPEC}/ipVersion`, values: { ipv4: 'v4', 'dual-stack': 'v4&v6' } },
  '/idempotencyToken': { no: 'the vendor takes none; a request that may have arrived is never sent again' },
} as const satisfies Capabilities;

export const fixed = {} as const satisfies FixedValues;
