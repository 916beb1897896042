import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { VendorRequestError } from '../src/errors/index.js';
import { type ApiId, parse, plan } from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { API_IDS, SMALL } from './support/requests.js';
import { documentOf } from './support/stock-validator.js';

const SCRIPT = '#!/bin/bash\necho 启动\n';
const SCRIPT_BASE64 = Buffer.from(SCRIPT).toString('base64');

describe('the vendor request', () => {
  test('of JD Cloud VM', () => {
    const { request, violations } = plan('jdcloud-vm', {
      name: { prefix: 'web-', start: 7, digits: 3, suffix: '-a' },
      hostname: 'web',
      count: 2,
      location: { region: 'cn-north-1', zone: 'cn-north-1a' },
      machineType: 'g.n2.medium',
      image: 'img-1',
      billing: { mode: 'subscription', termMonths: 24, renewal: 'automatic' },
      login: { password: 'Pw-2xqz!7', keyIds: ['key'] },
      network: { subnet: 'subnet-1', securityGroups: ['sg-1', 'sg-2'] },
      publicAddress: { assigned: true, bandwidthMbps: 5, line: 'bgp', billing: 'traffic' },
      systemDisk: { type: 'ssd.gp1', sizeGib: 40 },
      dataDisks: [
        { type: 'ssd.io1', sizeGib: 100, iops: 1000 },
        { type: 'hdd.std1', sizeGib: 20, encrypted: true },
      ],
      userData: SCRIPT,
      metadata: { role: 'web' },
      tags: { team: 'a', 环境: '测试' },
      description: 'two',
      resourceGroup: 'rg-1',
      idempotencyToken: 'token-1',
      vendor: { instanceSpec: { chargeOnStopped: 'keepCharging', dataDisks: [{ deviceName: 'vdc' }] } },
    });
    expect(violations).toEqual([]);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://vm.jdcloud-api.com/v1/regions/cn-north-1/instances',
      headers: { 'Content-Type': 'application/json' },
      params: { path: { regionId: 'cn-north-1' }, header: {} },
    });
    expect(request.body).toEqual({
      clientToken: 'token-1',
      maxCount: 2,
      instanceSpec: {
        name: 'web-[007]-a',
        hostname: 'web',
        az: 'cn-north-1a',
        instanceType: 'g.n2.medium',
        imageId: 'img-1',
        charge: { chargeMode: 'prepaid_by_duration', chargeUnit: 'year', chargeDuration: 2, autoRenew: true },
        password: 'Pw-2xqz!7',
        keyNames: ['key'],
        primaryNetworkInterface: { networkInterface: { subnetId: 'subnet-1', securityGroups: ['sg-1', 'sg-2'] } },
        elasticIp: { bandwidthMbps: 5, provider: 'bgp', chargeSpec: { chargeMode: 'postpaid_by_usage' } },
        systemDisk: { cloudDiskSpec: { diskType: 'ssd.gp1', diskSizeGB: 40 } },
        dataDisks: [
          { cloudDiskSpec: { diskType: 'ssd.io1', diskSizeGB: 100, iops: 1000 }, deviceName: 'vdc' },
          { cloudDiskSpec: { diskType: 'hdd.std1', diskSizeGB: 20, encrypt: true } },
        ],
        userdata: [{ key: 'launch-script', value: SCRIPT_BASE64 }],
        metadata: [{ key: 'role', value: 'web' }],
        userTags: [
          { key: 'team', value: 'a' },
          { key: '环境', value: '测试' },
        ],
        description: 'two',
        resourceGroupId: 'rg-1',
        chargeOnStopped: 'keepCharging',
      },
    });
  });

  test('of JD Cloud EdCPS', () => {
    const { request, violations } = plan('jdcloud-edcps', {
      name: 'edge',
      count: 1,
      location: { region: 'cn-east-tz1', zone: 'cn-east-tz1a' },
      machineType: 'edcps.c.normal1',
      image: 'os-1',
      billing: { mode: 'subscription', termMonths: 3 },
      login: { keyIds: ['key-1'] },
      network: { subnet: 'subnet-1', privateIpv4Addresses: ['10.0.0.5'] },
      publicAddress: { assigned: true, bandwidthMbps: 100, line: 'china-telecom', billing: 'bandwidth' },
      userData: SCRIPT,
      vendor: { instanceSpec: { sysRaidTypeId: 'raid-1', dataRaidTypeId: 'raid-0' } },
    });
    expect(violations).toEqual([]);
    expect([request.method, request.url]).toEqual([
      'PUT',
      'https://edcps.jdcloud-api.com/v1/regions/cn-east-tz1/instances',
    ]);
    expect(request.body).toEqual({
      instanceSpec: {
        imageType: 'standard',
        networkType: 'vpc',
        name: 'edge',
        count: 1,
        az: 'cn-east-tz1a',
        deviceType: 'edcps.c.normal1',
        osTypeId: 'os-1',
        charge: { chargeMode: 'prepaid_by_duration', chargeUnit: 'month', chargeDuration: 3 },
        keypairId: 'key-1',
        subnetId: 'subnet-1',
        privateIp: '10.0.0.5',
        enableInternet: 'yes',
        bandwidth: 100,
        lineType: 'ct',
        internetChargeMode: 'postpaid_by_duration',
        userData: SCRIPT_BASE64,
        sysRaidTypeId: 'raid-1',
        dataRaidTypeId: 'raid-0',
      },
    });
  });

  test('of JD Cloud Bastion', () => {
    const { request, violations } = plan('jdcloud-bastion', {
      ...SMALL['jdcloud-bastion'],
      billing: { mode: 'subscription', termMonths: 12, renewal: 'manual' },
      addressFamily: 'dual-stack',
      description: 'gate',
    } as never);
    expect(violations).toEqual([]);
    expect(request.body).toEqual({
      instanceSpec: {
        quantity: 1,
        az: 'cn-north-1a',
        spec: 'small',
        vpcId: 'vpc-1',
        subnetId: 'subnet-1',
        ipVersion: 'v4&v6',
        desc: 'gate',
      },
      chargeSpec: { chargeMode: 'MONTHLY', chargeUnit: 'YEAR', chargeDuration: 1, autoRenew: false },
    });
  });

  test('of Zenlayer Bare Metal Cloud', () => {
    const { request, violations } = plan('zenlayer-bmc', {
      name: { prefix: 'metal', start: 3, digits: 3 },
      count: 2,
      location: { zone: 'SEL-A' },
      machineType: 'S9I',
      image: 'image-1',
      billing: { mode: 'subscription', termMonths: 6 },
      login: { publicKeys: ['ssh-rsa AAAA'] },
      publicAddress: { billing: 'traffic-package', bandwidthMbps: 100, trafficPackageTb: 0.5 },
      tags: { a: 'b' },
      addressFamily: 'ipv4',
      vendor: { raidConfig: { raidType: 1 } },
    });
    expect(violations).toEqual([]);
    expect(request.headers).toEqual({
      'Content-Type': 'application/json',
      'X-ZC-Action': 'CreateInstances',
      'X-ZC-Version': '2022-11-20',
    });
    expect(request.body).toEqual({
      instanceName: 'metal[3,3]',
      amount: 2,
      zoneId: 'SEL-A',
      instanceTypeId: 'S9I',
      imageId: 'image-1',
      instanceChargeType: 'PREPAID',
      instanceChargePrepaid: { period: 6 },
      sshKeys: ['ssh-rsa AAAA'],
      internetChargeType: 'ByTrafficPackage',
      internetMaxBandwidthOut: 100,
      trafficPackageSize: 0.5,
      tags: { tags: [{ key: 'a', value: 'b' }] },
      enablePrimaryIPv6: false,
      raidConfig: { raidType: 1 },
    });
  });

  test('of Tencent Cloud CVM', () => {
    const { request, violations } = plan('tencent-cvm', {
      name: { prefix: 'web', start: 3, digits: 2 },
      hostname: 'web',
      count: 1,
      location: { region: 'ap-guangzhou', zone: 'ap-guangzhou-3' },
      machineType: 'S5.MEDIUM2',
      image: 'img-abcdefgh',
      billing: { mode: 'spot', spotMaxPrice: '0.50' },
      login: { fromImage: true },
      network: { vpc: 'vpc-1', subnet: 'subnet-1', privateIpv4Addresses: ['10.0.0.5'], securityGroups: ['sg-1'] },
      publicAddress: { assigned: true, bandwidthMbps: 10, billing: 'traffic', line: 'china-mobile' },
      systemDisk: { type: 'CLOUD_PREMIUM', sizeGib: 50, encrypted: true },
      dataDisks: [{ type: 'CLOUD_SSD', sizeGib: 100, deleteWithInstance: false, snapshot: 'snap-1' }],
      userData: SCRIPT,
      metadata: { role: 'web' },
      tags: { team: 'a' },
      template: { id: 'lt-1', version: 2 },
      placementGroup: 'ps-1',
      resourceGroup: '1000',
      idempotencyToken: 'token-1',
      vendor: { DryRun: true },
      vendorHeaders: { 'X-TC-Language': 'en-US' },
    });
    expect(violations).toEqual([]);
    expect([request.url, request.headers]).toEqual([
      'https://cvm.tencentcloudapi.com/',
      {
        'Content-Type': 'application/json',
        'X-TC-Action': 'RunInstances',
        'X-TC-Version': '2017-03-12',
        'X-TC-Region': 'ap-guangzhou',
        'X-TC-Language': 'en-US',
      },
    ]);
    expect(request.body).toEqual({
      InstanceName: 'web{R:3,F:2}',
      HostName: 'web',
      InstanceCount: 1,
      Placement: { Zone: 'ap-guangzhou-3', ProjectId: 1000 },
      InstanceType: 'S5.MEDIUM2',
      ImageId: 'img-abcdefgh',
      InstanceChargeType: 'SPOTPAID',
      InstanceMarketOptions: { SpotOptions: { MaxPrice: '0.50' } },
      LoginSettings: { KeepImageLogin: 'true' },
      VirtualPrivateCloud: { VpcId: 'vpc-1', SubnetId: 'subnet-1', PrivateIpAddresses: ['10.0.0.5'] },
      SecurityGroupIds: ['sg-1'],
      InternetAccessible: {
        PublicIpAssigned: true,
        InternetMaxBandwidthOut: 10,
        InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
        InternetServiceProvider: 'CMCC',
      },
      SystemDisk: { DiskType: 'CLOUD_PREMIUM', DiskSize: 50, Encrypt: true },
      DataDisks: [{ DiskType: 'CLOUD_SSD', DiskSize: 100, DeleteWithInstance: false, SnapshotId: 'snap-1' }],
      UserData: SCRIPT_BASE64,
      Metadata: { Items: [{ Key: 'role', Value: 'web' }] },
      TagSpecification: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'a' }] }],
      LaunchTemplate: { LaunchTemplateId: 'lt-1', LaunchTemplateVersion: 2 },
      DisasterRecoverGroupIds: ['ps-1'],
      ClientToken: 'token-1',
      DryRun: true,
    });
  });
});

