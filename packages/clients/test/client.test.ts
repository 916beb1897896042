import { readFileSync } from 'node:fs';
import { verify as verifyJdcloud } from '@launchspec/signing/jdcloud';
import { verifyTc3, verifyV1 } from '@launchspec/signing/tencent';
import { verify as verifyZenlayer } from '@launchspec/signing/zenlayer';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { delayAfter, RETRY_DEFAULTS, readRetryAfter } from '../src/backoff.js';
import type { AttemptEvent } from '../src/client-options.js';
import { ClientOptionsError } from '../src/client-options-error.js';
import { OutcomeUnknownError } from '../src/errors/outcome-unknown-error.js';
import { createClient as createBastion } from '../src/generated/jdcloud-bastion/index.js';
import { createClient as createEdcps } from '../src/generated/jdcloud-edcps/index.js';
import { createClient as createVm } from '../src/generated/jdcloud-vm/index.js';
import { createClient as createCvm } from '../src/generated/tencent-cvm/index.js';
import { createClient as createBmc } from '../src/generated/zenlayer-bmc/index.js';
import { readLost } from '../src/lost.js';
import { SAMPLES } from './support/operations.js';
import { clockAt, recorder, type Sent } from './support/recorder.js';

const JDCLOUD = { accessKeyId: 'AKEXAMPLE', secretAccessKey: 'jdcloud-secret' };
const TENCENT = { secretId: 'AKIDEXAMPLE', secretKey: 'tencent-secret' };
const ZENLAYER = { accessKeyId: 'ZKEXAMPLE', accessKeyPassword: 'zenlayer-secret' };

const NOON = Date.UTC(2026, 10, 21, 12);
const bastionBody = {
  instanceSpec: {
    az: 'cn-north-1a',
    vpcId: 'vpc-1',
    subnetId: 'subnet-1',
    spec: 'small',
    quantity: 1,
    ipVersion: 'v4' as const,
  },
};
const bastionOk = { requestId: 'r', result: { buyId: 'b', sourceIds: [{ sourceId: 's' }] } };
const cvmBody = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-pmqg1cw7' };
const cvmOk = { Response: { InstanceIdSet: ['ins-1'], RequestId: 'r' } };
const bmcBody = {
  zoneId: 'SEL-A',
  instanceChargeType: 'POSTPAID' as const,
  instanceTypeId: 'M6C',
  internetChargeType: 'ByBandwidth' as const,
};
const bmcOk = { requestId: 'r', response: { requestId: 'r', instanceIdSet: ['i'], orderNumber: 'o' } };
const region = { path: { regionId: 'cn-north-1' } };

const wire = ({ method, url, headers, text }: Sent) => ({
  method,
  host: url.host,
  path: url.pathname,
  query: url.search.slice(1),
  headers,
  body: text,
});

/** Examples of the document as they go over the wire. */
const WIRE_EXAMPLES = (
  JSON.parse(readFileSync(new URL('../../openapi/src/generated/tencent-cvm.json', import.meta.url), 'utf8')) as {
    paths: { '/#RunInstances': { get: { 'x-wire-examples': Record<string, { value: string }> } } };
  }
).paths['/#RunInstances'].get['x-wire-examples'];

/** Puts a text where `steps` lead to; numbers are places in a list, and the document's booleans are written TRUE. */
function place(holder: Record<string, unknown>, [step = '', ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) {
    holder[step] = text === 'TRUE' ? true : text;
    return;
  }
  holder[step] ??= /^\d+$/.test(rest[0] as string) ? [] : {};
  place(holder[step] as Record<string, unknown>, rest, text);
}

