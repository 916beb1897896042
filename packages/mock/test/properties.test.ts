import { sign as signJdcloud } from '@launchspec/signing/jdcloud';
import { signTc3, signV1 } from '@launchspec/signing/tencent';
import { sign as signZenlayer } from '@launchspec/signing/zenlayer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMockFetch } from '../src/index.js';
import { answerChecks } from './answer-checks.js';
import { operations, sampleRequests } from './examples.js';
import { damaged, harm } from './random-requests.js';

/** How many random requests; `LAUNCHSPEC_RUNS=100000` for the long run. */
const RUNS = Number(process.env.LAUNCHSPEC_RUNS ?? 1500);

/** What a value is in a query, as Tencent's actions can be asked too. */
function spelledOut(value: unknown, name: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, each]) => spelledOut(each, name === '' ? key : `${name}.${key}`));
}

test('whatever is asked of any operation, the answer is one that its spec has', async () => {
  const mock = createMockFetch({ auth: 'off', seed: 'properties' });
  const check = answerChecks();
  const asked = new Set<string | undefined>();
  const samples = sampleRequests();
  const query = fc.constantFrom(
    '',
    '?filters.1.name=name&filters.1.values.1=x',
    '?pageSize=999',
    '?pageNumber=a',
    '?x=%zz',
    '?filters=1',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      harm,
      query,
      fc.boolean(),
      async ({ api, method, path, headers, request, operation }, harms, search, spells) => {
        const given = damaged(request, harms);
        const isQuery = spells && api === 'tencent-cvm';
        const parameters = new URLSearchParams([
          ['Action', operation.operationId],
          ['Version', '2017-03-12'],
          ['Region', 'ap-guangzhou'],
          ...spelledOut(given, ''),
        ]);
        const answer = isQuery
          ? await mock(`http://localhost/${api}/?${parameters}`)
          : await mock(`http://localhost/${api}${path}${search}`, {
              method,
              headers,
              ...(request === undefined ? {} : { body: JSON.stringify(given) }),
            });
        const parsed: unknown = JSON.parse(await answer.text());
        const entry = mock.journal().at(-1);
        asked.add(entry?.operation);
        expect(entry?.diagnosis ?? '').not.toContain('bug of the mock');
        expect(
          entry?.operation === undefined ? undefined : check(api, entry.operation, answer.status, parsed),
        ).toBeUndefined();
      },
    ),
    { numRuns: RUNS },
  );
  expect(mock.purchases().length).toBeGreaterThan(RUNS / 100);
  expect([...asked]).toEqual(expect.arrayContaining(operations().map(({ operation }) => operation.operationId)));
});

test.each(['not JSON', '<html></html>', '{"requestId": 1}'])('the check of answers goes red on %j', (text) => {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  expect(answerChecks()('jdcloud-vm', 'createInstances', 200, body)).toBeDefined();
});