/** A request laid over the small one of an API, and what is wrong with it: path, kind, and a part of what is said. */
const WRONG: readonly (readonly [api: ApiId, name: string, over: object, path: string, kind: string, says: string])[] =
  [
    ['tencent-cvm', 'a misspelt field', { machinetype: 'x' }, '/machinetype', 'house', 'write it machineType'],
    ['tencent-cvm', 'a null', { name: null }, '/name', 'house', 'leave it out'],
    ['tencent-cvm', 'a wrong type', { count: '2' }, '/count', 'house', 'whole number'],
    ['tencent-cvm', 'a fraction', { count: 1.5 }, '/count', 'house', 'without a fraction'],
    ['tencent-cvm', 'an empty list', { dedicatedHosts: [] }, '/dedicatedHosts', 'house', 'or leave it out'],
    ['tencent-cvm', 'an unknown word', { billing: { mode: 'prepaid' } }, '/billing/mode', 'house', 'subscription'],
    [
      'tencent-cvm',
      'a day that is none',
      { billing: { changeToSubscriptionOn: '2026-02-30' } },
      '/billing/changeToSubscriptionOn',
      'house',
      'yyyy-mm-dd',
    ],
    ['tencent-cvm', 'half a character', { name: 'a\ud800' }, '/name', 'house', 'surrogate'],
    [
      'tencent-cvm',
      'two ways to log in',
      { login: { none: true, password: 'Abcd1234!' } },
      '/login/none',
      'house',
      'leave one of them out',
    ],
    ['tencent-cvm', 'what is not JSON', { vendor: { DryRun: new Date() } }, '/vendor/DryRun', 'house', 'plain objects'],
    [
      'tencent-cvm',
      'an unknown header',
      { vendorHeaders: { 'X-TC-Action': 'Other' } },
      '/vendorHeaders/X-TC-Action',
      'house',
      'X-TC-Language',
    ],
    [
      'tencent-cvm',
      'what is not offered',
      { billing: { mode: 'metered' } },
      '/billing/mode',
      'capability',
      'choose on-demand',
    ],
    ['tencent-cvm', 'a group of it', { description: 'x' }, '/description', 'capability', 'tag them'],
    ['tencent-cvm', 'a conflict', { vendor: { InstanceName: 'other' } }, '/vendor/InstanceName', 'conflict', '/name'],
    ['tencent-cvm', 'a limit', { count: 101 }, '/count', 'schema', 'at most 100'],
    ['tencent-cvm', 'an unknown field of the vendor', { vendor: { Nope: 1 } }, '/vendor/Nope', 'schema', 'not known'],
    [
      'tencent-cvm',
      'a rule',
      { login: { password: 'Abcd1234!', keyIds: ['k'] } },
      '/login/password',
      'rule',
      'remove /login/password or /login/keyIds',
    ],
    ['tencent-cvm', 'a missing zone', { location: { region: 'ap-guangzhou' } }, '/location/zone', 'schema', 'add it'],
    [
      'tencent-cvm',
      'a missing region',
      { location: { zone: 'ap-guangzhou-3' } },
      '/location/region',
      'schema',
      'add it',
    ],
    ['tencent-cvm', 'a number in a name', { name: 'web{R:1}' }, '/name', 'capability', 'running number'],
    ['tencent-cvm', 'a project that is no number', { resourceGroup: 'rg-1' }, '/resourceGroup', 'capability', 'digits'],
    [
      'tencent-cvm',
      'no login, and one of the vendor’s',
      { login: { none: true }, vendor: { LoginSettings: { Password: 'Abcd1234!' } } },
      '/login/none',
      'conflict',
      '/vendor/LoginSettings/Password',
    ],
    ['jdcloud-vm', 'a weak password', { login: { password: 'password' } }, '/login/password', 'schema', 'pattern'],
    [
      'jdcloud-vm',
      'a disk',
      {
        dataDisks: [
          { type: 'ssd.gp1', sizeGib: 20 },
          { type: 'ssd.gp1', sizeGib: 15 },
        ],
      },
      '/dataDisks/1/sizeGib',
      'schema',
      'at least 20',
    ],
    [
      'jdcloud-vm',
      'a term',
      { billing: { mode: 'subscription', termMonths: 11 } },
      '/billing/termMonths',
      'schema',
      'at most 9',
    ],
    [
      'jdcloud-vm',
      'no term',
      { billing: { mode: 'subscription' } },
      '/billing/termMonths',
      'rule',
      'add /billing/termMonths',
    ],
    [
      'jdcloud-vm',
      'an address without bandwidth',
      { publicAddress: { assigned: true } },
      '/publicAddress/bandwidthMbps',
      'schema',
      'add it',
    ],
    [
      'jdcloud-vm',
      'no address, with bandwidth',
      { publicAddress: { assigned: false, bandwidthMbps: 5, line: 'bgp' } },
      '/publicAddress/assigned',
      'capability',
      'contradicts',
    ],
    [
      'jdcloud-vm',
      'two fixed addresses',
      { network: { subnet: 's', privateIpv4Addresses: ['10.0.0.1', '10.0.0.2'] } },
      '/network/privateIpv4Addresses',
      'capability',
      'exactly one',
    ],
    [
      'jdcloud-vm',
      'one fixed address for two',
      { count: 2, network: { subnet: 's', privateIpv4Addresses: ['10.0.0.1'] } },
      '/count',
      'rule',
      'set /count to 1',
    ],
    ['jdcloud-edcps', 'no count, which is never guessed', { count: undefined }, '/count', 'schema', 'add it'],
    [
      'jdcloud-edcps',
      'a sequence',
      { name: { prefix: 'a', start: 1, digits: 2 } },
      '/name',
      'capability',
      'one by one',
    ],
    ['jdcloud-edcps', 'a disk', { dataDisks: [] }, '/dataDisks', 'capability', 'device type'],
    [
      'jdcloud-bastion',
      'a path that leads elsewhere',
      { location: { region: '..', zone: 'a' } },
      '/location/region',
      'schema',
      '".."',
    ],
    ['jdcloud-bastion', 'no count, which is never guessed', { count: undefined }, '/count', 'schema', 'add it'],
    [
      'zenlayer-bmc',
      'a _ that would vanish',
      { name: { prefix: 'a_', start: 1, digits: 2 } },
      '/name',
      'capability',
      'prefix',
    ],
    ['zenlayer-bmc', 'a bracket in a name', { name: 'a[1]' }, '/name', 'capability', 'running number'],
  ];