describe('what goes over the wire', () => {
  test('JD Cloud: the region is in the path and signed, the service is that of the spec, the vendor is the default server', async () => {
    const { sent, fetch } = recorder(bastionOk);
    const client = createBastion({ credentials: JDCLOUD, fetch, clock: clockAt(NOON).clock, nonce: () => 'nonce-1' });
    await client.POST('/v1/regions/{regionId}/instances', { params: region, body: bastionBody });
    const [request] = sent as [Sent];
    expect(request.url.href).toBe('https://bastion.jdcloud-api.com/v1/regions/cn-north-1/instances');
    expect(request.body).toEqual(bastionBody);
    expect(request.headers['x-jdcloud-nonce']).toBe('nonce-1');
    const verified = await verifyJdcloud(wire(request), () => JDCLOUD, {
      region: 'cn-north-1',
      service: 'bastion',
      now: new Date(NOON),
      skew: 0,
    });
    expect(verified).toMatchObject({ ok: true });
  });

  test('EdCPS creates with PUT, under a base URL with a path', async () => {
    const { sent, fetch } = recorder({ requestId: 'r', result: { instanceIds: ['cps-1'] } });
    const client = createEdcps({
      credentials: JDCLOUD,
      fetch,
      baseUrl: 'http://127.0.0.1:4010/jdcloud-edcps/',
      validate: 'off',
    });
    await client.PUT('/v1/regions/{regionId}/instances', { params: region, body: { instanceSpec: {} } as never });
    const [request] = sent as [Sent];
    expect(request.method).toBe('PUT');
    expect(request.url.href).toBe('http://127.0.0.1:4010/jdcloud-edcps/v1/regions/cn-north-1/instances');
    expect(await verifyJdcloud(wire(request), () => JDCLOUD, { service: 'edcps' })).toMatchObject({ ok: true });
  });

  test('Tencent Cloud: action, version and region come by themselves, the fragment is not sent, TC3 signs', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({ credentials: { ...TENCENT, token: 'session' }, fetch, region: 'ap-guangzhou' });
    await client.POST('/#RunInstances', { body: cvmBody });
    const [request] = sent as [Sent];
    expect(request.url.href).toBe('https://cvm.tencentcloudapi.com/');
    expect(request.headers).toMatchObject({
      'x-tc-action': 'RunInstances',
      'x-tc-version': '2017-03-12',
      'x-tc-region': 'ap-guangzhou',
      'x-tc-token': 'session',
      'content-type': 'application/json',
    });
    expect(await verifyTc3(wire(request), () => TENCENT, { service: 'cvm' })).toMatchObject({ ok: true });
  });

  test('Zenlayer: the path has no trailing slash, the action is a header, ZC2 signs', async () => {
    const { sent, fetch } = recorder(bmcOk);
    await createBmc({ credentials: ZENLAYER, fetch }).POST('/api/v2/bmc#CreateInstances', { body: bmcBody });
    const [request] = sent as [Sent];
    expect(request.url.pathname).toBe('/api/v2/bmc');
    expect(request.headers).toMatchObject({ 'x-zc-action': 'CreateInstances', 'x-zc-version': '2022-11-20' });
    expect(await verifyZenlayer(wire(request), () => ZENLAYER)).toMatchObject({ ok: true });
  });

  test('Zenlayer: a personal access token is sent as it is', async () => {
    const { sent, fetch } = recorder(bmcOk);
    await createBmc({ credentials: { token: 'pat-1' }, fetch }).POST('/api/v2/bmc#CreateInstances', { body: bmcBody });
    expect(sent[0]?.headers.authorization).toBe('Bearer pat-1');
    expect(sent[0]?.headers).not.toHaveProperty('x-zc-timestamp');
  });

  test("Tencent's GET: everything in the query, flattened as the document prints it, signed with version 1", async () => {
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({
      credentials: TENCENT,
      fetch,
      region: 'ap-guangzhou',
      transport: 'get',
      nonce: () => 11886,
    });
    const { error, token } = await client.POST('/#RunInstances', {
      body: {
        ...cvmBody,
        InstanceChargeType: 'PREPAID',
        InstanceChargePrepaid: { Period: 1, RenewFlag: 'NOTIFY_AND_AUTO_RENEW' },
        DataDisks: [{ DiskType: 'LOCAL_BASIC', DiskSize: 100 }],
        InternetAccessible: { PublicIpAssigned: true, InternetMaxBandwidthOut: 10 },
        LoginSettings: { Password: 'Qcloud@TestApi123++' },
        InstanceCount: 1,
      },
    });
    expect(error).toBeUndefined();
    const [request] = sent as [Sent];
    expect(request).toMatchObject({ method: 'GET', text: '' });
    const { Timestamp, Signature, ...parameters } = Object.fromEntries(request.url.searchParams);
    expect(Timestamp).toMatch(/^\d{10}$/);
    expect(Signature).toMatch(/=$/);
    expect(parameters).toEqual({
      Action: 'RunInstances',
      Version: '2017-03-12',
      Region: 'ap-guangzhou',
      Nonce: '11886',
      SecretId: 'AKIDEXAMPLE',
      SignatureMethod: 'HmacSHA256',
      ClientToken: token,
      ImageId: 'img-pmqg1cw7',
      'Placement.Zone': 'ap-guangzhou-2',
      InstanceChargeType: 'PREPAID',
      'InstanceChargePrepaid.Period': '1',
      'InstanceChargePrepaid.RenewFlag': 'NOTIFY_AND_AUTO_RENEW',
      'DataDisks.0.DiskType': 'LOCAL_BASIC',
      'DataDisks.0.DiskSize': '100',
      'InternetAccessible.PublicIpAssigned': 'TRUE',
      'InternetAccessible.InternetMaxBandwidthOut': '10',
      'LoginSettings.Password': 'Qcloud@TestApi123++',
      InstanceCount: '1',
    });
    expect(request.url.search).toContain('LoginSettings.Password=Qcloud%40TestApi123%2B%2B');
    expect(await verifyV1(wire(request), () => TENCENT)).toMatchObject({ ok: true });
  });

  test.each(Object.entries(WIRE_EXAMPLES))("Tencent's GET writes the document's example %s", async (_, { value }) => {
    const expected = new URLSearchParams(value);
    expected.delete('Action');
    const body: Record<string, unknown> = {};
    for (const [name, text] of expected) place(body, name.split('.'), text);
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({
      credentials: TENCENT,
      fetch,
      region: 'ap-guangzhou',
      transport: 'get',
      validate: 'off',
    });
    await client.POST('/#RunInstances', { body: body as never });
    const [request] = sent as [Sent];
    // Only what every request has stands beside it, in the document's own writing.
    const common = /^(Action|Version|Region|Timestamp|Nonce|SecretId|Signature|SignatureMethod|ClientToken)=/;
    const pairs = request.url.search.slice(1).split('&');
    expect(pairs.filter((pair) => !common.test(pair)).sort()).toEqual(value.split('&').slice(1).sort());
    expect(await verifyV1(wire(request), () => TENCENT)).toMatchObject({ ok: true });
  });

  test("Tencent's GET has the header parameters in its query, so that they win there too", async () => {
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({ credentials: TENCENT, fetch, region: 'ap-guangzhou', transport: 'get' });
    const { error } = await client.POST('/#RunInstances', {
      params: { header: { 'X-TC-Region': 'ap-hongkong' } },
      body: cvmBody,
    });
    expect(error).toBeUndefined();
    expect(sent[0]?.url.searchParams.get('Region')).toBe('ap-hongkong');
    expect(sent[0]?.headers).not.toHaveProperty('x-tc-region');
  });

  test('JD Cloud VM: the body is signed for the region and the service', async () => {
    const { sent, fetch } = recorder({ requestId: 'r', result: { instanceIds: ['i-1'] } });
    const client = createVm({ credentials: { ...JDCLOUD, sessionToken: 'session' }, fetch, validate: 'off' });
    await client.POST('/v1/regions/{regionId}/instances', {
      params: { path: { regionId: 'cn-south-1' } },
      body: { instanceSpec: { name: 'one' } },
    });
    const [request] = sent as [Sent];
    expect(request.headers['x-jdcloud-security-token']).toBe('session');
    const scope = { region: 'cn-south-1', service: 'vm' };
    expect(await verifyJdcloud(wire(request), () => JDCLOUD, scope)).toMatchObject({ ok: true });
    expect(await verifyJdcloud(wire(request), () => JDCLOUD, { ...scope, region: 'cn-north-1' })).toMatchObject({
      ok: false,
    });
    expect(await verifyJdcloud({ ...wire(request), body: '{}' }, () => JDCLOUD, scope)).toMatchObject({ ok: false });
  });

  test('a header that the caller gives wins, whatever its case', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({
      credentials: TENCENT,
      fetch,
      region: 'ap-guangzhou',
      headers: { 'X-TC-Language': 'en-US' },
    });
    await client.POST('/#RunInstances', {
      params: { header: { 'X-TC-Region': 'ap-hongkong' } },
      body: cvmBody,
      headers: { a: 'b' },
    });
    expect(sent[0]?.headers).toMatchObject({ 'x-tc-region': 'ap-hongkong', 'x-tc-language': 'en-US', a: 'b' });
  });

  test('names that are no plain ASCII are signed as they are sent', async () => {
    const { sent, fetch } = recorder(bmcOk);
    const client = createBmc({ credentials: ZENLAYER, fetch, validate: 'off' });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (instanceName) => {
        await client.POST('/api/v2/bmc#CreateInstances', { body: { ...bmcBody, instanceName } });
        const request = sent.pop() as Sent;
        expect(await verifyZenlayer(wire(request), () => ZENLAYER)).toMatchObject({ ok: true });
      }),
      { numRuns: 200 },
    );
  });

  test('what was checked is what is sent, whatever becomes of the object meanwhile', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const body = structuredClone({ ...cvmBody, InstanceCount: 1 });
    const call = createCvm({ credentials: TENCENT, fetch, region: 'ap-guangzhou' }).POST('/#RunInstances', { body });
    body.InstanceCount = 100;
    await call;
    expect(sent[0]?.body).toMatchObject({ InstanceCount: 1 });
  });
});

