import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mock, MockStartError, startMock } from '../src/index.js';
import { sampleRequests } from './examples.js';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ auth: 'off' });
});
afterAll(() => mock.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** Sends a request exactly as given; fetch would mend some of it. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port: mock.port, method, path, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const zenlayer = { ...json, 'x-zc-action': 'CreateInstances', 'x-zc-version': '2022-11-20' };
const tencent = { ...json, 'x-tc-action': 'RunInstances', 'x-tc-version': '2017-03-12', 'x-tc-region': 'ap-guangzhou' };

const apis = {
  'jdcloud-vm': { method: 'POST', path: '/jdcloud-vm/v1/regions/cn-north-1/instances', headers: json },
  'jdcloud-edcps': { method: 'PUT', path: '/jdcloud-edcps/v1/regions/cn-north-1/instances', headers: json },
  'jdcloud-bastion': { method: 'POST', path: '/jdcloud-bastion/v1/regions/cn-north-1/instances', headers: json },
  'zenlayer-bmc': { method: 'POST', path: '/zenlayer-bmc/api/v2/bmc', headers: zenlayer },
  'tencent-cvm': { method: 'POST', path: '/tencent-cvm/', headers: tencent },
} as const;
type Api = keyof typeof apis;

/** The vendor's error code in an answer, wherever that vendor puts it. */
function codeOf(api: Api, body: unknown): unknown {
  const answer = body as { error?: { status: string }; code?: string; Response?: { Error?: { Code: string } } };
  if (api === 'zenlayer-bmc') return answer.code;
  return api === 'tencent-cvm' ? answer.Response?.Error?.Code : answer.error?.status;
}

const JD = { status: 400, code: 'INVALID_ARGUMENT' };
const JD_NOT_FOUND = { status: 404, code: 'NOT_FOUND' };
const tenMegabytes = Buffer.alloc(10 * 2 ** 20 + 1, 0x20);

describe('what reaches no operation gets the error of the vendor, promptly, and the server lives on', () => {
  const cases: [string, (api: Api) => Promise<Answer>, Record<Api, { status: number; code: string }>][] = [
    [
      'malformed JSON',
      (api) => send(apis[api].method, apis[api].path, apis[api].headers, '{"a":'),
      {
        'jdcloud-vm': JD,
        'jdcloud-edcps': JD,
        'jdcloud-bastion': JD,
        'zenlayer-bmc': { status: 400, code: 'INVALID_PARAMETER_TYPE' },
        'tencent-cvm': { status: 200, code: 'InvalidParameter' },
      },
    ],
    [
      'an empty body',
      (api) => send(apis[api].method, apis[api].path, apis[api].headers),
      {
        'jdcloud-vm': JD,
        'jdcloud-edcps': JD,
        'jdcloud-bastion': JD,
        'zenlayer-bmc': { status: 400, code: 'MISSING_PARAMETER' },
        'tencent-cvm': { status: 200, code: 'MissingParameter' },
      },
    ],
    [
      'a body that is not UTF-8',
      (api) => send(apis[api].method, apis[api].path, apis[api].headers, Buffer.from([0x22, 0xff, 0xfe, 0x22])),
      {
        'jdcloud-vm': JD,
        'jdcloud-edcps': JD,
        'jdcloud-bastion': JD,
        'zenlayer-bmc': { status: 400, code: 'INVALID_PARAMETER_TYPE' },
        'tencent-cvm': { status: 200, code: 'InvalidParameter' },
      },
    ],
    [
      'a wrong content type',
      (api) => send(apis[api].method, apis[api].path, { ...apis[api].headers, 'content-type': 'text/xml' }, '<a/>'),
      {
        'jdcloud-vm': JD,
        'jdcloud-edcps': JD,
        'jdcloud-bastion': JD,
        'zenlayer-bmc': { status: 400, code: 'INVALID_PARAMETER_VALUE' },
        'tencent-cvm': { status: 200, code: 'UnsupportedProtocol' },
      },
    ],
    [
      'an unknown path',
      (api) => send(apis[api].method, `/${api}/v9/nothing/here`, apis[api].headers, '{}'),
      {
        'jdcloud-vm': JD_NOT_FOUND,
        'jdcloud-edcps': JD_NOT_FOUND,
        'jdcloud-bastion': JD_NOT_FOUND,
        'zenlayer-bmc': { status: 404, code: 'OPERATION_FAILED_RESOURCE_NOT_FOUND' },
        'tencent-cvm': { status: 200, code: 'InvalidRequest' },
      },
    ],
    [
      'a path with a broken escape',
      (api) => send(apis[api].method, `/${api}/v1/regions/%zz/instances`, apis[api].headers, '{}'),
      {
        'jdcloud-vm': JD_NOT_FOUND,
        'jdcloud-edcps': JD_NOT_FOUND,
        'jdcloud-bastion': JD_NOT_FOUND,
        'zenlayer-bmc': { status: 404, code: 'OPERATION_FAILED_RESOURCE_NOT_FOUND' },
        'tencent-cvm': { status: 200, code: 'InvalidRequest' },
      },
    ],
    [
      'a wrong method',
      (api) => send('PATCH', apis[api].path, apis[api].headers, '{}'),
      {
        'jdcloud-vm': JD_NOT_FOUND,
        'jdcloud-edcps': JD_NOT_FOUND,
        'jdcloud-bastion': JD_NOT_FOUND,
        'zenlayer-bmc': { status: 404, code: 'OPERATION_FAILED_RESOURCE_NOT_FOUND' },
        'tencent-cvm': { status: 200, code: 'UnsupportedProtocol' },
      },
    ],
    [
      'a body of more than 10 MB',
      (api) => send(apis[api].method, apis[api].path, apis[api].headers, tenMegabytes),
      {
        'jdcloud-vm': JD,
        'jdcloud-edcps': JD,
        'jdcloud-bastion': JD,
        'zenlayer-bmc': { status: 400, code: 'INVALID_PARAMETER_EXCEED_LENGTH' },
        'tencent-cvm': { status: 200, code: 'RequestSizeLimitExceeded' },
      },
    ],
  ];

  for (const [title, call, expected] of cases) {
    test.each(Object.keys(apis) as Api[])(`${title}: %s`, async (api) => {
      const { status, headers, body } = await call(api);
      expect({ status, code: codeOf(api, body) }).toEqual(expected[api]);
      expect(headers['content-type']).toBe('application/json');
      expect(headers['x-launchspec-diagnosis']).toMatch(/\w/);
    });
  }

  test.each([
    ['zenlayer-bmc', { ...zenlayer, 'x-zc-action': 'Nothing' }, 'AUTHFAILURE_UNAUTHORIZED_OPERATION'],
    ['zenlayer-bmc', json, 'MISSING_PARAMETER'],
    ['tencent-cvm', { ...tencent, 'x-tc-action': 'Nothing' }, 'InvalidAction'],
    ['tencent-cvm', json, 'MissingParameter'],
    ['tencent-cvm', { ...tencent, 'x-tc-version': '2020-01-01' }, 'NoSuchVersion'],
  ] as const)('%s: an action that is unknown, missing or of another version', async (api, headers, code) => {
    const { body } = await send(
      apis[api].method,
      apis[api].path,
      headers,
      '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7"}',
    );
    expect(codeOf(api, body)).toBe(code);
  });

  test('a URL far longer than the vendor takes', async () => {
    const { status, body } = await send('GET', `/tencent-cvm/?Action=RunInstances&x=${'y'.repeat(300_000)}`);
    expect({ status, code: codeOf('tencent-cvm', body) }).toEqual({ status: 200, code: 'RequestSizeLimitExceeded' });
  });

  test('a caller that hangs up in the middle leaves the server as it was', async () => {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(mock.port, '127.0.0.1', () => {
        socket.write('POST /tencent-cvm/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"half"', () =>
          socket.destroy(),
        );
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
    expect((await send('GET', '/tencent-cvm/')).status).toBe(200);
  });

  test('nonsense in HTTP itself does not stop the server', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(mock.port, '127.0.0.1', () => socket.write('\u0000\u0001nonsense\r\n\r\n'));
      socket.on('data', (data) => resolve(data.toString())).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await send('GET', '/tencent-cvm/')).status).toBe(200);
  });
});