describe('what is wrong', () => {
  test.each(WRONG)('%s: %s', (api, _name, over, path, kind, says) => {
    const { violations } = plan(api, { ...SMALL[api], ...over } as never);
    const found = violations.find((each) => each.path === path && each.kind === kind);
    expect(violations).toContain(found);
    expect(`${found?.message}; ${found?.fix}`).toContain(says);
  });

  test.each(API_IDS)('%s: the small requests are right', (api) => {
    expect(plan(api, SMALL[api] as never).violations).toEqual([]);
  });

  test.each(API_IDS.filter((api) => api !== 'jdcloud-bastion'))(
    '%s: a weak password is told how to be better',
    (api) => {
      const wrong = (password: string) => plan(api, { ...SMALL[api], login: { password } } as never).violations;
      expect(wrong('abcdefghij')).toEqual([
        expect.objectContaining({ path: '/login/password', fix: expect.stringContaining('mix capital letters') }),
      ]);
      expect(wrong('abcdeFG12!*')).toEqual([]);
    },
  );

  test('a whole of what is not offered can be had as a report', () => {
    const request = {
      ...SMALL['jdcloud-bastion'],
      image: 'img-1',
      login: { password: 'x' },
      dataDisks: [{ sizeGib: 1 }],
    };
    const strict = plan('jdcloud-bastion', request as never);
    const lenient = plan('jdcloud-bastion', request as never, { onUnsupported: 'report' });
    const paths = ['/image', '/login/password', '/dataDisks/0/sizeGib'];
    expect(strict.unsupported.map(({ path }) => path)).toEqual(paths);
    expect(strict.violations.map(({ path }) => path)).toEqual(paths);
    expect(lenient.unsupported).toEqual(strict.unsupported);
    expect(lenient.violations).toEqual([]);
    expect(lenient.request.body).toEqual(strict.request.body);
  });

  test('an API that there is not is an error of the program', () => {
    expect(() => plan('toString' as never, {} as never)).toThrow(RangeError);
  });
});

