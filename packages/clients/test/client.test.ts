import { describe, expect, test } from 'vitest';
import { ClientOptionsError } from '../src/client-options-error.js';
import { createClient as createBastion } from '../src/generated/jdcloud-bastion/index.js';
import { createClient as createEdcps } from '../src/generated/jdcloud-edcps/index.js';
import { createClient as createVm } from '../src/generated/jdcloud-vm/index.js';
import { createClient as createCvm } from '../src/generated/tencent-cvm/index.js';
import { createClient as createBmc } from '../src/generated/zenlayer-bmc/index.js';

/** A fetch that records what was sent and gives one answer. */
function recorder(answer: unknown, status = 200) {
  const sent: { method: string; url: string; headers: Headers; body: unknown }[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const text = await request.text();
    sent.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };
  return { sent, fetch };
}

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
const region = { path: { regionId: 'cn-north-1' } };

describe('requests', () => {
  test('JD Cloud: the region is in the path, the vendor is the default server', async () => {
    const { sent, fetch } = recorder({ requestId: 'r', result: { buyId: 'b', sourceIds: [] } });
    await createBastion({ fetch }).POST('/v1/regions/{regionId}/instances', { params: region, body: bastionBody });
    expect(sent).toMatchObject([
      { method: 'POST', url: 'https://bastion.jdcloud-api.com/v1/regions/cn-north-1/instances', body: bastionBody },
    ]);
  });

  test('EdCPS creates with PUT', async () => {
    const { sent, fetch } = recorder({ requestId: 'r', result: { instanceIds: [] } });
    const client = createEdcps({ fetch, baseUrl: 'http://127.0.0.1:4010/jdcloud-edcps/' });
    await client.PUT('/v1/regions/{regionId}/instances', {
      params: region,
      body: {
        instanceSpec: {
          az: 'cn-east-tz1a',
          deviceType: 'edcps.c.normal1',
          imageType: 'standard',
          osTypeId: 'os',
          sysRaidTypeId: 'raid',
          dataRaidTypeId: 'raid',
          networkType: 'vpc',
          name: 'node',
          count: 1,
          charge: {},
        },
      },
    });
    expect(sent).toMatchObject([
      { method: 'PUT', url: 'http://127.0.0.1:4010/jdcloud-edcps/v1/regions/cn-north-1/instances' },
    ]);
  });

  test('Tencent Cloud: the action, version and region headers come by themselves, the fragment is not sent', async () => {
    const { sent, fetch } = recorder({ Response: { InstanceIdSet: ['ins-1'], RequestId: 'r' } });
    const client = createCvm({ fetch, region: 'ap-guangzhou' });
    await client.POST('/#RunInstances', { body: { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-1' } });
    const [request] = sent;
    expect(new URL(request?.url ?? '').pathname).toBe('/');
    expect(new URL(request?.url ?? '').host).toBe('cvm.tencentcloudapi.com');
    expect(request?.headers.get('x-tc-action')).toBe('RunInstances');
    expect(request?.headers.get('x-tc-version')).toBe('2017-03-12');
    expect(request?.headers.get('x-tc-region')).toBe('ap-guangzhou');
  });

  test('Zenlayer: the path has no trailing slash and the action is a header', async () => {
    const { sent, fetch } = recorder({
      requestId: 'r',
      response: { requestId: 'r', instanceIdSet: [], orderNumber: 'o' },
    });
    await createBmc({ fetch }).POST('/api/v2/bmc#CreateInstances', {
      body: {
        zoneId: 'SEL-A',
        instanceChargeType: 'POSTPAID',
        instanceTypeId: 'M6C',
        internetChargeType: 'ByBandwidth',
      },
    });
    const [request] = sent;
    expect(new URL(request?.url ?? '').pathname).toBe('/api/v2/bmc');
    expect(request?.headers.get('x-zc-action')).toBe('CreateInstances');
    expect(request?.headers.get('x-zc-version')).toBe('2022-11-20');
  });

  test('a header that the caller gives wins over the one the client would supply', async () => {
    const { sent, fetch } = recorder({ Response: { InstanceIdSet: [], RequestId: 'r' } });
    const client = createCvm({ fetch, region: 'ap-guangzhou', headers: { 'X-TC-Language': 'en-US' } });
    await client.POST('/#RunInstances', {
      params: { header: { 'X-TC-Region': 'ap-hongkong' } },
      body: { Placement: { Zone: 'ap-hongkong-1' }, ImageId: 'img-1' },
    });
    expect(sent[0]?.headers.get('x-tc-region')).toBe('ap-hongkong');
    expect(sent[0]?.headers.get('x-tc-language')).toBe('en-US');
  });

  test.each(['', 'cvm.tencentcloudapi.com', 'ftp://127.0.0.1'])('the base URL %j is refused', (baseUrl) => {
    expect(() => createCvm({ baseUrl })).toThrow(ClientOptionsError);
    expect(() => createCvm({ baseUrl })).toThrow('baseUrl must be an http or https URL');
  });
});

describe('answers', () => {
  const body = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-1' };

  test('a Tencent success is data', async () => {
    const { fetch } = recorder({ Response: { InstanceIdSet: ['ins-1'], RequestId: 'r' } });
    const { data, error } = await createCvm({ fetch }).POST('/#RunInstances', { body });
    expect(error).toBeUndefined();
    expect(data?.Response.InstanceIdSet).toEqual(['ins-1']);
  });

  test('a Tencent error is error, although its HTTP status is 200, and the response keeps that status', async () => {
    const { fetch } = recorder({ Response: { Error: { Code: 'InvalidPeriod', Message: 'no' }, RequestId: 'r' } });
    const { data, error, response } = await createCvm({ fetch }).POST('/#RunInstances', { body });
    expect(data).toBeUndefined();
    expect(error?.Response.Error.Code).toBe('InvalidPeriod');
    expect(response.status).toBe(200);
  });

  test('a JD error inside a 200 is error', async () => {
    const { fetch } = recorder({ requestId: 'r', error: { code: 400, status: 'INVALID_ARGUMENT', message: 'no' } });
    const { data, error } = await createVm({ fetch }).POST('/v1/regions/{regionId}/instances', {
      params: region,
      body: { instanceSpec: { name: 'one' } },
    });
    expect(data).toBeUndefined();
    expect(error?.error.status).toBe('INVALID_ARGUMENT');
  });

  test('a Zenlayer error is error by its HTTP status', async () => {
    const { fetch } = recorder({ requestId: 'r', code: 'INVALID_ZONE_NOT_FOUND', message: 'no' }, 404);
    const { error } = await createBmc({ fetch }).POST('/api/v2/bmc#CreateInstances', {
      body: { zoneId: 'X', instanceChargeType: 'POSTPAID', instanceTypeId: 'M6C', internetChargeType: 'ByBandwidth' },
    });
    expect(error?.code).toBe('INVALID_ZONE_NOT_FOUND');
  });
});
