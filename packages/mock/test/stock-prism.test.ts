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

/** What signing adds to every request; stock Prism checks that it is there. */
const SIGNED: Record<string, Record<string, string>> = {
  jdcloud: {
    authorization: 'x',
    'x-jdcloud-date': '20240115T083000Z',
    'x-jdcloud-nonce': 'ebf8b26d-c3be-402f-9f10-f8b6573fd823',
  },
  zenlayer: { authorization: 'x', 'x-zc-timestamp': '1705307400' },
  tencent: { authorization: 'x', 'x-tc-timestamp': '1705307400' },
};
const COMMON_QUERY =
  'Version=2017-03-12&Region=ap-guangzhou&Timestamp=1705307400&Nonce=11886&SecretId=AKIDEXAMPLE&SignatureMethod=HmacSHA256&Signature=x';

describe.each(documents)('stock Prism serves %s', (name) => {
  const [api = '', action] = name.split('.');
  const ofDocument = ({ api: id, operation }: { api: string; operation: { operationId: string } }) =>
    id === api && (action === undefined || operation.operationId.replace(/Get$/, '') === action);
  const pairs = examplePairs().filter(ofDocument);
  const wires = wireExamples().filter(ofDocument);
  const signed = SIGNED[api.split('-')[0] as string];
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

  test.each(pairs)(
    'and accepts the example $name',
    async ({ name: example, method, path, headers, request, response }) => {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: { ...headers, ...signed, prefer: `example=${example}` },
        body: JSON.stringify(request),
      });
      expect(await answer.json()).toEqual(response);
      expect(answer.status).toBe(200);
    },
  );

  test.each(wires)('and accepts the example $name in the query', async ({ name: example, value, response }) => {
    const answer = await fetch(`${base}/?${value}&${COMMON_QUERY}`, { headers: { prefer: `example=${example}` } });
    expect(await answer.json()).toEqual(response);
  });

  test('and refuses a body that the spec refuses', async () => {
    const { method, path, headers } = pairs[0] as (typeof pairs)[number];
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, ...signed },
      body: '{"nothing":true}',
    });
    // Where a 400 is documented Prism answers with its example, else with its own problem document.
    expect(answer.status).toBe(api === 'tencent-cvm' ? 422 : 400);
  });
});