describe('a signed request of which one character is another is never accepted', () => {
  const now = new Date(Date.UTC(2026, 10, 21));
  const key = {
    jdcloud: { accessKeyId: 'launchspec', secretAccessKey: 'launchspec' },
    tencent: { secretId: 'launchspec', secretKey: 'launchspec' },
    zenlayer: { accessKeyId: 'launchspec', accessKeyPassword: 'launchspec' },
  };
  const json = { 'content-type': 'application/json' };

  interface Signed {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    /** The headers that the signature covers. */
    readonly covered: readonly string[];
  }

  const jdcloud = async (version: 'JDCLOUD2' | 'JDCLOUD3'): Promise<Signed> => {
    const request = {
      method: 'POST',
      host: 'vm.jdcloud-api.com',
      path: '/v1/regions/cn-north-1/instances',
      headers: json,
      body: '{"instanceSpec":{"agId":"ag-1","name":"one"}}',
    };
    const { headers } = await signJdcloud(request, key.jdcloud, {
      region: 'cn-north-1',
      service: 'vm',
      date: now,
      version,
    });
    return {
      method: 'POST',
      url: `https://${request.host}${request.path}`,
      headers: { ...json, ...headers },
      body: request.body,
      covered: ['content-type', 'x-jdcloud-date', 'x-jdcloud-nonce', 'authorization'],
    };
  };

  const signers: Readonly<Record<string, () => Promise<Signed>>> = {
    JDCLOUD2: () => jdcloud('JDCLOUD2'),
    JDCLOUD3: () => jdcloud('JDCLOUD3'),
    TC3: async () => {
      const headers = {
        ...json,
        'x-tc-action': 'RunInstances',
        'x-tc-version': '2017-03-12',
        'x-tc-region': 'ap-guangzhou',
      };
      const request = {
        method: 'POST',
        host: 'cvm.tencentcloudapi.com',
        path: '/',
        headers,
        body: '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7"}',
      };
      const signed = await signTc3(request, key.tencent, { service: 'cvm', date: now });
      return {
        method: 'POST',
        url: `https://${request.host}/`,
        headers: { ...headers, ...signed.headers },
        body: request.body,
        covered: ['content-type', 'x-tc-timestamp', 'authorization'],
      };
    },
    v1: async () => {
      const parameters = {
        Action: 'RunInstances',
        Version: '2017-03-12',
        Region: 'ap-guangzhou',
        'Placement.Zone': 'z',
        ImageId: 'img-pmqg1cw7',
      };
      const { encoded } = await signV1(
        { method: 'GET', host: 'cvm.tencentcloudapi.com', path: '/', parameters },
        key.tencent,
        { date: now },
      );
      return { method: 'GET', url: `https://cvm.tencentcloudapi.com/?${encoded}`, headers: {}, covered: [] };
    },
    ZC2: async () => {
      const headers = { ...json, 'x-zc-action': 'CreateInstances', 'x-zc-version': '2022-11-20' };
      const body =
        '{"zoneId":"SEL-A","instanceTypeId":"M6C","instanceChargeType":"POSTPAID","internetChargeType":"ByBandwidth"}';
      const signed = await signZenlayer(
        { method: 'POST', host: 'console.zenlayer.com', path: '/api/v2/bmc', headers, body },
        key.zenlayer,
        { date: now },
      );
      return {
        method: 'POST',
        url: 'https://console.zenlayer.com/api/v2/bmc',
        headers: { ...headers, ...signed.headers },
        body,
        covered: ['content-type', 'x-zc-timestamp', 'authorization'],
      };
    },
  };

  test.each(Object.keys(signers))('%s', async (scheme) => {
    const mock = createMockFetch({ auth: 'verify', now: () => now.getTime() });
    const send = ({ method, url, headers, body }: Signed) =>
      mock(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const original = await (signers[scheme] as () => Promise<Signed>)();
    expect((await send(original)).status).toBe(200);
    expect(mock.purchases()).toHaveLength(1);

    const places = ['body', 'query', ...original.covered];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.nat(),
        fc.integer({ min: 33, max: 126 }),
        async (place, at, code) => {
          const signed = await (signers[scheme] as () => Promise<Signed>)();
          const [base = '', query = ''] = signed.url.split('?');
          const text = place === 'body' ? signed.body : place === 'query' ? query : signed.headers[place];
          fc.pre(text !== undefined && text !== '');
          const position = at % text.length;
          const changed = `${text.slice(0, position)}${String.fromCharCode(code)}${text.slice(position + 1)}`;
          // Another way to write the same is no change: the vendors sign what a query means, and types without regard to case.
          const meaning = (value: string) =>
            place === 'query' ? JSON.stringify([...new URLSearchParams(value)]) : value.toLowerCase();
          fc.pre(place === 'body' || place === 'authorization' ? changed !== text : meaning(changed) !== meaning(text));
          const other: Signed =
            place === 'body'
              ? { ...signed, body: changed }
              : place === 'query'
                ? { ...signed, url: `${base}?${changed}` }
                : { ...signed, headers: { ...signed.headers, [place]: changed } };
          await send(other);
          expect(mock.purchases()).toHaveLength(1);
        },
      ),
      { numRuns: Math.max(2500, RUNS / 4) },
    );
  });
});