describe('tokens', () => {
  test('one is made where there is none, and the result has it', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { token } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent[0]?.body).toEqual({ ...cvmBody, ClientToken: token });
  });

  test('one that is given stays', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const body = { ...cvmBody, ClientToken: 'mine' };
    const { token } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', { body });
    expect(token).toBe('mine');
    expect(sent[0]?.body).toEqual(body);
  });

  test('where the vendor has none, nothing is added', async () => {
    const { sent, fetch } = recorder(bmcOk);
    const { token } = await createBmc({ credentials: ZENLAYER, fetch }).POST('/api/v2/bmc#CreateInstances', {
      body: bmcBody,
    });
    expect(token).toBeUndefined();
    expect(sent[0]?.body).toEqual(bmcBody);
  });
});

describe('checks before sending', () => {
  const cyclic: Record<string, unknown> = { ...cvmBody };
  cyclic.self = cyclic;
  const wrong = { ...cvmBody, InstanceCount: 101, InstanceChargePrepaid: { Period: 1 } as const };
  const call = (
    validate: 'enforce' | 'report' | 'off',
    fetch: (url: string, request: RequestInit) => Promise<Response>,
  ) => createCvm({ credentials: TENCENT, fetch, region: 'r', validate }).POST('/#RunInstances', { body: wrong });
  const places = (violations: readonly { path: string; rule?: { id: string } }[]) =>
    violations.map(({ path, rule }) => rule?.id ?? path);

  test('enforce sends nothing and says where, which rule and what to do', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { error, response, violations } = await call('enforce', fetch);
    expect(sent).toEqual([]);
    expect(response).toBeUndefined();
    expect(error).toMatchObject({ kind: 'invalid-request', spent: 'no', attempts: 0, violations });
    expect(places(violations)).toEqual(['/body/InstanceCount', 'terms-need-charge-type']);
    expect(error?.message).toContain('/body/InstanceCount must be at most 100');
    expect(error?.message).toContain('set InstanceChargeType to PREPAID');
  });

  test('report sends, and lists the violations', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { data, violations } = await call('report', fetch);
    expect(sent).toHaveLength(1);
    expect(data?.Response.InstanceIdSet).toEqual(['ins-1']);
    expect(places(violations)).toEqual(['/body/InstanceCount', 'terms-need-charge-type']);
  });

  test('off sends, and looks at nothing', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { violations } = await call('off', fetch);
    expect(sent).toHaveLength(1);
    expect(violations).toEqual([]);
  });

  test('a missing region is a violation', async () => {
    const { fetch } = recorder(cvmOk);
    const client = createCvm({ credentials: TENCENT, fetch } as never);
    const { violations } = await client.POST('/#RunInstances', { body: cvmBody });
    expect(violations).toMatchObject([{ path: '/header/x-tc-region', keyword: 'required' }]);
  });

  test.each([['..'], ['.'], [''], [undefined], [{}]])(
    '%j is no path parameter, whatever is checked',
    async (regionId) => {
      const { sent, fetch } = recorder(bastionOk);
      const client = createBastion({ credentials: JDCLOUD, fetch, validate: 'off' });
      const { error } = await client.POST('/v1/regions/{regionId}/instances', {
        params: { path: { regionId: regionId as never } },
        body: bastionBody,
      });
      expect(sent).toEqual([]);
      expect(error).toMatchObject({ kind: 'invalid-request', violations: [{ path: '/path/regionId' }] });
    },
  );

  test('a path parameter cannot leave its place', async () => {
    const { sent, fetch } = recorder(bastionOk);
    const client = createBastion({ credentials: JDCLOUD, fetch, validate: 'off' });
    await client.POST('/v1/regions/{regionId}/instances', {
      params: { path: { regionId: '../x?y#z' } },
      body: bastionBody,
    });
    expect(sent[0]?.url.pathname).toBe('/v1/regions/..%2Fx%3Fy%23z/instances');
  });

  test.each([
    ['a number that JSON does not know', { ...cvmBody, InstanceCount: 1n }],
    ['a cycle', cyclic],
    [
      'a toJSON that throws',
      {
        ...cvmBody,
        ImageId: {
          toJSON: () => {
            throw new Error('secret');
          },
        },
      },
    ],
  ])('%s cannot be sent', async (_, body) => {
    const { sent, fetch } = recorder(cvmOk);
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', {
      body: body as never,
    });
    expect(sent).toEqual([]);
    expect(error?.kind).toBe('invalid-request');
    expect(error?.message).not.toContain('secret');
  });

  test('a query that is longer than the vendor takes', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const client = createCvm({ credentials: TENCENT, fetch, region: 'r', transport: 'get' });
    const { error } = await client.POST('/#RunInstances', { body: { ...cvmBody, UserData: 'QUJD'.repeat(10_000) } });
    expect(sent).toEqual([]);
    expect(error?.message).toContain('/query must have at most 32768 bytes');
  });

  test('a path or method that the API does not have', async () => {
    const client = createCvm({ credentials: TENCENT, region: 'r' });
    const { error } = await client.request('post', '/#StopInstances' as never, {} as never);
    expect(error).toMatchObject({ kind: 'invalid-request' });
    expect((error as Error).message).toContain('it has POST /#RunInstances');
  });
});

