import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiId } from '../src/api-id.js';
import { parse, plan, type TranslationEntry, translate } from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { isTree, leavesOf, putAt, type Tree, valueAt } from '../src/tree.js';
import { API_IDS, isOffered, requests, SMALL } from './support/requests.js';

const RUNS = Math.ceil(Number(process.env.LAUNCHSPEC_RUNS ?? 300) / 5);
const PAIRS = API_IDS.flatMap((from) => API_IDS.map((to) => [from, to] as const));

function requestOf(api: ApiId, more: AnyLaunchRequest = {}) {
  const { request, violations } = plan(api, { ...SMALL[api], ...more } as never);
  expect(violations).toEqual([]);
  return { params: request.params, body: request.body };
}

function translated(from: ApiId, to: ApiId, request: object, choices?: object) {
  return translate(from, to, request as never, choices === undefined ? {} : { choices: choices as never });
}

/** What a test needs of each vendor: a request with something of everything, by our fields and by the vendor's own. */
const FULL: { readonly [api in ApiId]: AnyLaunchRequest } = {
  'jdcloud-vm': {
    billing: { mode: 'subscription', termMonths: 12, renewal: 'automatic' },
    tags: { team: 'web' },
    userData: '#!/bin/bash\necho hello',
    publicAddress: { bandwidthMbps: 5, line: 'bgp', billing: 'traffic' },
    dataDisks: [{ type: 'ssd.gp1', sizeGib: 100, deleteWithInstance: true }],
    vendor: { instanceSpec: { chargeOnStopped: 'keepCharging' } },
  },
  'jdcloud-edcps': {
    billing: { mode: 'subscription', termMonths: 1 },
    publicAddress: { assigned: true, bandwidthMbps: 10, line: 'china-telecom', billing: 'bandwidth' },
    tags: { team: 'edge' },
  },
  'jdcloud-bastion': { billing: { mode: 'subscription', termMonths: 12 }, description: 'operations' },
  'zenlayer-bmc': {
    name: { prefix: 'metal-', start: 1, digits: 3 },
    count: 2,
    publicAddress: { billing: 'bandwidth-95', bandwidthMbps: 10 },
    vendor: { nic: { wanName: 'wan0' } },
  },
  'tencent-cvm': {
    name: { prefix: 'web-', start: 1, digits: 3 },
    billing: { mode: 'spot', spotMaxPrice: '0.1' },
    publicAddress: { bandwidthMbps: 10, billing: 'traffic', assigned: true },
    dataDisks: [{ type: 'CLOUD_PREMIUM', sizeGib: 100 }],
    network: { vpc: 'vpc-1', subnet: 'subnet-1' },
    userData: 'echo hello',
    vendor: { DryRun: false },
  },
};

type Expected = readonly [status: TranslationEntry['status'], path: string, from: string, to: string];

