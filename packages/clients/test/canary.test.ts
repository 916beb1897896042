import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import type { AttemptEvent } from '../src/client-options.js';
import { createClient as createVm } from '../src/generated/jdcloud-vm/index.js';
import { createClient as createCvm } from '../src/generated/tencent-cvm/index.js';
import { createClient as createBmc } from '../src/generated/zenlayer-bmc/index.js';
import type { AnyClient } from './support/operations.js';

// One mark in every secret, with characters that JSON, URLs and the two ways to encode those write differently.
const MARK = 'cAnArY';
const secret = (what: string) => `${MARK}-${what}-7/"!'(*)%+&\\<x`;

const clock = { now: () => Date.UTC(2026, 0, 1), sleep: async () => {} };

interface Case {
  readonly create: (options: {
    fetch: (url: string, request: RequestInit) => Promise<Response>;
    onAttempt: (event: AttemptEvent) => void;
  }) => AnyClient;
  readonly path: string;
  readonly init: object;
  readonly errorBody: (text: string) => unknown;
  /** What is secret in the request and the credentials. */
  readonly secrets: readonly string[];
}

const tencentBody = {
  Placement: { Zone: 'ap-guangzhou-2' },
  ImageId: 'img-1',
  LoginSettings: { Password: secret('password') },
  UserData: secret('userdata'),
  Metadata: { Items: [{ Key: 'k', Value: secret('metadata') }] },
  // Misspelt: what the spec does not know it does not mark.
  LoginSetting: { passWord: secret('misspelt') },
};
const tencentError = (text: string) => ({ Response: { Error: { Code: text, Message: text }, RequestId: text } });
const tencent = { secretId: 'AKID', secretKey: secret('key'), token: secret('session') };

const CASES: Readonly<Record<string, Case>> = {
  'Tencent POST': {
    create: (options) =>
      createCvm({ credentials: tencent, region: 'r', validate: 'off', clock, ...options }) as unknown as AnyClient,
    path: '/#RunInstances',
    init: { body: tencentBody },
    errorBody: tencentError,
    secrets: ['password', 'userdata', 'metadata', 'misspelt', 'key', 'session'],
  },
  'Tencent GET': {
    create: (options) =>
      createCvm({
        credentials: tencent,
        region: 'r',
        validate: 'off',
        transport: 'get',
        clock,
        ...options,
      }) as unknown as AnyClient,
    path: '/#RunInstances',
    init: { body: tencentBody },
    errorBody: tencentError,
    secrets: ['password', 'userdata', 'metadata', 'misspelt', 'key', 'session'],
  },
  'Tencent, checked': {
    create: (options) => createCvm({ credentials: tencent, region: 'r', clock, ...options }) as unknown as AnyClient,
    path: '/#RunInstances',
    init: { body: tencentBody },
    errorBody: tencentError,
    secrets: ['password', 'userdata', 'metadata', 'misspelt', 'key', 'session'],
  },
  'JD VM': {
    create: (options) =>
      createVm({
        credentials: {
          accessKeyId: 'AK',
          secretAccessKey: secret('key'),
          sessionToken: secret('session').replaceAll('"', ''),
        },
        validate: 'off',
        clock,
        ...options,
      }) as unknown as AnyClient,
    path: '/v1/regions/{regionId}/instances',
    init: {
      params: { path: { regionId: 'cn-north-1' } },
      body: {
        instanceSpec: {
          name: 'one',
          password: secret('password'),
          userdata: [{ key: 'launch-script', value: secret('userdata') }],
          metadata: [{ key: 'k', value: secret('metadata') }],
        },
      },
    },
    errorBody: (text) => ({ requestId: text, error: { code: 400, status: text, message: text } }),
    secrets: ['password', 'userdata', 'metadata', 'key'],
  },
  Zenlayer: {
    create: (options) =>
      createBmc({
        credentials: { accessKeyId: 'AK', accessKeyPassword: secret('key') },
        validate: 'off',
        clock,
        ...options,
      }) as unknown as AnyClient,
    path: '/api/v2/bmc#CreateInstances',
    init: { body: { zoneId: 'z', password: secret('password'), userData: secret('userdata') } },
    errorBody: (text) => ({ requestId: text, code: text, message: text }),
    secrets: ['password', 'userdata', 'key'],
  },
};

/** What a vendor or a platform may say, given everything that it has seen. */
const text = async (request: Request) =>
  `${request.url} ${JSON.stringify([...request.headers])} ${await request.clone().text()}`;
const respond = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

const WAYS: Readonly<
  Record<string, (request: Request, errorBody: Case['errorBody'], secrets: string) => Promise<Response>>
> = {
  'the vendor echoes the secrets': async (_, errorBody, secrets) => respond(errorBody(secrets), 400),
  'the vendor echoes the whole request': async (request, errorBody) => respond(errorBody(await text(request)), 400),
  'the vendor echoes the request as JSON within JSON': async (request, errorBody) =>
    respond(errorBody(JSON.stringify({ request: await text(request) })), 400),
  'the vendor echoes the secrets in headers': async (_, errorBody, secrets) =>
    respond(errorBody('Nobody knows'), 400, { 'x-debug': secrets, 'x-debug-url': encodeURIComponent(secrets) }),
  'an answer that is no success names the secrets': async (_request, _errorBody, secrets) =>
    respond({ requestId: secrets, what: { [secrets]: [secrets] } }),
  'a page echoes the request': async (request) => respond(`<html>${await text(request)}</html>`, 200),
  'a page echoes the request with a status': async (request) => respond(await text(request), 503),
  'the platform throws the request': async (request) => {
    throw Object.assign(new TypeError(`fetch failed: ${await text(request)}`), {
      request,
      cause: Object.assign(new Error(await text(request)), { code: 'ECONNRESET', url: request.url }),
    });
  },
  'the platform throws the request before it is sent': async (request) => {
    throw Object.assign(new Error(await text(request)), { code: 'ECONNREFUSED', syscall: 'connect', request });
  },
  'the platform throws a text': async (request) => Promise.reject(await text(request)),
};

