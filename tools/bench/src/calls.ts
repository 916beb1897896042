import { createRequire } from 'node:module';
import { createClient as createVm } from '@launchspec/clients/jdcloud-vm';
import { createClient as createCvm } from '@launchspec/clients/tencent-cvm';
import { createClient as createBmc } from '@launchspec/clients/zenlayer-bmc';
import { sign as signJdcloud } from '@launchspec/signing/jdcloud';
import { signTc3 } from '@launchspec/signing/tencent';
import { sign as signZenlayer } from '@launchspec/signing/zenlayer';
import { Bench } from 'tinybench';
import { median } from './median.js';
import { table } from './table.js';

const require = createRequire(import.meta.url);

interface Aws4 {
  sign(request: object, credentials: object): { readonly headers: object };
}

const VM_BODY = {
  instanceSpec: {
    az: 'cn-north-1a',
    instanceType: 'g.n3.large',
    imageId: 'img-chn8lfcn6j',
    name: 'web[001]',
    password: 'A1i2n@Apix#',
    systemDisk: { diskCategory: 'cloud', cloudDiskSpec: { diskType: 'ssd.gp1', diskSizeGB: 40 } },
    primaryNetworkInterface: { networkInterface: { subnetId: 'subnet-j8jrei2981', securityGroups: ['sg-1'] } },
    charge: { chargeMode: 'postpaid_by_duration' },
  },
  maxCount: 2,
  clientToken: 'bench',
} as const;
const CVM_BODY = {
  Placement: { Zone: 'ap-guangzhou-2' },
  ImageId: 'img-pmqg1cw7',
  InstanceType: 'S2.SMALL1',
  InstanceChargeType: 'POSTPAID_BY_HOUR',
  SystemDisk: { DiskType: 'CLOUD_PREMIUM', DiskSize: 50 },
  DataDisks: [{ DiskType: 'CLOUD_PREMIUM', DiskSize: 100 }],
  InternetAccessible: {
    InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
    InternetMaxBandwidthOut: 10,
    PublicIpAssigned: true,
  },
  InstanceName: 'web',
  LoginSettings: { Password: 'Qcloud@TestApi123++' },
  InstanceCount: 2,
  ClientToken: 'bench',
} as const;
const BMC_BODY = {
  zoneId: 'SEL-A',
  instanceTypeId: 'M6C',
  instanceChargeType: 'POSTPAID',
  internetChargeType: 'ByBandwidth',
  instanceName: 'web',
  password: 'Example-1234',
  amount: 2,
} as const;

const JDCLOUD = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'secret' };
const TENCENT = { secretId: 'AKIDEXAMPLE', secretKey: 'secret' };
const ZENLAYER = { accessKeyId: 'ZKEXAMPLE', accessKeyPassword: 'secret' };
const HEADERS = { 'content-type': 'application/json' };

/** From a create's body to a signed request, per second. The HTTP layer of every client answers at once without a network. */
export async function calls(): Promise<string> {
  return [await jdcloud(), await tencent(), await zenlayer()].join('\n');
}

async function jdcloud(): Promise<string> {
  require('jdcloud-sdk-js/src/lib/node_loader.js');
  const sdk = require('jdcloud-sdk-js/src/lib/core.js') as {
    Credentials: new (id: string, secret: string) => object;
    config: { logger: () => void };
    fetch: object;
  };
  const Vm = require('jdcloud-sdk-js/src/repo/vm/v1/vm.js') as new (
    options: object,
  ) => {
    createInstances(body: object, regionId: string): Promise<unknown>;
  };
  const answer = { requestId: 'r', result: { instanceIds: ['i-1', 'i-2'] } };
  const theirs = sdk.fetch as { Request: unknown; Headers: unknown };
  const stub = async () => ({ ok: true, json: async () => answer });
  sdk.fetch = Object.assign(stub, { Request: theirs.Request, Headers: theirs.Headers });
  sdk.config.logger = () => undefined;
  const vm = new Vm({
    credentials: new sdk.Credentials(JDCLOUD.accessKeyId, JDCLOUD.secretAccessKey),
    regionId: 'cn-north-1',
  });
  const options = { credentials: JDCLOUD, fetch: answering(answer) };
  const init = { params: { path: { regionId: 'cn-north-1' } }, body: VM_BODY as never };
  const [checked, unchecked] = [createVm(options), createVm({ ...options, validate: 'off' })];
  const request = {
    method: 'POST',
    host: 'vm.jdcloud-api.com',
    path: '/v1/regions/cn-north-1/instances',
    headers: HEADERS,
  };
  return run('JD Cloud VM, createInstances', {
    'jdcloud-sdk-js, whole call': () => vm.createInstances(VM_BODY, 'cn-north-1'),
    'ours, whole call, checked': () => checked.POST('/v1/regions/{regionId}/instances', init),
    'ours, whole call, unchecked': () => unchecked.POST('/v1/regions/{regionId}/instances', init),
    'ours, write and sign': () =>
      signJdcloud({ ...request, body: JSON.stringify(VM_BODY) }, JDCLOUD, { region: 'cn-north-1', service: 'vm' }),
    'aws4, write and sign': aws4(VM_BODY),
  });
}