/** From, to, and what becomes of some values: status, our path, where it was and where it is (nowhere where it is not carried). */
const CASES: readonly (readonly [from: ApiId, to: ApiId, ...expected: Expected[]])[] = [
  [
    'jdcloud-vm',
    'tencent-cvm',
    ['carried', '/name', '/body/instanceSpec/name', '/body/InstanceName'],
    [
      'carried',
      '/publicAddress/bandwidthMbps',
      '/body/instanceSpec/elasticIp/bandwidthMbps',
      '/body/InternetAccessible/InternetMaxBandwidthOut',
    ],
    [
      'carried',
      '/dataDisks/0/sizeGib',
      '/body/instanceSpec/dataDisks/0/cloudDiskSpec/diskSizeGB',
      '/body/DataDisks/0/DiskSize',
    ],
    ['converted', '/billing/mode', '/body/instanceSpec/charge/chargeMode', '/body/InstanceChargeType'],
    ['converted', '/billing/termMonths', '/body/instanceSpec/charge/chargeUnit', '/body/InstanceChargePrepaid/Period'],
    [
      'converted',
      '/publicAddress/line',
      '/body/instanceSpec/elasticIp/provider',
      '/body/InternetAccessible/InternetServiceProvider',
    ],
    ['converted', '/userData', '/body/instanceSpec/userdata', '/body/UserData'],
    ['choice', '/image', '/body/instanceSpec/imageId', ''],
    ['choice', '/network/vpc', '', '/body/VirtualPrivateCloud/VpcId'],
    ['lost', '/vendor/instanceSpec/chargeOnStopped', '/body/instanceSpec/chargeOnStopped', ''],
  ],
  [
    'jdcloud-vm',
    'jdcloud-edcps',
    ['carried', '/tags', '/body/instanceSpec/userTags', '/body/instanceSpec/resourceTags'],
    ['converted', '/userData', '/body/instanceSpec/userdata', '/body/instanceSpec/userData'],
    ['choice', '/machineType', '/body/instanceSpec/instanceType', ''],
    ['choice', '/vendor/instanceSpec/sysRaidTypeId', '', '/body/instanceSpec/sysRaidTypeId'],
    ['lost', '/dataDisks/0/sizeGib', '/body/instanceSpec/dataDisks/0/cloudDiskSpec/diskSizeGB', ''],
    ['lost', '/publicAddress/billing', '/body/instanceSpec/elasticIp/chargeSpec/chargeMode', ''],
  ],
  [
    'jdcloud-vm',
    'jdcloud-bastion',
    ['converted', '/billing/mode', '/body/instanceSpec/charge/chargeMode', '/body/chargeSpec/chargeMode'],
    ['carried', '/billing/renewal', '/body/instanceSpec/charge/autoRenew', '/body/chargeSpec/autoRenew'],
    ['choice', '/addressFamily', '', '/body/instanceSpec/ipVersion'],
    ['lost', '/name', '/body/instanceSpec/name', ''],
  ],
  [
    'jdcloud-vm',
    'zenlayer-bmc',
    ['converted', '/billing/termMonths', '/body/instanceSpec/charge/chargeUnit', '/body/instanceChargePrepaid/period'],
    ['lost', '/billing/renewal', '/body/instanceSpec/charge/autoRenew', ''],
    ['lost', '/publicAddress/billing', '/body/instanceSpec/elasticIp/chargeSpec/chargeMode', ''],
    // It is lost, and yet needed.
    ['choice', '/publicAddress/billing', '', '/body/internetChargeType'],
    ['lost', '/location/region', '/path/regionId', ''],
  ],
  [
    'jdcloud-edcps',
    'jdcloud-vm',
    ['carried', '/billing/mode', '/body/instanceSpec/charge/chargeMode', '/body/instanceSpec/charge/chargeMode'],
    ['carried', '/count', '/body/instanceSpec/count', '/body/maxCount'],
    ['converted', '/publicAddress/assigned', '/body/instanceSpec/enableInternet', '/body/instanceSpec/elasticIp'],
    ['choice', '/location/zone', '/body/instanceSpec/az', ''],
    ['lost', '/publicAddress/line', '/body/instanceSpec/lineType', ''],
    ['lost', '/vendor/instanceSpec/sysRaidTypeId', '/body/instanceSpec/sysRaidTypeId', ''],
  ],
  [
    'jdcloud-edcps',
    'tencent-cvm',
    [
      'converted',
      '/publicAddress/line',
      '/body/instanceSpec/lineType',
      '/body/InternetAccessible/InternetServiceProvider',
    ],
    ['choice', '/image', '/body/instanceSpec/osTypeId', ''],
    ['lost', '/vendor/instanceSpec/dataRaidTypeId', '/body/instanceSpec/dataRaidTypeId', ''],
  ],
  [
    'jdcloud-edcps',
    'zenlayer-bmc',
    ['carried', '/publicAddress/bandwidthMbps', '/body/instanceSpec/bandwidth', '/body/internetMaxBandwidthOut'],
    ['converted', '/publicAddress/billing', '/body/instanceSpec/internetChargeMode', '/body/internetChargeType'],
    ['choice', '/machineType', '/body/instanceSpec/deviceType', ''],
    ['lost', '/publicAddress/line', '/body/instanceSpec/lineType', ''],
  ],
  [
    'jdcloud-edcps',
    'jdcloud-bastion',
    ['carried', '/count', '/body/instanceSpec/count', '/body/instanceSpec/quantity'],
    ['converted', '/billing/mode', '/body/instanceSpec/charge/chargeMode', '/body/chargeSpec/chargeMode'],
    ['choice', '/network/vpc', '', '/body/instanceSpec/vpcId'],
    ['lost', '/tags', '/body/instanceSpec/resourceTags', ''],
  ],
  [
    'jdcloud-bastion',
    'jdcloud-vm',
    ['carried', '/description', '/body/instanceSpec/desc', '/body/instanceSpec/description'],
    ['converted', '/billing/mode', '/body/chargeSpec/chargeMode', '/body/instanceSpec/charge/chargeMode'],
    ['choice', '/name', '', '/body/instanceSpec/name'],
    ['lost', '/network/vpc', '/body/instanceSpec/vpcId', ''],
  ],
  [
    'jdcloud-bastion',
    'jdcloud-edcps',
    ['carried', '/count', '/body/instanceSpec/quantity', '/body/instanceSpec/count'],
    ['converted', '/billing/termMonths', '/body/chargeSpec/chargeUnit', '/body/instanceSpec/charge/chargeUnit'],
    ['choice', '/image', '', '/body/instanceSpec/osTypeId'],
    ['lost', '/addressFamily', '/body/instanceSpec/ipVersion', ''],
  ],
  [
    'jdcloud-bastion',
    'zenlayer-bmc',
    ['carried', '/count', '/body/instanceSpec/quantity', '/body/amount'],
    ['converted', '/addressFamily', '/body/instanceSpec/ipVersion', '/body/enablePrimaryIPv6'],
    ['choice', '/publicAddress/billing', '', '/body/internetChargeType'],
    ['lost', '/description', '/body/instanceSpec/desc', ''],
  ],
  [
    'jdcloud-bastion',
    'tencent-cvm',
    ['carried', '/count', '/body/instanceSpec/quantity', '/body/InstanceCount'],
    ['converted', '/billing/mode', '/body/chargeSpec/chargeMode', '/body/InstanceChargeType'],
    ['choice', '/image', '', '/body/ImageId'],
    ['lost', '/addressFamily', '/body/instanceSpec/ipVersion', ''],
  ],
  [
    'zenlayer-bmc',
    'jdcloud-vm',
    ['carried', '/count', '/body/amount', '/body/maxCount'],
    ['converted', '/name', '/body/instanceName', '/body/instanceSpec/name'],
    ['choice', '/location/region', '', '/path/regionId'],
    ['lost', '/publicAddress/billing', '/body/internetChargeType', ''],
    ['lost', '/vendor/nic/wanName', '/body/nic/wanName', ''],
  ],
  [
    'zenlayer-bmc',
    'jdcloud-edcps',
    ['carried', '/publicAddress/bandwidthMbps', '/body/internetMaxBandwidthOut', '/body/instanceSpec/bandwidth'],
    ['converted', '/billing/mode', '/body/instanceChargeType', '/body/instanceSpec/charge/chargeMode'],
    ['choice', '/image', '/body/imageId', ''],
    // A running number, where there is none.
    ['lost', '/name', '/body/instanceName', ''],
  ],
  [
    'zenlayer-bmc',
    'jdcloud-bastion',
    ['carried', '/count', '/body/amount', '/body/instanceSpec/quantity'],
    ['converted', '/billing/mode', '/body/instanceChargeType', '/body/chargeSpec/chargeMode'],
    ['choice', '/network/subnet', '', '/body/instanceSpec/subnetId'],
    ['lost', '/publicAddress/bandwidthMbps', '/body/internetMaxBandwidthOut', ''],
  ],
  [
    'zenlayer-bmc',
    'tencent-cvm',
    ['carried', '/count', '/body/amount', '/body/InstanceCount'],
    ['converted', '/name', '/body/instanceName', '/body/InstanceName'],
    ['choice', '/location/region', '', '/header/x-tc-region'],
    ['lost', '/publicAddress/billing', '/body/internetChargeType', ''],
  ],
  [
    'tencent-cvm',
    'jdcloud-vm',
    [
      'carried',
      '/dataDisks/0/sizeGib',
      '/body/DataDisks/0/DiskSize',
      '/body/instanceSpec/dataDisks/0/cloudDiskSpec/diskSizeGB',
    ],
    ['converted', '/name', '/body/InstanceName', '/body/instanceSpec/name'],
    ['converted', '/billing/mode', '/body/InstanceChargeType', '/body/instanceSpec/charge/chargeMode'],
    ['choice', '/dataDisks/0/type', '/body/DataDisks/0/DiskType', ''],
    ['choice', '/publicAddress/line', '', '/body/instanceSpec/elasticIp/provider'],
    ['lost', '/billing/spotMaxPrice', '/body/InstanceMarketOptions/SpotOptions/MaxPrice', ''],
    ['lost', '/vendor/DryRun', '/body/DryRun', ''],
  ],
  [
    'tencent-cvm',
    'jdcloud-edcps',
    ['carried', '/userData', '/body/UserData', '/body/instanceSpec/userData'],
    [
      'converted',
      '/publicAddress/assigned',
      '/body/InternetAccessible/PublicIpAssigned',
      '/body/instanceSpec/enableInternet',
    ],
    ['choice', '/network/subnet', '/body/VirtualPrivateCloud/SubnetId', ''],
    ['lost', '/billing/mode', '/body/InstanceChargeType', ''],
  ],
  [
    'tencent-cvm',
    'jdcloud-bastion',
    ['choice', '/network/vpc', '/body/VirtualPrivateCloud/VpcId', ''],
    ['choice', '/count', '', '/body/instanceSpec/quantity'],
    ['lost', '/userData', '/body/UserData', ''],
  ],
  [
    'tencent-cvm',
    'zenlayer-bmc',
    [
      'carried',
      '/publicAddress/bandwidthMbps',
      '/body/InternetAccessible/InternetMaxBandwidthOut',
      '/body/internetMaxBandwidthOut',
    ],
    ['converted', '/userData', '/body/UserData', '/body/userData'],
    ['choice', '/machineType', '/body/InstanceType', ''],
    ['lost', '/dataDisks/0/sizeGib', '/body/DataDisks/0/DiskSize', ''],
  ],
];