describe('answers', () => {
  test('a Tencent error is error, although its HTTP status is 200', async () => {
    const { fetch } = recorder({ Response: { Error: { Code: 'InvalidPeriod', Message: 'no' }, RequestId: 'r-1' } });
    const { data, error, response } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(data).toBeUndefined();
    expect(error).toMatchObject({
      kind: 'vendor',
      code: 'InvalidPeriod',
      vendorMessage: 'no',
      requestId: 'r-1',
      status: 200,
      spent: 'no',
    });
    expect(response?.status).toBe(200);
  });

  test('a JD error inside a 200 is error', async () => {
    const { fetch } = recorder({ requestId: 'r', error: { code: 400, status: 'INVALID_ARGUMENT', message: 'no' } });
    const { error } = await createVm({ credentials: JDCLOUD, fetch, validate: 'off' }).POST(
      '/v1/regions/{regionId}/instances',
      {
        params: region,
        body: { instanceSpec: { name: 'one' } },
      },
    );
    expect(error).toMatchObject({ kind: 'vendor', code: 'INVALID_ARGUMENT' });
  });

  test('an error that names what was bought says that money was spent', async () => {
    const { fetch } = recorder({
      Response: { InstanceIdSet: ['ins-9'], Error: { Code: 'InternalError', Message: 'half' }, RequestId: 'r' },
    });
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(error).toMatchObject({ spent: 'yes', body: { Response: { InstanceIdSet: ['ins-9'] } } });
  });

  test('a quota is never asked twice, although its HTTP status is that of throttling', async () => {
    const { sent, fetch } = recorder({
      status: 429,
      json: { requestId: 'r', error: { code: 429, status: 'QUOTA_EXCEEDED', message: '' } },
    });
    const { error } = await createVm({ credentials: JDCLOUD, fetch, validate: 'off' }).POST(
      '/v1/regions/{regionId}/instances',
      {
        params: region,
        body: { instanceSpec: { name: 'one' } },
      },
    );
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ kind: 'vendor', code: 'QUOTA_EXCEEDED', spent: 'no' });
  });

  test('members called __proto__ do no harm', async () => {
    const { fetch } = recorder(
      '{"Response": {"__proto__": {"Error": {"Code": "x"}}, "InstanceIdSet": ["i"], "RequestId": "r"}}',
    );
    const { data } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(data?.Response.InstanceIdSet).toEqual(['i']);
  });

  test.each(['[]', '[null, ""]', '[{}]'])(
    'ids of a purchase that are %s do not say that nothing was bought',
    async (ids) => {
      const { fetch } = recorder(`{"Response": {"InstanceIdSet": ${ids}, "RequestId": "r"}}`);
      const options = { credentials: TENCENT, fetch, region: 'r', retry: false } as const;
      const { error } = await createCvm(options).POST('/#RunInstances', { body: cvmBody });
      expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown' });
    },
  );

  test('an unknown outcome says what was asked, when, and how to find out', async () => {
    const { fetch } = recorder(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const { clock } = clockAt(NOON);
    const body = { ...bmcBody, instanceName: 'web', password: 'Secret-1234' };
    const { error } = await createBmc({ credentials: ZENLAYER, fetch, clock }).POST('/api/v2/bmc#CreateInstances', {
      body,
    });
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({
      kind: 'outcome-unknown',
      reason: 'connection',
      spent: 'unknown',
      asked: { body: { ...bmcBody, instanceName: 'web', password: '[redacted]' } },
      token: undefined,
      firstSentAt: '2026-11-21T12:00:00.000Z',
      findOut: { operation: 'DescribeInstances', ask: { in: 'body', name: 'instanceName', value: 'web' } },
    });
    expect(error?.message).toContain('Ask DescribeInstances with instanceName = "web" before you repeat it.');
  });

  test.each(['web[1]', 'web_[3,2]', undefined])(
    'no machine is called %j, so there is nothing to ask for',
    async (instanceName) => {
      const { fetch } = recorder(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
      const body = instanceName === undefined ? bmcBody : { ...bmcBody, instanceName };
      const { error } = await createBmc({ credentials: ZENLAYER, fetch }).POST('/api/v2/bmc#CreateInstances', { body });
      expect(error).toMatchObject({ kind: 'outcome-unknown', findOut: { operation: 'DescribeInstances' } });
      expect((error as OutcomeUnknownError).findOut).not.toHaveProperty('ask');
    },
  );

  test('with a token, an unknown outcome says to repeat it with that', async () => {
    const { fetch } = recorder(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const { error, token } = await createCvm({ credentials: TENCENT, fetch, region: 'r', retry: false }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(error).toMatchObject({ kind: 'outcome-unknown', token, attempts: 1 });
    expect(error?.message).toContain(`Repeat it with the same token (${token})`);
  });
});

describe('repeats', () => {
  const throttled = (headers?: Record<string, string>) => ({
    status: 200,
    ...(headers ? { headers } : {}),
    json: { Response: { Error: { Code: 'RequestLimitExceeded.UinLimitExceeded', Message: '' }, RequestId: 'r' } },
  });

  test('each has a fresh date, nonce and signature, the same body and the same token', async () => {
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const { sent, fetch } = recorder(reset, reset, { requestId: 'r', result: { instanceIds: ['i-1'] } });
    const { clock } = clockAt(NOON);
    const { data } = await createVm({
      credentials: JDCLOUD,
      fetch,
      clock,
      validate: 'off',
      retry: { baseDelay: 4000, random: () => 1 },
    }).POST('/v1/regions/{regionId}/instances', { params: region, body: { instanceSpec: { name: 'one' } } });
    expect(data?.result.instanceIds).toEqual(['i-1']);
    expect(new Set(sent.map(({ text }) => text)).size).toBe(1);
    for (const name of ['x-jdcloud-date', 'x-jdcloud-nonce', 'authorization'])
      expect(new Set(sent.map(({ headers }) => headers[name])).size).toBe(3);
  });

  test('waits double, and are as long as the vendor asks for', async () => {
    const { fetch } = recorder(throttled(), throttled({ 'retry-after': '7' }), throttled(), cvmOk);
    const { clock, waits } = clockAt(NOON);
    const retry = { baseDelay: 1000, random: () => 0.5 };
    await createCvm({ credentials: TENCENT, fetch, region: 'r', clock, retry }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(waits).toEqual([500, 7000, 2000]);
  });

  test('a wait lies anywhere between nothing and its longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const options = { ...RETRY_DEFAULTS, random: () => random };
        const longest = Math.min(20_000, 500 * 2 ** (attempts - 1));
        expect(delayAfter(attempts, undefined, options)).toBeCloseTo(random * longest, 6);
      }),
    );
  });

  test.each([
    ['7', 7000],
    ['0', 0],
    [new Date(NOON + 9000).toUTCString(), 9000],
    [new Date(NOON - 9000).toUTCString(), 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Retry-After %j is %j ms', (value, expected) => {
    expect(readRetryAfter(value, NOON)).toBe(expected);
  });

  test('a budget bounds the repeats of all calls, and successes fill it again', async () => {
    const { sent, fetch } = recorder(throttled());
    const { clock } = clockAt(NOON);
    const client = createCvm({ credentials: TENCENT, fetch, region: 'r', clock, retry: { budget: 5 } });
    for (let call = 0; call < 5; call += 1) await client.POST('/#RunInstances', { body: cvmBody });
    expect(sent).toHaveLength(5 + 5);
  });

  test('no request is begun after the time that a call may take', async () => {
    const { sent, fetch } = recorder(throttled());
    const { clock } = clockAt(NOON);
    const retry = { baseDelay: 10_000, random: () => 1, maxElapsed: 15_000 };
    await createCvm({ credentials: TENCENT, fetch, region: 'r', clock, retry }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(sent).toHaveLength(2);
  });

  test('retry: false sends once', async () => {
    const { sent, fetch } = recorder(throttled());
    await createCvm({ credentials: TENCENT, fetch, region: 'r', retry: false }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(sent).toHaveLength(1);
  });
});

describe('the clock', () => {
  const expired = (at: number) => ({
    status: 200,
    headers: { date: new Date(at).toUTCString() },
    json: { Response: { Error: { Code: 'AuthFailure.SignatureExpire', Message: '' }, RequestId: 'r' } },
  });
  const HOUR = 3_600_000;

  test('is corrected by the answer, for this call and those that follow', async () => {
    const { sent, fetch } = recorder(expired(NOON + HOUR), cvmOk);
    const client = createCvm({ credentials: TENCENT, fetch, region: 'r', clock: clockAt(NOON).clock });
    await client.POST('/#RunInstances', { body: cvmBody });
    await client.POST('/#RunInstances', { body: cvmBody });
    expect(sent.map(({ headers }) => Number(headers['x-tc-timestamp']) - NOON / 1000)).toEqual([0, 3600, 3600]);
  });

  test('is not the reason when it is right', async () => {
    const { sent, fetch } = recorder(expired(NOON + 1000));
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r', clock: clockAt(NOON).clock }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ code: 'AuthFailure.SignatureExpire', spent: 'no' });
  });

  test('is corrected for the next call where this one may not be repeated', async () => {
    const late = {
      status: 401,
      headers: { date: new Date(NOON + HOUR).toUTCString() },
      json: { requestId: 'r', code: 'AUTHFAILURE_SIGNATURE_EXPIRED', message: '' },
    };
    const { sent, fetch } = recorder(late, bmcOk);
    const client = createBmc({ credentials: ZENLAYER, fetch, clock: clockAt(NOON).clock });
    const { error } = await client.POST('/api/v2/bmc#CreateInstances', { body: bmcBody });
    expect(error).toMatchObject({ code: 'AUTHFAILURE_SIGNATURE_EXPIRED', spent: 'no', attempts: 1 });
    const { data } = await client.POST('/api/v2/bmc#CreateInstances', { body: bmcBody });
    expect(data?.response.instanceIdSet).toEqual(['i']);
    expect(sent).toHaveLength(2);
  });

  test('of two calls at once is corrected once each', async () => {
    const { sent, fetch } = recorder(expired(NOON + HOUR), expired(NOON + HOUR), cvmOk);
    const client = createCvm({ credentials: TENCENT, fetch, region: 'r', clock: clockAt(NOON).clock });
    const results = await Promise.all([1, 2].map(() => client.POST('/#RunInstances', { body: cvmBody })));
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(results.filter(({ data }) => data)).not.toHaveLength(0);
  });
});

describe('credentials', () => {
  test('a provider is asked before each request', async () => {
    const provider = vi.fn(async () => ({ ...TENCENT }));
    const { fetch } = recorder({ status: 503, json: '' }, cvmOk);
    await createCvm({ credentials: provider, fetch, region: 'r', clock: clockAt(NOON).clock }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(provider).toHaveBeenCalledTimes(2);
  });

  test('a provider that fails is a call that was not sent', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const credentials = () => Promise.reject(new Error('the file is gone'));
    const { error } = await createCvm({ credentials, fetch, region: 'r' }).POST('/#RunInstances', { body: cvmBody });
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ kind: 'not-sent', reason: 'credentials', spent: 'no' });
    expect(error?.message).toContain('the file is gone');
  });

  test('a provider that fails after a request was lost does not hide that', async () => {
    const { fetch } = recorder(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const provider = vi.fn<() => Promise<typeof TENCENT>>();
    provider.mockResolvedValueOnce(TENCENT).mockRejectedValue(new Error('gone'));
    const { error } = await createCvm({ credentials: provider, fetch, region: 'r', clock: clockAt(NOON).clock }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown', reason: 'connection', attempts: 2 });
  });

  test('what cannot be signed with was not sent', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { error } = await createCvm({ credentials: { secretId: '', secretKey: 'x' }, fetch, region: 'r' }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ kind: 'not-sent', reason: 'signing' });
    expect(error?.message).toContain('secretId');
  });
});

