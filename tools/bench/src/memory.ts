import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { sign } from '@launchspec/signing/jdcloud';
import { signTc3 } from '@launchspec/signing/tencent';
import { firstAnswer, freePort, memoryOf } from './process.js';

const OURS = fileURLToPath(new URL('./mock-server.js', import.meta.url));
const CONNECTIONS = 20;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Vendor {
  readonly name: string;
  readonly create: (host: string, token: string) => Promise<Asked>;
  /** The id in the answer to a create. */
  readonly idOf: (answer: string) => string | undefined;
  readonly describe: (host: string, id: string) => Promise<Asked>;
}

const INSTANCES = '/jdcloud-vm/v1/regions/cn-north-1/instances';

// One that signs with a nonce, which the mock has to remember, and one that does not.
const VENDORS: readonly Vendor[] = [
  {
    name: 'Tencent CVM',
    create: (host, token) =>
      tencent(host, 'RunInstances', {
        Placement: { Zone: 'ap-guangzhou-2' },
        ImageId: 'img-pmqg1cw7',
        InstanceType: 'S2.SMALL1',
        SystemDisk: { DiskType: 'CLOUD_PREMIUM', DiskSize: 50 },
        InstanceName: 'web',
        ClientToken: token,
      }),
    idOf: (answer) => /ins-[a-z0-9]{8}/.exec(answer)?.[0],
    describe: (host, id) => tencent(host, 'DescribeInstances', { InstanceIds: [id] }),
  },
  {
    name: 'JD Cloud VM',
    create: (host, token) =>
      jdcloud(host, 'POST', INSTANCES, {
        instanceSpec: {
          az: 'cn-north-1a',
          instanceType: 'g.n2.medium',
          imageId: 'img-m5s0qqqq29',
          name: 'web',
          systemDisk: { diskCategory: 'cloud', cloudDiskSpec: { diskType: 'ssd.gp1', diskSizeGB: 40 } },
          primaryNetworkInterface: { networkInterface: { subnetId: 'subnet-8b3wtrcyuc' } },
        },
        maxCount: 1,
        clientToken: token,
      }),
    idOf: (answer) => /i-[a-z0-9]{10}/.exec(answer)?.[0],
    describe: (host, id) => jdcloud(host, 'GET', `${INSTANCES}/${id}`),
  },
];

// By itself V8 lets a heap grow to four times of what lives in it; the command line tells it not to.
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  'startMock()': [],
  'as `launchspec mock` sets V8': ['--heap-growing-percent=50'],
};

interface Sizes {
  readonly start: number;
  readonly most: number;
  readonly end: number;
}

/** What a mock that verifies signatures occupies after many creates, each with a token of its own and described afterwards. */
export async function memory(requests: number): Promise<string> {
  const width = Math.max(...Object.keys(SUBJECTS).map((name) => name.length));
  const shown = (size: number) => `${(size / 1024).toFixed(0).padStart(4)} MB`;
  const lines: string[] = [];
  for (const [name, flags] of Object.entries(SUBJECTS)) {
    const { start, most, end } = await sizes(requests, flags);
    lines.push(`  ${name.padEnd(width)}  start ${shown(start)}  most ${shown(most)}  end ${shown(end)}`);
  }
  const title = `Memory of the mock, signatures verified, ${requests.toLocaleString('en-US')} requests: creates with a token each, and descriptions`;
  return [title, ...lines, ''].join('\n');
}

async function sizes(requests: number, flags: readonly string[]): Promise<Sizes> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = spawn(process.execPath, [...flags, OURS, String(port), 'verify'], { stdio: 'ignore' });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    await firstAnswer(`http://${host}/`, {});
    const start = memoryOf(server);
    let most = start;
    let pairs = 0;
    const ask = async () => {
      while (pairs < requests / 2) {
        const index = pairs++;
        const { name, create, idOf, describe } = VENDORS[index % VENDORS.length] as Vendor;
        const created = await send(agent, port, await create(host, `token-${index}`));
        const id = idOf(created);
        const described = id === undefined ? created : await send(agent, port, await describe(host, id));
        if (id === undefined || !described.includes(id)) throw new Error(`${name} has no instance: ${described}`);
        if (index % 1000 === 0) most = Math.max(most, memoryOf(server));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, ask));
    const end = memoryOf(server);
    return { start, most: Math.max(most, end), end };
  } finally {
    agent.destroy();
    server.kill('SIGKILL');
  }
}

async function tencent(host: string, action: string, value: object): Promise<Asked> {
  const asked = {
    method: 'POST',
    path: '/tencent-cvm/',
    headers: {
      'content-type': 'application/json',
      'x-tc-action': action,
      'x-tc-version': '2017-03-12',
      'x-tc-region': 'ap-guangzhou',
    },
    body: JSON.stringify(value),
  };
  const { headers } = await signTc3({ ...asked, host }, TENCENT_KEY, { service: 'cvm' });
  return { ...asked, headers: { ...asked.headers, ...headers } };
}

async function jdcloud(host: string, method: string, path: string, value?: object): Promise<Asked> {
  const body = value === undefined ? {} : { body: JSON.stringify(value) };
  const asked = { method, path, headers: { 'content-type': 'application/json' }, ...body };
  const { headers } = await sign({ ...asked, host }, JDCLOUD_KEY, { service: 'vm', region: 'cn-north-1' });
  return { ...asked, headers: { ...asked.headers, ...headers } };
}

// The same objects each time: signing keys are kept with them.
const TENCENT_KEY = { secretId: 'launchspec', secretKey: 'launchspec' };
const JDCLOUD_KEY = { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' };

async function send(agent: Agent, port: number, { body, ...asked }: Asked): Promise<string> {
  const sent = request({ ...asked, agent, port, host: '127.0.0.1' }).end(body);
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  return text;
}