describe.each(CASES.map(([from, to, ...expected]) => ({ from, to, expected })))(
  '$from to $to',
  ({ from, to, expected }) => {
    const { entries, plan: planned } = translated(from, to, requestOf(from, FULL[from]));

    test.each(expected)('%s: %s', (status, path, source, target) => {
      const found = entries.filter((entry) => entry.path === path && entry.status === status);
      expect(found).toHaveLength(1);
      if (source !== '') expect(found[0]?.from).toContain(source);
      else expect(found[0]?.from).toEqual([]);
      if (target !== '')
        expect(found[0]?.to.map((each) => each.replace('X-TC-Region', 'x-tc-region'))).toContain(target);
      if (status === 'lost') expect(found[0]?.to).toEqual([]);
      expect(found[0]?.reason).not.toBe('');
    });

    test('what was lost is not in the request', () => {
      for (const { path, status } of entries)
        if (status === 'lost' && path !== undefined) expect(planned.trace.map((each) => each.path)).not.toContain(path);
    });
  },
);

test('what is lost says what to do instead, where there is something', () => {
  const elasticIp = { bandwidthMbps: 5, provider: 'bgp', chargeSpec: { chargeMode: 'postpaid_by_usage' } } as const;
  const body = { instanceSpec: { name: 'web', elasticIp, metadata: [{ key: 'a', value: 'b' }] } };
  const { entries } = translate('jdcloud-vm', 'jdcloud-edcps', { params: { path: { regionId: 'r' } }, body });
  const reasons = Object.fromEntries(entries.map(({ path, reason }) => [path, reason]));
  expect(reasons).toMatchObject({
    '/publicAddress/billing': 'jdcloud-edcps: there is no billing by traffic; choose bandwidth',
    '/metadata': 'jdcloud-edcps: this call takes no metadata; put it into userData',
  });
});