describe('HTTP as few clients speak it', () => {
  const body = '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7"}';
  const lines = ['X-TC-Action: RunInstances', 'X-TC-Version: 2017-03-12', 'X-TC-Region: r'];
  const post = (version: string, ...more: string[]) =>
    [
      `POST /tencent-cvm/ HTTP/${version}`,
      ...lines,
      'Content-Type: application/json',
      ...more,
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');

  /** Everything that comes back until the connection closes. */
  const exchange = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(mock.port, '127.0.0.1', () => socket.write(text));
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received)).on('error', reject);
    });
  const close = 'Connection: close';

  test('HTTP/1.0 without a Host', async () => {
    expect(await exchange(post('1.0'))).toMatch(/^HTTP\/1\.1 200 OK.*"InstanceIdSet":\["ins-/s);
  });

  test('several requests at once are answered in their order', async () => {
    const received = await exchange(
      `${post('1.1', 'Host: x')}GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n${post('1.1', 'Host: x', close)}`,
    );
    const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(['200', '404', '200']);
    expect(received.match(/ins-[a-z0-9]{8}/g)).toHaveLength(2);
  });

  test('an action that is given twice is none that there is', async () => {
    expect(await exchange(post('1.1', 'Host: x', 'X-TC-Action: RunInstances', close))).toContain('"InvalidAction"');
  });

  test('a header that Node makes a list of', async () => {
    const { headers } = await send('POST', '/tencent-cvm/', { ...tencent, 'set-cookie': 'a=b' }, body);
    expect(headers['x-launchspec-diagnosis']).toBeUndefined();
  });

  test.each(['CONNECT x:1', 'OPTIONS *', 'GET http:///tencent-cvm/', 'GET //tencent-cvm/', 'GET /tencent-cvm/%00'])(
    '%s does no harm',
    async (line) => {
      await exchange(`${line} HTTP/1.1\r\nHost: x\r\n${close}\r\n\r\n`);
      expect(await exchange(post('1.1', 'Host: x', close))).toContain('"InstanceIdSet"');
    },
  );

  test('callers that hang up while their answers wait leave the server as it was, and no warning', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on('warning', warn);
    const before = mock.purchases().length;
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const received = exchange(post('1.1', 'Host: x', 'Prefer: wait=0.05', close));
        const left = connect(mock.port, '127.0.0.1');
        left.on('error', () => undefined);
        left.write(post('1.1', 'Host: x', 'Prefer: wait=0.01'), () => setImmediate(() => left.resetAndDestroy()));
        expect(await received).toContain('"InstanceIdSet"');
      }),
    );
    process.off('warning', warn);
    expect(warnings).toEqual([]);
    expect(mock.purchases().length).toBeGreaterThanOrEqual(before + 30);
  });

  test('a break in one of several requests on a connection does not undo the ones before', async () => {
    const before = mock.purchases().length;
    const received = await exchange(post('1.1', 'Host: x') + post('1.1', 'Host: x', 'Prefer: fault=half-answer')).catch(
      () => '',
    );
    expect(received.length).toBeLessThan(1000);
    expect(mock.purchases().length).toBe(before + 2);
  });

  test('the prefix and the Host count before what names an action of another API', async () => {
    const vmPath = '/jdcloud-vm/v1/regions/cn-north-1/instances';
    const vmBody = '{"instanceSpec":{"agId":"ag-81qq1234pn","name":"one"}}';
    expect((await send('POST', vmPath, { ...tencent, ...zenlayer }, vmBody)).status).toBe(200);
    const { body: answer } = await send('POST', vmPath, { ...tencent, host: 'cvm.tencentcloudapi.com' }, body);
    expect(codeOf('tencent-cvm', answer)).toBe('InvalidRequest');
  });

  test('a query of a hundred thousand parameters is refused at once', { timeout: 5000 }, async () => {
    const query = Array.from({ length: 100_000 }, (_, index) => `n${index}=1`).join('&');
    const { status, headers } = await send('GET', `/jdcloud-vm/v1/regions/cn-north-1/instances?${query}`);
    expect(status).toBe(400);
    expect(headers['x-launchspec-diagnosis']).toMatch(/larger than the API takes/);
  });
});