test('what the vendor takes for what is left out, in our words', () => {
  const { defaults } = plan('tencent-cvm', SMALL['tencent-cvm'] as never);
  expect(defaults).toEqual(
    expect.arrayContaining([
      { path: '/billing/mode', vendorPath: '/body/InstanceChargeType', value: 'on-demand' },
      { path: '/count', vendorPath: '/body/InstanceCount', value: 1 },
      { path: '/systemDisk/sizeGib', vendorPath: '/body/SystemDisk/DiskSize', value: 50 },
      { path: '/vendor/DisableApiTermination', vendorPath: '/body/DisableApiTermination', value: false },
    ]),
  );
  expect(defaults.map(({ path }) => path)).not.toContain('/machineType');
  // A template gives what is left out, and nobody knows what that is.
  expect(plan('tencent-cvm', { ...SMALL['tencent-cvm'], template: { id: 'lt-1' } } as never).defaults).toEqual([]);
});

test('the trace says where each value went, and what became of it', () => {
  const { trace } = plan('jdcloud-vm', {
    ...SMALL['jdcloud-vm'],
    billing: { mode: 'on-demand' },
    login: { none: true },
  } as never);
  expect(trace).toEqual(
    expect.arrayContaining([
      { path: '/name', to: ['/body/instanceSpec/name'], conversion: undefined },
      { path: '/location/region', to: ['/path/regionId'], conversion: undefined },
      {
        path: '/billing/mode',
        to: ['/body/instanceSpec/charge/chargeMode'],
        conversion: 'on-demand is "postpaid_by_duration"',
      },
      { path: '/login/none', to: [], conversion: expect.stringContaining('a random password is made') },
    ]),
  );
});