/** Everything a program can show of a value. */
function everything(value: unknown): string {
  const options = {
    depth: Number.POSITIVE_INFINITY,
    showHidden: true,
    getters: true,
    maxStringLength: null,
    maxArrayLength: null,
  } as const;
  const error = value as { error?: Error; response?: Response };
  const parts = [
    inspect(value, options),
    JSON.stringify(value),
    String(error.error),
    error.error?.stack,
    error.error?.message,
  ];
  parts.push(JSON.stringify(error.error));
  for (let cause = error.error?.cause; cause instanceof Error; cause = cause.cause) {
    parts.push(String(cause), cause.stack, JSON.stringify(cause), inspect(cause, options));
  }
  return parts.join('\n');
}

/** The mark in whatever a program would write it as. */
function findMark(shown: string): string | undefined {
  const at = shown.indexOf(MARK);
  return at < 0 ? undefined : shown.slice(Math.max(0, at - 80), at + 40);
}

describe.each(Object.entries(CASES))('%s', (_name, { create, path, init, errorBody, secrets }) => {
  test.each(Object.entries(WAYS))('%s', async (_way, answer) => {
    const written: unknown[] = [];
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...words) => written.push(words)),
    );
    try {
      const events: AttemptEvent[] = [];
      const client = create({
        fetch: (url, request) => answer(new Request(url, request), errorBody, secrets.map(secret).join(' ')),
        onAttempt: (event) => events.push(event),
      });
      const result = await client.request('post', path, init);
      expect(result.error).toBeDefined();
      for (const [what, value] of Object.entries({ result, events, client, written }))
        expect(`${what}: ${findMark(everything(value))}`).toBe(`${what}: undefined`);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});

test('a provider that puts the secret into its error is not repeated', async () => {
  const thrown = Object.assign(new Error('no access'), { secretKey: secret('key') });
  const client = createCvm({ credentials: () => Promise.reject(thrown), region: 'r', validate: 'off' });
  const result = await client.POST('/#RunInstances', { body: { Placement: { Zone: 'z' }, ImageId: 'i' } });
  expect(result.error?.kind).toBe('not-sent');
  expect(findMark(everything(result))).toBeUndefined();
});

test('a provider that fails when it is asked again does not show what it gave before', async () => {
  const credentials = vi.fn<() => Promise<typeof tencent>>();
  credentials.mockResolvedValueOnce(tencent).mockRejectedValue(new Error(`no access with ${tencent.secretKey}`));
  const fetch = async () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  const client = createCvm({ credentials, region: 'r', validate: 'off', clock, fetch });
  const result = await client.POST('/#RunInstances', { body: { Placement: { Zone: 'z' }, ImageId: 'i' } });
  expect(result.error).toMatchObject({ kind: 'outcome-unknown', attempts: 2 });
  expect(findMark(everything(result))).toBeUndefined();
});

test.each(['authorization', 'Proxy-Authorization', 'cookie', 'X-TC-Token', 'X-Api-Key'])(
  'a header %s of the caller shows nowhere',
  async (name) => {
    const headers = { [name]: `Bearer ${secret('header')}` };
    const fetch = async (_: string, request: RequestInit) => Promise.reject(JSON.stringify(request.headers));
    const client = createBmc({ credentials: { accessKeyId: 'a', accessKeyPassword: 'b' }, headers, clock, fetch });
    const result = await client.POST('/api/v2/bmc#CreateInstances', { body: { zoneId: 'z' } as never });
    expect(findMark(everything(result))).toBeUndefined();
    const lost = await client.POST('/api/v2/bmc#CreateInstances', {
      body: {
        zoneId: 'SEL-A',
        instanceTypeId: 'M6C',
        instanceChargeType: 'POSTPAID',
        internetChargeType: 'ByBandwidth',
      },
    });
    expect(lost.error).toMatchObject({ kind: 'outcome-unknown' });
    expect(findMark(everything(lost))).toBeUndefined();
  },
);

test('the URL of a success that has values in it shows nowhere', async () => {
  const fetch = async (url: string) => {
    const response = new Response(JSON.stringify({ Response: { InstanceIdSet: ['ins-1'], RequestId: 'r' } }));
    return Object.defineProperty(response, 'url', { value: url });
  };
  const client = createCvm({ credentials: tencent, region: 'r', validate: 'off', transport: 'get', clock, fetch });
  const result = await client.POST('/#RunInstances', { body: tencentBody as never });
  expect(result.data?.Response.InstanceIdSet).toEqual(['ins-1']);
  expect(findMark(everything(result))).toBeUndefined();
});

test('flags and short words are no secrets: messages stay readable', async () => {
  const message = 'passwordAuth must be yes or no, and noPassword true or false';
  const fetch = async () => respond({ requestId: 'r', error: { code: 400, status: 'INVALID_ARGUMENT', message } }, 400);
  const client = createVm({ credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, validate: 'off', clock, fetch });
  const { error } = await client.POST('/v1/regions/{regionId}/instances', {
    params: { path: { regionId: 'r' } },
    body: { instanceSpec: { name: 'one', passwordAuth: 'yes', noPassword: true } },
  });
  expect(error).toMatchObject({ kind: 'vendor', vendorMessage: message });
});

test('the canary is seen where nothing takes it out', () => {
  expect(findMark(everything({ error: new Error(secret('key')) }))).toContain(MARK);
});