describe('addressing', () => {
  const body = '{"instanceSpec":{"agId":"ag-81qq1234pn","name":"one"}}';

  test.each([
    ['vm.jdcloud-api.com', '/v1/regions/cn-north-1/instances', 200],
    ['vm.jdcloud-api.com:4010', '/v1/regions/cn-north-1/instances', 200],
    ['VM.JDCLOUD-API.COM', '/v1/regions/cn-north-1/instances', 200],
    ['vm.internal.cn-north-1.jdcloud-api.com', '/v1/regions/cn-north-1/instances', 200],
    ['vm.jdcloud-api.com.example.org', '/v1/regions/cn-north-1/instances', 404],
    ['jdcloud-vm.localhost', '/v1/regions/cn-north-1/instances', 200],
    ['jdcloud-vm.localhost:4010', '/v1/regions/cn-north-1/instances', 200],
    ['127.0.0.1', '/jdcloud-vm/v1/regions/cn-north-1/instances', 200],
    ['127.0.0.1', '/v1/regions/cn-north-1/instances', 404],
  ])('Host %s and path %s: %i', async (host, path, status) => {
    expect((await send('POST', path, { ...json, host }, body)).status).toBe(status);
  });

  test.each([
    ['vm', 'jdcloud-vm'],
    ['bastion', 'jdcloud-bastion'],
    ['edcps', 'jdcloud-edcps'],
  ])('a signature for the service %s is for %s, unless something else says otherwise', async (service, api) => {
    const authorization = `JDCLOUD2-HMAC-SHA256 Credential=launchspec/20261121/cn-north-1/${service}/jdcloud2_request, SignedHeaders=host, Signature=0`;
    const answeredBy = async (path: string, headers: Record<string, string> = {}) => {
      await send('GET', path, { authorization, ...headers });
      return mock.journal().at(-1)?.api;
    };
    expect(await answeredBy('/v1/regions/cn-north-1/instances')).toBe(api);
    expect(await answeredBy('/zenlayer-bmc/v1')).toBe('zenlayer-bmc');
    expect(await answeredBy('/', { 'x-tc-action': 'RunInstances' })).toBe('tencent-cvm');
    expect(await answeredBy('/', { 'x-tc-action': 'RunInstances', host: 'console.zenlayer.com' })).toBe('zenlayer-bmc');
  });

  test('a request for no API is told the ways', async () => {
    const { status, headers, body: answer } = await send('GET', '/nothing');
    expect(status).toBe(404);
    expect(headers['x-launchspec-diagnosis']).toMatch(/^No API matches this request/);
    expect(answer).toMatchObject({
      prefixes: expect.arrayContaining(['/tencent-cvm']),
      hosts: expect.arrayContaining(['vm.jdcloud-api.com']),
    });
  });

  test('a form body is read like a query', async () => {
    const form = 'Action=RunInstances&Version=2017-03-12&Region=ap-guangzhou&Placement.Zone=z&ImageId=img-pmqg1cw7';
    const { body: answer } = await send(
      'POST',
      '/tencent-cvm/',
      { 'content-type': 'application/x-www-form-urlencoded' },
      form,
    );
    expect(answer).toMatchObject({ Response: { InstanceIdSet: expect.any(Array) } });
  });

  test('a GET with its common parameters in headers is read like a POST', async () => {
    const { body: answer } = await send('GET', '/tencent-cvm/?Placement.Zone=z&ImageId=img-pmqg1cw7', tencent);
    expect(answer).toMatchObject({ Response: { InstanceIdSet: expect.any(Array) } });
  });

  test('a null counts as left out where the vendor SDKs send it so, and nowhere else', async () => {
    const spec =
      '{"instanceSpec":{"agId":"ag-81qq1234pn","name":"one","password":null,"dataDisks":null},"clientToken":null}';
    expect((await send('POST', apis['jdcloud-vm'].path, json, spec)).status).toBe(200);
    const { body: answer } = await send(
      'POST',
      '/tencent-cvm/',
      tencent,
      '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7","ClientToken":null}',
    );
    expect(codeOf('tencent-cvm', answer)).toBe('InvalidParameterValue');
  });
});

