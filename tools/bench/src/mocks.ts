import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signTc3 } from '@launchspec/signing/tencent';
import autocannon from 'autocannon';
import { firstAnswer, freePort, memoryOf } from './process.js';

const require = createRequire(import.meta.url);
const DOCUMENT = fileURLToPath(import.meta.resolve('@launchspec/openapi/tencent-cvm.RunInstances.json'));
const PRISM = join(dirname(require.resolve('@stoplight/prism-cli/package.json')), 'dist/index.js');
const OURS = fileURLToPath(new URL('./mock-server.js', import.meta.url));
const SCALAR = fileURLToPath(new URL('./scalar-server.js', import.meta.url));

const SECONDS = 5;
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

interface Row {
  readonly name: string;
  readonly start: number;
  readonly one: { readonly rate: number; readonly p99: number };
  readonly twenty: { readonly rate: number; readonly p99: number };
  readonly memory: number;
}

/** The same create, validated, at one and at twenty connections. Prism and Scalar's know neither rules across fields, state nor signatures. */
export async function mocks(): Promise<string> {
  const rows: Row[] = [];
  for (const subject of SUBJECTS) rows.push(await measure(subject));
  const [first] = rows as [Row, ...Row[]];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, start, one, twenty, memory }) =>
      `  ${name.padEnd(width)}  ${one.rate.toFixed(0).padStart(7)} /s ${(one.rate / first.one.rate).toFixed(1).padStart(5)}x  p99 ${one.p99.toFixed(0).padStart(3)} ms` +
      `  ${twenty.rate.toFixed(0).padStart(7)} /s ${(twenty.rate / first.twenty.rate).toFixed(1).padStart(5)}x  p99 ${twenty.p99.toFixed(0).padStart(4)} ms` +
      `  start ${(start / 1000).toFixed(2)} s  ${(memory / 1024).toFixed(0).padStart(4)} MB`,
  );
  return ['A mocked create, validated: 1 connection, 20 connections, start-up, memory afterwards', ...lines, ''].join(
    '\n',
  );
}

async function measure({ name, command, path }: Subject): Promise<Row> {
  const port = await freePort();
  const begin = performance.now();
  const server = spawn(process.execPath, [...command(port)], { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}${path}`;
    const headers = await signedHeaders(`127.0.0.1:${port}`, path);
    const answer = await firstAnswer(url, { method: 'POST', headers, body: BODY });
    const start = performance.now() - begin;
    if (!answer.includes('InstanceIdSet')) throw new Error(`${name} does not answer with instances: ${answer}`);
    const load = async (connections: number) => {
      const { requests, latency, non2xx, errors } = await autocannon({
        url,
        connections,
        duration: SECONDS,
        method: 'POST',
        headers,
        body: BODY,
      });
      if (non2xx + errors > 0) throw new Error(`${name} failed ${non2xx + errors} times`);
      return { rate: requests.average, p99: latency.p99 };
    };
    return { name, start, one: await load(1), twenty: await load(20), memory: memoryOf(server) };
  } finally {
    server.kill('SIGKILL');
  }
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