describe('aborting', () => {
  test('before anything was sent', async () => {
    const { sent, fetch } = recorder(cvmOk);
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r', signal: AbortSignal.abort() }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ kind: 'not-sent', reason: 'aborted', spent: 'no' });
  });

  test('while a purchase is under way: it may have happened', async () => {
    const stop = new AbortController();
    const fetch = (_: string, request: RequestInit) =>
      new Promise<Response>((_, reject) => {
        request.signal?.addEventListener('abort', () => reject(request.signal?.reason));
        stop.abort();
      });
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r' }).POST('/#RunInstances', {
      body: cvmBody,
      signal: stop.signal,
    });
    expect(error).toMatchObject({ kind: 'outcome-unknown', reason: 'aborted', spent: 'unknown', attempts: 1 });
  });

  test('between two requests: what is known of the first one holds', async () => {
    const stop = new AbortController();
    const { sent, fetch } = recorder({ status: 503, json: '' });
    const clock = { now: () => NOON, sleep: async () => stop.abort() };
    const { error } = await createCvm({ credentials: TENCENT, fetch, region: 'r', clock, signal: stop.signal }).POST(
      '/#RunInstances',
      { body: cvmBody },
    );
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ kind: 'outcome-unknown', status: 503 });
  });
});

describe('onAttempt', () => {
  test('tells of every request', async () => {
    const events: AttemptEvent[] = [];
    const { fetch } = recorder({ status: 503, json: '' }, cvmOk);
    const { clock } = clockAt(NOON);
    const retry = { random: () => 1 };
    const { token } = await createCvm({
      credentials: TENCENT,
      fetch,
      region: 'r',
      clock,
      retry,
      onAttempt: (event) => events.push(event),
    }).POST('/#RunInstances', { body: cvmBody });
    const common = {
      api: 'tencent-cvm',
      operation: 'RunInstances',
      method: 'POST',
      url: 'https://cvm.tencentcloudapi.com/',
      token,
      duration: 0,
      code: undefined,
      requestId: undefined,
    };
    expect(events).toEqual([
      {
        ...common,
        attempt: 1,
        startedAt: '2026-11-21T12:00:00.000Z',
        outcome: 'unreadable',
        status: 503,
        spent: 'unknown',
        retryIn: 500,
      },
      {
        ...common,
        attempt: 2,
        startedAt: '2026-11-21T12:00:00.500Z',
        outcome: 'success',
        status: 200,
        spent: 'yes',
        retryIn: undefined,
      },
    ]);
  });

  test('what it throws does not fail a purchase', async () => {
    const { fetch } = recorder(cvmOk);
    const onAttempt = () => {
      throw new Error('the log is full');
    };
    const { data } = await createCvm({ credentials: TENCENT, fetch, region: 'r', onAttempt }).POST('/#RunInstances', {
      body: cvmBody,
    });
    expect(data?.Response.InstanceIdSet).toEqual(['ins-1']);
  });
});

