import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePairs, operations, wireExamples } from './examples.js';

const require = createRequire(import.meta.url);
const PRISM = join(dirname(require.resolve('@stoplight/prism-cli/package.json')), 'dist/index.js');

/** The bundles as the stock Prism CLI takes them: one action a document where several actions share a URL. */
const documents = [
  ...new Set(
    operations().map(({ api, pathKey }) => `${api}${pathKey.includes('#') ? `.${pathKey.split('#')[1]}` : ''}`),
  ),
];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** What a real client adds to every request; stock Prism checks that it is there. */
const SIGNED: Record<string, Record<string, string>> = {
  'jdcloud-vm': {
    authorization: 'x',
    'x-jdcloud-date': '20240115T083000Z',
    'x-jdcloud-nonce': 'ebf8b26d-c3be-402f-9f10-f8b6573fd823',
  },
  'zenlayer-bmc': {
    authorization: 'x',
    'x-zc-action': 'CreateInstances',
    'x-zc-version': '2022-11-20',
    'x-zc-timestamp': '1705307400',
  },
  'tencent-cvm': {
    authorization: 'x',
    'x-tc-action': 'RunInstances',
    'x-tc-version': '2017-03-12',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': '1705307400',
  },
};
const COMMON_QUERY =
  'Version=2017-03-12&Region=ap-guangzhou&Timestamp=1705307400&Nonce=11886&SecretId=AKIDEXAMPLE&SignatureMethod=HmacSHA256&Signature=x';

describe.each(documents)('stock Prism serves %s', (name) => {
  const [api = '', action] = name.split('.');
  const pairs = examplePairs().filter((pair) => pair.api === api);
  const wires = wireExamples().filter((wire) => wire.api === api);
  const entry = operations().find((each) => each.api === api && each.operation.requestBody);
  let prism: ChildProcess;
  let base: string;

  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const file = fileURLToPath(import.meta.resolve(`@launchspec/openapi/${name}.json`));
    prism = spawn(process.execPath, [PRISM, 'mock', '-m', 'false', '-h', '127.0.0.1', '-p', String(port), file]);
    await new Promise<void>((resolve, reject) => {
      let output = '';
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Prism is listening')) resolve();
      };
      prism.stdout?.on('data', read);
      prism.stderr?.on('data', read);
      prism.once('exit', (code) => reject(new Error(`Prism exited with ${code}: ${output}`)));
    });
  });
  afterAll(() => void prism.kill('SIGKILL'));

  const path = () => (entry?.pathKey.split('#')[0] ?? '').replace('{regionId}', 'cn-north-1');

  test.each(pairs)('and accepts the example $name', async ({ name: example, request, response }) => {
    const answer = await fetch(`${base}${path()}`, {
      method: (entry?.method ?? '').toUpperCase(),
      headers: {
        'content-type': 'application/json',
        prefer: `example=${example}`,
        ...(SIGNED[api] ?? SIGNED['jdcloud-vm']),
      },
      body: JSON.stringify(request),
    });
    expect(await answer.json()).toEqual(response);
    expect(answer.status).toBe(200);
  });

  test.each(wires)('and accepts the example $name in the query', async ({ name: example, value, response }) => {
    const answer = await fetch(`${base}${path()}?${value}&${COMMON_QUERY}`, {
      headers: { prefer: `example=${example}` },
    });
    expect(await answer.json()).toEqual(response);
  });

  test('and refuses a body that the spec refuses', async () => {
    const answer = await fetch(`${base}${path()}`, {
      method: (entry?.method ?? '').toUpperCase(),
      headers: { 'content-type': 'application/json', ...(SIGNED[api] ?? SIGNED['jdcloud-vm']) },
      body: '{"nothing":true}',
    });
    const text = await answer.text();
    // Where a 400 is documented Prism answers with its example, else with its own problem document.
    expect({ action, status: answer.status, text }).toMatchObject({ status: action === 'RunInstances' ? 422 : 400 });
  });
});