describe('the query form', () => {
  const query = (text: string) =>
    send(
      'GET',
      `/tencent-cvm/?Action=RunInstances&Version=2017-03-12&Region=r&Placement.Zone=z&ImageId=img-pmqg1cw7&${text}`,
    );

  test.each([
    ['InstanceCount=2', undefined],
    ['InstanceCount=two', 'InvalidParameterValue'],
    ['InstanceCount=101', 'InvalidParameterValue.Range'],
    ['InternetAccessible.PublicIpAssigned=TRUE&InternetAccessible.InternetMaxBandwidthOut=10', undefined],
    ['InternetAccessible.PublicIpAssigned=TRUE', 'InvalidParameterCombination'],
    ['InternetAccessible.PublicIpAssigned=false', undefined],
    ['InternetAccessible.PublicIpAssigned=yes', 'InvalidParameterValue'],
    ['InstanceName=a&InstanceName=b', 'InvalidParameterValue'],
    ['Placement=z', 'InvalidParameterValue'],
    ['Nothing=1', 'UnknownParameter'],
    ['DataDisks.x.DiskSize=100', 'UnknownParameter'],
    ['__proto__.polluted=1', 'UnknownParameter'],
    ['SecurityGroupIds.1=sg-b&SecurityGroupIds.0=sg-a', undefined],
  ])('%s: %s', async (text, code) => {
    const { body } = await query(text);
    expect(codeOf('tencent-cvm', body)).toBe(code);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('Prefer', () => {
  const call = (api: string, prefer: string) => {
    const { method, path, headers } = apis[api as Api];
    return send(method, path, { ...headers, prefer }, bodies[api as Api]);
  };
  const bodies: Record<Api, string> = {
    'jdcloud-vm': '{"instanceSpec":{"agId":"ag-81qq1234pn","name":"one"}}',
    'jdcloud-edcps':
      '{"instanceSpec":{"az":"z","deviceType":"d","imageType":"standard","osTypeId":"o","sysRaidTypeId":"r","dataRaidTypeId":"r","networkType":"vpc","name":"one","count":1,"charge":{}}}',
    'jdcloud-bastion':
      '{"instanceSpec":{"az":"z","vpcId":"v","subnetId":"s","spec":"s","quantity":1,"ipVersion":"v4"}}',
    'zenlayer-bmc':
      '{"instanceChargeType":"POSTPAID","instanceTypeId":"M6C","internetChargeType":"ByBandwidth","zoneId":"SEL-A"}',
    'tencent-cvm': '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7"}',
  };

  test.each(sampleRequests().map((sample) => [`${sample.api} ${sample.operation.operationId}`, sample] as const))(
    'every error that the spec names for %s can be asked for by that name',
    async (_, { api, errors, method, path, headers, request }) => {
      expect(Object.keys(errors).length).toBeGreaterThan(4);
      for (const [example, { status, code }] of Object.entries(errors)) {
        const body = request === undefined ? '' : JSON.stringify(request);
        const answer = await send(method, `/${api}${path}`, { ...headers, prefer: `example=${example}` }, body);
        expect({ example, status: answer.status, code: codeOf(api as Api, answer.body) }).toEqual({
          example,
          status,
          code,
        });
      }
    },
  );

  test.each([
    ['jdcloud-vm', 'code=404', 404, 'NOT_FOUND'],
    ['jdcloud-vm', 'code=404, example=subnet-not-found', 404, 'NOT_FOUND'],
    ['jdcloud-vm', 'code=404;example="subnet-not-found"', 404, 'NOT_FOUND'],
    ['zenlayer-bmc', 'code=404', 404, undefined],
  ] as const)('%s, %s: %i', async (api, prefer, status, code) => {
    const answer = await call(api, prefer);
    expect(answer.status).toBe(status);
    if (code) expect(codeOf(api, answer.body)).toBe(code);
  });

  test.each(Object.keys(apis) as Api[])('dynamic=true makes an answer of the right shape: %s', async (api) => {
    const { status, body } = await call(api, 'dynamic=true');
    expect(status).toBe(200);
    expect(codeOf(api, body)).toBeUndefined();
    expect(JSON.stringify(body)).toMatch(/[rR]equestId/);
  });

  test.each([',,,', '=x', 'respond-async', 'wait=000'])('%j asks for nothing', async (prefer) => {
    expect((await call('jdcloud-vm', prefer)).status).toBe(200);
  });

  test.each([
    ['code=418', /code 418 is not documented for createInstances; one of 200, 400, 401/],
    ['code=often', /code must be an HTTP status/],
    ['example=nothing', /example nothing is not an example of createInstances; one of .*snapshot-not-found/],
    ['dynamic=perhaps', /dynamic must be true or false/],
    ['validation=perhaps', /validation must be on or off/],
    ['fault=latency', /fault must be one of throttle/],
    ['fault=__proto__', /fault must be one of throttle/],
    ['wait=-1', /wait must be a number of seconds below 1000/],
    ['wait=1e3', /wait must be a number of seconds below 1000/],
    ['wait=NaN', /wait must be a number of seconds below 1000/],
    ['code="404', /code must be an HTTP status/],
    ['example=', /example {2}is not an example of createInstances/],
    ['example=toString', /example toString is not an example of createInstances/],
  ])('%s is explained', async (prefer, message) => {
    const { status, headers, body } = await call('jdcloud-vm', prefer);
    expect(status).toBe(400);
    expect((body as { launchspec: string }).launchspec).toMatch(message);
    expect(headers['x-launchspec-diagnosis']).toMatch(message);
    expect(mock.journal().at(-1)?.diagnosis).toMatch(message);
  });
});

describe('rules across fields', () => {
  const prepaidWithoutTerms = '{"Placement":{"Zone":"z"},"ImageId":"img-pmqg1cw7","InstanceChargeType":"PREPAID"}';
  const call = (prefer?: string) =>
    send('POST', '/tencent-cvm/', { ...tencent, ...(prefer ? { prefer } : {}) }, prepaidWithoutTerms);

  test('a broken rule is answered with the vendor code that the spec names for it', async () => {
    const { status, headers, body } = await call();
    expect(status).toBe(200);
    expect(codeOf('tencent-cvm', body)).toBe('MissingParameter');
    expect(headers['x-launchspec-diagnosis']).toMatch(
      /^\/body\/InstanceChargePrepaid breaks the rule prepaid-needs-terms: /,
    );
  });

  test('where the document has the wire message for the case, that is the message', async () => {
    const body = '{"instanceSpec":{"az":"z","instanceType":"g.n2.large","name":"one"}}';
    const answer = await send('POST', apis['jdcloud-vm'].path, json, body);
    expect(answer.body).toMatchObject({ error: { message: 'Parameter InstanceSpec.ImageId missing' } });
  });

  test('Prefer: validation=off skips them, and nothing else', async () => {
    expect(codeOf('tencent-cvm', (await call('validation=off')).body)).toBeUndefined();
    const { body } = await send(
      'POST',
      '/tencent-cvm/',
      { ...tencent, prefer: 'validation=off' },
      '{"ImageId":"img-pmqg1cw7"}',
    );
    expect(codeOf('tencent-cvm', body)).toBe('MissingParameter');
  });
});

describe('starting', () => {
  test('a port in use is one clear error', async () => {
    const error = await startMock({ port: mock.port }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MockStartError);
    expect((error as Error).message).toBe(
      `Cannot listen on 127.0.0.1:${mock.port}: the port is in use; choose another with --port.`,
    );
  });

  test('an API that does not exist is named', async () => {
    await expect(startMock({ apis: ['aws-ec2'] })).rejects.toThrow('There is no API aws-ec2; the APIs are jdcloud-vm');
  });

  test('only the APIs asked for are served', async () => {
    const one = await startMock({ apis: ['tencent-cvm'] });
    try {
      expect(
        (await fetch(`http://127.0.0.1:${one.port}/jdcloud-vm/v1/regions/cn-north-1/instances`, { method: 'POST' }))
          .status,
      ).toBe(404);
      expect((await fetch(`${one.url('tencent-cvm')}/`)).status).toBe(200);
    } finally {
      await one.close();
    }
  });
});
