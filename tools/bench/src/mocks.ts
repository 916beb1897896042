import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signTc3 } from '@launchspec/signing/tencent';
import autocannon from 'autocannon';
import { median } from './median.js';
import { computedBy, firstAnswer, freePort, memoryOf } from './process.js';

const require = createRequire(import.meta.url);
const DOCUMENT = fileURLToPath(import.meta.resolve('@launchspec/openapi/tencent-cvm.RunInstances.json'));
const PRISM = join(dirname(require.resolve('@stoplight/prism-cli/package.json')), 'dist/index.js');
const OURS = fileURLToPath(new URL('./mock-server.js', import.meta.url));
const SCALAR = fileURLToPath(new URL('./scalar-server.js', import.meta.url));

const ROUNDS = 5;
const SECONDS = 2;
/** What a server answers in its first seconds is compiled while it does, which would count more than all else. */
const WARM_UP_SECONDS = 5;
const BODY = JSON.stringify({
  Placement: { Zone: 'ap-guangzhou-2' },
  ImageId: 'img-pmqg1cw7',
  InstanceType: 'S2.SMALL1',
  InstanceChargeType: 'POSTPAID_BY_HOUR',
  SystemDisk: { DiskType: 'CLOUD_PREMIUM', DiskSize: 50 },
  InternetAccessible: { InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR', InternetMaxBandwidthOut: 10 },
  InstanceName: 'web',
  InstanceCount: 1,
});

interface Subject {
  readonly name: string;
  readonly command: (port: number) => readonly string[];
  readonly path: string;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: 'stock Prism CLI',
    path: '/',
    command: (port) => [PRISM, 'mock', '-m', 'false', '-h', '127.0.0.1', '-p', String(port), DOCUMENT],
  },
  { name: '@scalar/mock-server', path: '/', command: (port) => [SCALAR, String(port), DOCUMENT] },
  { name: 'ours, auth off', path: '/tencent-cvm/', command: (port) => [OURS, String(port), 'off'] },
  { name: 'ours, auth verify', path: '/tencent-cvm/', command: (port) => [OURS, String(port), 'verify'] },
];

interface Load {
  readonly rate: number;
  readonly p99: number;
  /** Microseconds that the server computed for a request: what else the machine does changes this least. */
  readonly cpu: number;
}

interface Running {
  readonly name: string;
  readonly server: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until the first answer. */
  readonly start: number;
  readonly one: Load[];
  readonly twenty: Load[];
}

/**
 * The same create, validated, at one and at twenty connections. Prism and Scalar's know neither rules across fields, state nor signatures.
 * They are asked in turns: what else the machine does then slows all of them alike.
 */
export async function mocks(): Promise<string> {
  const running: Running[] = [];
  try {
    for (const subject of SUBJECTS) running.push(await run(subject));
    for (const each of running) await load(each, 20, WARM_UP_SECONDS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const each of running) {
        each.one.push(await load(each, 1));
        each.twenty.push(await load(each, 20));
      }
    return shown(running);
  } finally {
    for (const { server } of running) server.kill('SIGKILL');
  }
}

function shown(running: readonly Running[]): string {
  const middle = (loads: readonly Load[], of: keyof Load) => median(loads.map((load) => load[of]));
  const width = Math.max(...running.map(({ name }) => name.length));
  const [first] = running as [Running, ...Running[]];
  const column = (each: Running, connections: 'one' | 'twenty') => {
    const rate = middle(each[connections], 'rate');
    const ratio = rate / middle(first[connections], 'rate');
    const p99 = middle(each[connections], 'p99');
    const cpu = middle(each[connections], 'cpu');
    const less = middle(first[connections], 'cpu') / cpu;
    return (
      `${rate.toFixed(0).padStart(7)} /s ${ratio.toFixed(1).padStart(5)}x  p99 ${p99.toFixed(0).padStart(3)} ms` +
      `  CPU ${cpu.toFixed(0).padStart(4)} us ${less.toFixed(1).padStart(4)}x less`
    );
  };
  const lines = running.map(
    (each) =>
      `  ${each.name.padEnd(width)}  ${column(each, 'one')}  ${column(each, 'twenty')}` +
      `  start ${(each.start / 1000).toFixed(2)} s  ${(memoryOf(each.server) / 1024).toFixed(0).padStart(4)} MB`,
  );
  return ['A mocked create, validated: 1 connection, 20 connections, start-up, memory afterwards', ...lines, ''].join(
    '\n',
  );
}

async function run({ name, command, path }: Subject): Promise<Running> {
  const port = await freePort();
  const begin = performance.now();
  const server = spawn(process.execPath, [...command(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}${path}`;
  const headers = await signedHeaders(`127.0.0.1:${port}`, path);
  const answer = await firstAnswer(url, { method: 'POST', headers, body: BODY });
  const start = performance.now() - begin;
  if (!answer.includes('InstanceIdSet')) throw new Error(`${name} does not answer with instances: ${answer}`);
  return { name, server, url, headers, start, one: [], twenty: [] };
}

async function load({ name, server, url, headers }: Running, connections: number, duration = SECONDS): Promise<Load> {
  const before = computedBy(server);
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    connections,
    duration,
    method: 'POST',
    headers,
    body: BODY,
  });
  if (non2xx + errors > 0) throw new Error(`${name} failed ${non2xx + errors} times`);
  return {
    rate: requests.average,
    p99: latency.p99,
    cpu: (computedBy(server) - before) / requests.total,
  };
}

async function signedHeaders(host: string, path: string): Promise<Record<string, string>> {
  const headers = {
    'content-type': 'application/json',
    'x-tc-action': 'RunInstances',
    'x-tc-version': '2017-03-12',
    'x-tc-region': 'ap-guangzhou',
  };
  const signed = await signTc3(
    { method: 'POST', host, path, headers, body: BODY },
    { secretId: 'launchspec', secretKey: 'launchspec' },
    { service: 'cvm' },
  );
  return { ...headers, ...signed.headers };
}