describe('whether a request has left', () => {
  const unreadable = Object.defineProperty({}, 'message', {
    get: () => {
      throw new Error('no');
    },
  });
  const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
  const failed = (cause: unknown) => new TypeError('fetch failed', { cause });

  test.each<[string, unknown, boolean]>([
    ['connect refused', failed(coded('ECONNREFUSED', { syscall: 'connect' })), false],
    ['name not found', failed(coded('ENOTFOUND', { syscall: 'getaddrinfo' })), false],
    ['no route while connecting', failed(coded('EHOSTUNREACH', { syscall: 'connect' })), false],
    ['no route while reading', failed(coded('EHOSTUNREACH', { syscall: 'read' })), true],
    ['connect timed out', failed(coded('UND_ERR_CONNECT_TIMEOUT')), false],
    ['a certificate that is not trusted', failed(coded('DEPTH_ZERO_SELF_SIGNED_CERT')), false],
    ['all addresses refused, or not told', failed(new AggregateError([coded('ECONNREFUSED'), new Error('?')])), true],
    ['all addresses refused', failed(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])), false],
    ['one address refused, one reset', failed(new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')])), true],
    ['reset', failed(coded('ECONNRESET', { syscall: 'read' })), true],
    ['the other side closed', failed(coded('UND_ERR_SOCKET')), true],
    ['Bun: refused', coded('ConnectionRefused'), false],
    ['no code', new TypeError('Load failed'), true],
    ['a text', 'no', true],
    ['nothing', undefined, true],
    ['a cause of itself', ((error: Error) => Object.assign(error, { cause: error }))(new Error('x')), true],
  ])('%s', (_, error, sent) => {
    expect(readLost(error).sent).toBe(sent);
  });

  test.each([undefined, null, 'text', 0, Object.freeze(new Error('frozen')), Object.create(null), unreadable])(
    'a fetch may throw %j',
    async (thrown) => {
      const fetch = () => Promise.reject(thrown);
      const { error } = await createBmc({ credentials: ZENLAYER, fetch }).POST('/api/v2/bmc#CreateInstances', {
        body: bmcBody,
      });
      expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown' });
    },
  );
});