test.each(API_IDS)('%s: a plan shows no secret', (api) => {
  const secrets = { login: { password: 'Canary-5ecret!' }, userData: '# Canary', metadata: { key: 'Canary value' } };
  const planned = plan(api, { ...SMALL[api], ...secrets } as AnyLaunchRequest as never);
  for (const shown of [planned, planned.request]) {
    expect(inspect(shown, { depth: 9 })).not.toMatch(/Canary|Q2FuYXJ5/);
    expect(JSON.stringify(shown)).not.toMatch(/Canary|Q2FuYXJ5/);
  }
});

const EXAMPLES = API_IDS.flatMap((api) =>
  Object.values(documentOf(api).paths)
    .flatMap((item) => Object.values(item))
    .filter((operation) => operation['x-purchase'] && operation.requestBody)
    .flatMap((operation) => Object.entries(Object.values(operation.requestBody?.content ?? {})[0]?.examples ?? {}))
    .flatMap(([name, { value }]) => (value === undefined ? [] : [{ api, name, value }])),
);

test.each(EXAMPLES)('$api: the example $name comes back from a launch request as it was', ({ api, value }) => {
  const parsed = parse(api, { body: value } as never) as AnyLaunchRequest;
  const { request, violations } = plan(api, parsed as never);
  expect(request.body).toEqual(value);
  expect(violations.filter(({ vendorPath }) => !/^\/(path|header)/.test(vendorPath ?? ''))).toEqual([]);
  expect(Object.keys(parsed).length).toBeGreaterThan(2);
});

test.each([
  { name: 'nothing', request: undefined, path: '/' },
  { name: 'no body', request: { body: null }, path: '/body' },
  { name: 'the body alone', request: { Placement: { Zone: 'z' } }, path: '/body', says: 'give {body}' },
  { name: 'a list', request: { body: [] }, path: '/body' },
  { name: 'what is not JSON', request: { body: { a: 1n } }, path: '/body' },
  { name: 'odd parameters', request: { body: {}, params: 1 }, path: '/params' },
  { name: 'an odd path', request: { body: {}, params: { path: 'x' } }, path: '/params' },
])('what is no request cannot be parsed: $name', ({ request, path, says = path }) => {
  const parsing = () => parse('tencent-cvm', request as never);
  expect(parsing).toThrow(VendorRequestError);
  expect(parsing).toThrow(expect.objectContaining({ path, message: expect.stringContaining(says) }));
});
