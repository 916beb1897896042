import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signTc3, signV1, v1, verifyTc3, verifyV1 } from '../../src/tencent/index.js';

// Random calls through tencentcloud-sdk-nodejs-cvm, with clock and nonce frozen and its HTTP layer replaced by one that keeps what would be
// sent. We sign what it would send, and the Authorization, or the parameter Signature, must be the same. Left out, as the SDK itself is
// wrong there:
// - a port in the endpoint with TC3: it signs the host without the port that it sends. Our signer signs the host that it is given, so it
//   is given that one; our verifier takes both and says which;
// - Content-Type in upper case with TC3: it signs the value as it is, the vendor's text wants lower case. It never sends one by itself.

interface SdkConfig {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
interface SdkClient {
  request(action: string, parameters: object): Promise<unknown>;
}

const require = createRequire(import.meta.url);
const entry = require.resolve('tencentcloud-sdk-nodejs-cvm');
const inner = createRequire(entry);
const { cvm } = require('tencentcloud-sdk-nodejs-cvm') as {
  cvm: { v20170312: { Client: new (config: object) => SdkClient } };
};
const http = inner('tencentcloud-sdk-nodejs-common/tencentcloud/common/http/fetch.js') as { default: unknown };

let sent: { url: string; config: SdkConfig } | undefined;
const original = http.default;
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  http.default = async (url: string, config: SdkConfig) => {
    sent = { url, config };
    return { status: 200, headers: new Headers(), json: async () => ({ Response: {} }) };
  };
});
beforeEach(() => {
  sent = undefined;
});
afterAll(() => {
  http.default = original;
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const RESERVED = new Set([
  'Action',
  'Nonce',
  'Region',
  'RequestClient',
  'SecretId',
  'Signature',
  'SignatureMethod',
  'Timestamp',
  'Token',
  'Version',
  '__proto__',
]);
const readable = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(..."aZ9-._~!*'()%+ /:;=&?#[]@中😀é\u00a0"), maxLength: 12 }),
);
const name = fc
  .oneof(readable, fc.stringMatching(/^[A-Z][a-zA-Z0-9]{0,11}$/))
  .filter((one) => one !== '' && !RESERVED.has(one));
const scalar = fc.oneof(readable, fc.integer(), fc.boolean(), fc.constant(null));
const { parameters } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 11 }),
    tie('parameters'),
  ),
  parameters: fc.dictionary(name, tie('value'), { maxKeys: 12, noNullPrototype: true }) as fc.Arbitrary<
    Record<string, unknown>
  >,
}));
const call = fc.record({
  action: fc.constantFrom('RunInstances', 'DescribeInstancesStatus'),
  parameters: parameters as fc.Arbitrary<Record<string, unknown>>,
  method: fc.constantFrom('GET', 'POST'),
  endpoint: fc.constantFrom('cvm.tencentcloudapi.com', 'cvm.ap-guangzhou.tencentcloudapi.com', '127.0.0.1:4010'),
  token: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined }),
  secretKey: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
  // Whole seconds: v1 of the SDK rounds, TC3 of the SDK cuts off.
  date: fc.integer({ min: 946684800, max: 4102444799 }).map((seconds) => new Date(seconds * 1000)),
  nonce: fc.integer({ min: 0, max: 65535 }),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

async function send(given: Call, signMethod: string): Promise<{ url: string; config: SdkConfig }> {
  vi.setSystemTime(given.date);
  vi.spyOn(Math, 'random').mockReturnValue(given.nonce / 65535);
  const client = new cvm.v20170312.Client({
    credential: { secretId: 'AKIDTEST', secretKey: given.secretKey, token: given.token },
    region: 'ap-guangzhou',
    profile: { signMethod, httpProfile: { reqMethod: given.method, endpoint: given.endpoint } },
  });
  await client.request(given.action, given.parameters);
  if (!sent) throw new Error('the SDK sent nothing');
  return sent;
}

const credentialsOf = ({ secretKey, token }: Call) => ({ secretId: 'AKIDTEST', secretKey, token });

describe('TC3', () => {
  async function expectSame(given: Call): Promise<void> {
    const { url, config } = await send(given, 'TC3-HMAC-SHA256');
    // The query as it goes over the wire: fetch, too, sends what URL makes of it.
    const { hostname, host, pathname, search } = new URL(url);
    const { Authorization: authorization, Host: _, ...headers } = config.headers;
    const request = { method: config.method, path: pathname, query: search.slice(1), headers, body: config.body };
    const credentials = credentialsOf(given);
    const options = { service: given.endpoint.split('.')[0] as string, date: given.date };
    const { stages } = await signTc3({ ...request, host: hostname }, credentials, options);
    expect(stages.authorization).toBe(authorization);
    const strings = Object.entries({ ...headers, authorization }).map(([key, value]) => [key, String(value)] as const);
    const verified = await verifyTc3({ ...request, host, headers: strings }, () => credentials, { now: given.date });
    expect(verified).toMatchObject({ ok: true, host: host === hostname ? 'as-sent' : 'without-port' });
  }

  test('the same Authorization for any call, and it verifies', async () => {
    await fc.assert(fc.asyncProperty(call, expectSame), { numRuns: 300 });
  });

  test('the comparison goes red', async () => {
    const [some] = fc.sample(call, { numRuns: 1, seed: 1 }) as [Call];
    const { config } = await send(some, 'TC3-HMAC-SHA256');
    const request = { method: 'PUT', host: 'cvm.tencentcloudapi.com', path: '/', headers: config.headers };
    const { stages } = await signTc3(request, credentialsOf(some), { service: 'cvm', date: some.date });
    expect(stages.authorization).not.toBe(config.headers.Authorization);
  });
});

describe.each(['HmacSHA1', 'HmacSHA256'] as const)('v1 with %s', (signatureMethod) => {
  test('the same Signature for any call, and it verifies', async () => {
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const { url, config } = await send(given, signatureMethod);
        const query = given.method === 'GET' ? url.slice(url.indexOf('?') + 1) : '';
        const all = v1.decodeParameters(given.method === 'GET' ? query : (config.body ?? ''));
        if (typeof all === 'string') throw new Error(`parameters are ${all}`);
        const credentials = credentialsOf(given);
        const host = given.endpoint;
        const own = ['Nonce', 'SecretId', 'Signature', 'SignatureMethod', 'Timestamp', 'Token'];
        const plain = Object.fromEntries([...all].filter(([key]) => !own.includes(key)));
        const request = { method: given.method, host, path: '/' };
        const options = { date: given.date, nonce: given.nonce, signatureMethod };
        const { parameters: signed } = await signV1({ ...request, parameters: plain }, credentials, options);
        expect(signed).toEqual(Object.fromEntries(all));
        const verified = await verifyV1({ ...request, query, body: config.body }, () => credentials, {
          now: given.date,
        });
        expect(verified).toMatchObject({ ok: true, scheme: signatureMethod });
      }),
      { numRuns: 100 },
    );
  });
});