test.each(SAMPLES.map((sample) => [`${sample.api.id} ${sample.operationId}`, sample] as const))(
  'every error of %s is known by its code',
  async (_, sample) => {
    const { api, operation, init, client } = sample;
    expect(operation.errorCodes.length).toBeGreaterThan(0);
    const kinds = Object.values(api.errorKinds).flat();
    expect(kinds.length).toBeGreaterThan(0);
    const [code] = operation.errorCodes;
    const { fetch } = recorder({
      status: 400,
      json: {
        ...(await import('./support/ledger-server.js').then(
          ({ errorBody }) => errorBody(api, code as string) as object,
        )),
      },
    });
    const { error } = await client({ fetch }).request(operation.method, operation.path, init);
    expect(error).toMatchObject({ kind: 'vendor', code });
  },
);

describe('options', () => {
  test.each([
    ['baseUrl', { baseUrl: '' }],
    ['baseUrl', { baseUrl: 'cvm.tencentcloudapi.com' }],
    ['baseUrl', { baseUrl: 'ftp://127.0.0.1' }],
    ['baseUrl', { baseUrl: 'http://user:pass@127.0.0.1' }],
    ['baseUrl', { baseUrl: 'http://127.0.0.1/?a=b' }],
    ['credentials', { credentials: undefined }],
    ['credentials', { credentials: 'AKID' }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: Number.NaN }],
    ['timeout', { timeout: Number.POSITIVE_INFINITY }],
    ['timeout', { timeout: 2 ** 31 }],
    ['retry.maxDelay', { retry: { maxDelay: 2 ** 31 } }],
    ['validate', { validate: 'maybe' }],
    ['retry.maxAttempts', { retry: { maxAttempts: 0 } }],
    ['retry.baseDelay', { retry: { baseDelay: -1 } }],
    ['retry.budget', { retry: { budget: Number.NaN } }],
  ])('%s: %j is refused', (option, options) => {
    const make = () => createCvm({ credentials: TENCENT, region: 'r', ...options } as never);
    expect(make).toThrow(ClientOptionsError);
    expect(make).toThrow(`createClient: ${option} must`);
  });
});