async function tencent(): Promise<string> {
  const inner = createRequire(require.resolve('tencentcloud-sdk-nodejs-cvm'));
  const http = inner('tencentcloud-sdk-nodejs-common/tencentcloud/common/http/fetch.js') as { default: unknown };
  const answer = { Response: { InstanceIdSet: ['ins-1', 'ins-2'], RequestId: 'r' } };
  http.default = async () => ({ status: 200, headers: new Headers(), json: async () => answer });
  const { cvm } = require('tencentcloud-sdk-nodejs-cvm') as {
    cvm: { v20170312: { Client: new (config: object) => { RunInstances(body: object): Promise<unknown> } } };
  };
  const client = new cvm.v20170312.Client({ credential: TENCENT, region: 'ap-guangzhou' });
  const options = { credentials: TENCENT, region: 'ap-guangzhou', fetch: answering(answer) };
  const [checked, unchecked] = [createCvm(options), createCvm({ ...options, validate: 'off' })];
  const init = { body: CVM_BODY as never };
  const request = { method: 'POST', host: 'cvm.tencentcloudapi.com', path: '/', headers: HEADERS };
  return run('Tencent CVM, RunInstances', {
    'tencentcloud-sdk-nodejs-cvm, whole call': () => client.RunInstances(CVM_BODY),
    'ours, whole call, checked': () => checked.POST('/#RunInstances', init),
    'ours, whole call, unchecked': () => unchecked.POST('/#RunInstances', init),
    'ours, write and sign': () => signTc3({ ...request, body: JSON.stringify(CVM_BODY) }, TENCENT, { service: 'cvm' }),
    'aws4, write and sign': aws4(CVM_BODY),
  });
}

/** Zenlayer has no SDK on npm. */
async function zenlayer(): Promise<string> {
  const answer = { requestId: 'r', response: { requestId: 'r', instanceIdSet: ['1', '2'], orderNumber: 'o' } };
  const options = { credentials: ZENLAYER, fetch: answering(answer) };
  const [checked, unchecked] = [createBmc(options), createBmc({ ...options, validate: 'off' })];
  const init = { body: BMC_BODY };
  const request = { method: 'POST', host: 'console.zenlayer.com', path: '/api/v2/bmc', headers: HEADERS };
  return run('Zenlayer BMC, CreateInstances', {
    'aws4, write and sign': aws4(BMC_BODY),
    'ours, write and sign': () => signZenlayer({ ...request, body: JSON.stringify(BMC_BODY) }, ZENLAYER),
    'ours, whole call, checked': () => checked.POST('/api/v2/bmc#CreateInstances', init),
    'ours, whole call, unchecked': () => unchecked.POST('/api/v2/bmc#CreateInstances', init),
  });
}

/** The HTTP layers of the SDKs are replaced by ones that answer with the least there can be; so is ours. */
function answering(answer: unknown): () => Promise<Response> {
  const text = JSON.stringify(answer);
  const response = { status: 200, url: '', headers: new Headers(), text: async () => text } as Response;
  return async () => response;
}

/** AWS's Signature Version 4, which JD Cloud's and Tencent's come from, by the smallest package there is. */
function aws4(body: object): () => unknown {
  const signer = require('aws4') as Aws4;
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const request = { host: 'ec2.amazonaws.com', path: '/', method: 'POST', service: 'ec2', region: 'us-east-1' };
  return () => signer.sign({ ...request, headers: { ...HEADERS }, body: JSON.stringify(body) }, credentials);
}

/** In turn, so that a machine that is busy for a second slows all of them and not one. */
const ROUNDS = 5;

async function run(title: string, cases: Readonly<Record<string, () => unknown>>): Promise<string> {
  for (const [name, task] of Object.entries(cases)) {
    const result = (await task()) as { error?: unknown } | undefined;
    if (result?.error) throw new Error(`${name}: ${String(result.error)}`);
  }
  const rates = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const bench = new Bench({ time: 300, warmupTime: 200 });
    for (const [name, task] of Object.entries(cases))
      bench.add(name, async () => {
        await task();
      });
    await bench.run();
    for (const { name, result } of bench.tasks)
      rates.get(name)?.push(result.state === 'completed' ? result.throughput.p50 : Number.NaN);
  }
  const rows = [...rates].map(([name, measured]) => ({ name, rate: median(measured) }));
  return table(`${title}, from body to signed request`, rows);
}