test('the cases have all pairs', () => {
  const pairs = PAIRS.filter(([from, to]) => from !== to).map(String);
  expect(CASES.map(([from, to]) => `${from},${to}`).sort()).toEqual(pairs.sort());
});

describe.each(PAIRS)('%s to %s', (from, to) => {
  const bodies = fc.oneof(
    requests(isOffered(from)).map((request) => plan(from, { ...SMALL[from], ...request } as never).request),
    fc.constant(plan(from, { ...SMALL[from], ...FULL[from] } as never).request),
    fc.jsonValue({ maxDepth: 3 }).map((value) => ({
      params: {},
      body: { ...(plan(from, SMALL[from] as never).request.body as object), own: value },
    })),
  );

  test('every value of the vendor request is in one entry, and what is carried is the same on both sides', () => {
    fc.assert(
      fc.property(bodies, ({ params, body }) => {
        const sent = JSON.parse(JSON.stringify({ ...params, body })) as Tree;
        const { entries, plan: planned } = translated(from, to, { params, body });
        for (const [pointer] of leavesOf(sent)) {
          if (pointer === '/path' || pointer === '/header' || pointer === '/body') continue;
          const holding = entries.filter((entry) =>
            entry.from.some((each) => pointer === each || pointer.startsWith(`${each}/`)),
          );
          expect([pointer, holding.length]).toEqual([pointer, 1]);
        }
        const target = { ...planned.request.params, body: planned.request.body };
        for (const { status, from: sources, to: targets } of entries)
          if (status === 'carried' && targets.length > 0)
            expect(valueAt(target, targets[0] as string)).toEqual(valueAt(sent, sources[0] as string));
      }),
      { numRuns: RUNS },
    );
  });

  test('with every choice made, nothing is missing', () => {
    fc.assert(
      fc.property(requests(isOffered(from)), (more) => {
        const source = plan(from, { ...SMALL[from], ...more } as never);
        if (source.violations.length > 0) return;
        const { entries } = translated(from, to, source.request);
        const known = { ...SMALL[to], ...FULL[to] } as Tree;
        const choices: Tree = {};
        for (const { path, status } of entries) {
          if (status !== 'choice' || path === undefined) continue;
          const own = valueAt(known, path) ?? valueAt(parse(from, source.request as never), path);
          putAt(choices, path, own ?? (path.startsWith('/dataDisks') ? 'ssd.gp1' : 'x'));
        }
        const { violations } = translated(from, to, source.request, filled(choices)).plan;
        expect(violations.filter(({ message }) => message.startsWith('is required by'))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

function filled(choices: Tree): Tree {
  for (const list of Object.values(choices))
    if (Array.isArray(list)) for (let index = 0; index < list.length; index++) list[index] ??= {};
  return choices;
}

describe.each(API_IDS)('%s to itself', (api) => {
  test('is the same request, with nothing to choose and nothing lost', () => {
    fc.assert(
      fc.property(requests(isOffered(api)), (more) => {
        const source = plan(api, { ...SMALL[api], ...FULL[api], ...more } as never);
        if (source.violations.length > 0) return;
        const { entries, plan: planned, request } = translated(api, api, source.request);
        expect(planned.request).toEqual(source.request);
        expect(planned.violations).toEqual([]);
        expect(isTree(request)).toBe(true);
        expect(entries.filter(({ status }) => status === 'lost' || status === 'choice')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what neither request says', () => {
  const disk = { dataDisks: [{ type: 'ssd.gp1', sizeGib: 100 }] };
  const entryOf = (choices?: object) =>
    translated('jdcloud-vm', 'tencent-cvm', requestOf('jdcloud-vm', disk), choices).entries.find(
      ({ path }) => path === '/dataDisks/0/deleteWithInstance',
    );

  test('is a choice where the vendors take it differently', () => {
    expect(entryOf()).toEqual({
      from: [],
      path: '/dataDisks/0/deleteWithInstance',
      to: ['/body/DataDisks/0/DeleteWithInstance'],
      status: 'choice',
      reason: 'left out, jdcloud-vm takes false and tencent-cvm takes true',
    });
  });

  test('is none any more when it was made', () => {
    expect(entryOf({ dataDisks: [{ type: 'CLOUD_SSD', deleteWithInstance: false }] })).toBeUndefined();
  });
});
