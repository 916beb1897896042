import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockFetch } from '../src/index.js';
import type { Document, Schema } from '../src/spec.js';
import { examplePairs, operations, sampleRequests, wireExamples } from './examples.js';
import { type Breakage, broken, damaged, harm, valid } from './random-requests.js';

/** How many random bodies for each API; `LAUNCHSPEC_RUNS=100000` for the long run. */
const RUNS = Number(process.env.LAUNCHSPEC_RUNS ?? 300);

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

/** Where stock Prism and the mock differ on purpose: what stock Prism is sent in place of a body, so that both see the same. */
const EXCEPTIONS: readonly {
  readonly reason: string;
  readonly applies: (document: Document) => boolean;
  /** A way to break a body that the mock takes, because of this. */
  readonly takes?: string;
  readonly sent: (text: string | undefined) => string | undefined;
}[] = [
  {
    reason: "a null is as good as left out where the vendor's SDKs send it so; stock Prism knows no x-null-members",
    applies: (document) => document['x-null-members'] === 'absent',
    takes: 'null',
    sent: (text) =>
      text &&
      JSON.stringify(
        JSON.parse(text, function (this: unknown, _name, value: unknown) {
          return value === null && !Array.isArray(this) ? undefined : value;
        }),
      ),
  },
  {
    reason:
      'a number of an IPv4 address that begins with 0 is octal to some who read it; stock Prism takes it for decimal',
    applies: () => true,
    sent: (text) => text?.replace(/"(?=(?:\d+\.){3}\d+")(?:\d+\.)*0\d+(?:\.\d+)*"/g, '"no address"'),
  },
];

const samples = sampleRequests().filter(({ request }) => request !== undefined);

describe.each(documents)('stock Prism serves %s', (name) => {
  const [api = '', action] = name.split('.');
  const ofDocument = ({ api: id, operation }: { api: string; operation: { operationId: string } }) =>
    id === api && (action === undefined || operation.operationId.replace(/Get$/, '') === action);
  const pairs = examplePairs().filter(ofDocument);
  const wires = wireExamples().filter(ofDocument);
  const runs = Math.ceil(RUNS / samples.filter((sample) => sample.api === api).length);
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

  test.each(samples.filter(ofDocument))(
    'and refuses what the mock refuses, and nothing else: $operation.operationId',
    async ({ method, path, headers, operation, document, request }) => {
      const mock = createMockFetch({ auth: 'off' });
      const schema = operation.requestBody?.content['application/json']?.schema as Schema;
      const exceptions = EXCEPTIONS.filter(({ applies }) => applies(document));
      const made: fc.Arbitrary<Partial<Breakage>> = fc.oneof(
        { weight: 1, arbitrary: valid(document, schema).map((body) => ({ body })) },
        { weight: 3, arbitrary: broken(document, schema) },
        { weight: 1, arbitrary: harm.map((harms) => ({ keyword: 'any', body: damaged(request, harms) })) },
      );
      await fc.assert(
        fc.asyncProperty(made, async ({ body, keyword, path: at }) => {
          const text = JSON.stringify(body) as string | undefined;
          const stock = await fetch(`${base}${path}`, {
            method,
            headers: { ...headers, ...signed },
            body: exceptions.reduce((given, { sent }) => sent(given), text) ?? null,
          });
          const said = await stock.text();
          // With an answer asked for by its status, only the schema decides: rules are off, and nothing is bought.
          const ours = await mock(`http://localhost/${api}${path}`, {
            method,
            headers: { ...headers, prefer: 'validation=off, code=200' },
            body: text ?? null,
          });
          const diagnosis = ours.headers.get('x-launchspec-diagnosis');
          // A status of its own says that it refuses; anything else would be a defect, not a verdict.
          expect([200, 400, 422]).toContain(stock.status);
          const accepted = { stock: stock.status === 200, ours: diagnosis === null };
          const seen = { keyword, at, said, diagnosis };
          expect({ ...seen, ...accepted }).toEqual({ ...seen, stock: accepted.ours, ours: accepted.ours });
          if (keyword === undefined) expect({ ...seen, ...accepted }).toEqual({ ...seen, stock: true, ours: true });
          else if (keyword !== 'any' && !exceptions.some(({ takes }) => takes === keyword))
            expect({ ...seen, ...accepted }).toEqual({ ...seen, stock: false, ours: false });
        }),
        { numRuns: runs },
      );
    },
    60_000 + runs * 50,
  );
});
