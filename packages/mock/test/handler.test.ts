import { describe, expect, test } from 'vitest';
import { CATALOG } from '../src/catalog.js';
import { MockHandler } from '../src/handler.js';
import { isTooLarge } from '../src/too-large.js';

const handler = new MockHandler([...CATALOG.values()], { auth: 'off' });
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const tencent = { 'x-tc-action': 'RunInstances', 'x-tc-version': '2017-03-12', 'x-tc-region': 'ap-guangzhou' };
const zenlayer = { ...json, 'x-zc-action': 'CreateInstances', 'x-zc-version': '2022-11-20' };
const common = 'Action=RunInstances&Version=2017-03-12&Region=ap-guangzhou';
const smallest = { Placement: { Zone: 'z' }, ImageId: 'img-pmqg1cw7' };

async function send(method: string, target: string, headers: Record<string, string> = {}, body: unknown = '') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await handler.handle({ method, target, headers, body: new TextEncoder().encode(text) });
  return { ...answer, body: JSON.parse(answer.body) };
}
const cvm = (body: unknown) => send('POST', '/tencent-cvm/', { ...json, ...tencent }, body);
const vm = (body: unknown) => send('POST', '/jdcloud-vm/v1/regions/cn-north-1/instances', json, body);
const bmc = (change: object) =>
  send('POST', '/zenlayer-bmc/api/v2/bmc', zenlayer, {
    instanceChargeType: 'POSTPAID',
    instanceTypeId: 'M6C',
    internetChargeType: 'ByBandwidth',
    zoneId: 'SEL-A',
    ...change,
  });

describe('what would keep the mock busy, or end it, is answered at once', () => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
  const tooLarge = { Response: { Error: { Code: 'RequestSizeLimitExceeded' } } };

  test.each([
    ['many objects, each wrong', () => cvm({ ...smallest, TagSpecification: Array(100_000).fill({}) }), tooLarge],
    [
      'a text that needs more stack than there is',
      () => cvm({ ...smallest, HostName: 'a.'.repeat(4_000_000) }),
      tooLarge,
    ],
    ['many unknown names', () => cvm(Object.fromEntries(tags(100_000).map(({ Key }) => [Key, 1]))), tooLarge],
    ['a deep body', () => cvm(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), tooLarge],
    ['many names in a form', () => send('POST', `/tencent-cvm/?${common}`, form, 'a=&'.repeat(200_000)), tooLarge],
    [
      'each of many tags compared with each other one',
      () => cvm({ ...smallest, TagSpecification: [{ ResourceType: 'instance', Tags: tags(3000) }] }),
      { Response: { Error: { Code: 'InvalidParameterValue.DuplicateTags' } } },
    ],
    [
      'names of a hundred million digits',
      () => bmc({ instanceName: 'web_[1,99999999]', amount: 100 }),
      { code: 'INVALID_PARAMETER_INSTANCE_NAME_EXCEED' },
    ],
    [
      'padding in the wrong place',
      () => cvm({ ...smallest, UserData: `${'='.repeat(200_000)}a` }),
      { Response: { Error: { Code: 'InvalidParameterValue' } } },
    ],
    [
      'a deep body where null is left out',
      () => vm(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
      { error: { status: 'INVALID_ARGUMENT' } },
    ],
  ])('%s', { timeout: 3000 }, async (_, call, expected) => {
    const { body, headers } = await call();
    expect(body).toMatchObject(expected);
    expect(headers['x-launchspec-diagnosis']).toMatch(/\w/);
  });

  test('the diagnosis of many violations is short', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`名字${index}`, 1]));
    const { headers } = await cvm({ ...smallest, ...many });
    expect(headers['x-launchspec-diagnosis']?.length).toBeLessThan(2100);
    const few = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`n${index}`, 1]));
    expect((await cvm({ ...smallest, ...few })).headers['x-launchspec-diagnosis']).toMatch(/; and 5 more$/);
  });

  test.each([
    [undefined, false],
    [null, false],
    ['x'.repeat(30_000), false],
    [Array(9_000).fill(1), false],
    ['x'.repeat(300_000), true],
    [{ a: ['x'.repeat(300_000)] }, true],
    [Array(11_000).fill(1), true],
    [Array(200).fill(Array(100).fill(0)), true],
  ])('too large or not, case %#', (body, expected) => {
    expect(isTooLarge(body)).toBe(expected);
  });
});

test('the journal does not keep what would fill the memory', async () => {
  const journal = () => handler.journal.entries().at(-1);
  await cvm({ ...smallest, HostName: 'h'.repeat(100_000) });
  expect(journal()?.request).toMatchObject(smallest);
  await cvm({ ...smallest, HostName: 'h'.repeat(300_000) });
  expect(journal()).toMatchObject({
    request: undefined,
    notes: ['The request is not shown: it is larger than 262144 bytes.'],
  });
  await send('GET', `/jdcloud-vm/${'x'.repeat(300_000)}`);
  expect(journal()?.path).toHaveLength(1000);
});

describe('a target that is a whole URL, as a proxy gets it', () => {
  const body = { instanceSpec: { agId: 'ag-81qq1234pn', name: 'one' } };

  test.each([
    ['http://vm.jdcloud-api.com/v1/regions/cn-north-1/instances', 'ignored.example', 200],
    ['HTTPS://vm.jdcloud-api.com:443/v1/regions/cn-north-1/instances?x=y', '127.0.0.1', 200],
    ['http://127.0.0.1:4010/jdcloud-vm/v1/regions/cn-north-1/instances', '127.0.0.1:4010', 200],
    ['http://127.0.0.1:4010/v1/regions/cn-north-1/instances', 'vm.jdcloud-api.com', 404],
    ['ftp://vm.jdcloud-api.com/v1/regions/cn-north-1/instances', '127.0.0.1', 404],
  ])('%s, Host %s: %i', async (target, host, status) => {
    expect((await send('POST', target, { ...json, host }, body)).status).toBe(status);
  });

  test('without a path it means the root', async () => {
    const { body: answer } = await send('POST', 'http://cvm.tencentcloudapi.com', { ...json, ...tencent }, smallest);
    expect(answer).toMatchObject({ Response: { InstanceIdSet: expect.any(Array) } });
  });
});

describe('the query form', () => {
  const code = async (method: string, query: string, headers: Record<string, string> = {}, body: unknown = '') => {
    const answer = await send(method, `/tencent-cvm/?${query}`, headers, body);
    return answer.body.Response.Error ?? {};
  };
  const good = `${common}&Placement.Zone=z&ImageId=img-pmqg1cw7`;

  test('without any parameter of the action names what is missing', async () => {
    const expected = { Code: 'MissingParameter', Message: 'The required parameter `Placement` is missing.' };
    expect(await code('GET', common)).toEqual(expected);
    expect(await code('GET', '', tencent)).toEqual(expected);
    expect(await code('POST', common, form)).toEqual(expected);
  });

  test.each(['Region=b', 'Version=2017-03-12', 'Action=RunInstances', 'Action=Other'])(
    'a common parameter given twice is refused: %s',
    async (second) => {
      expect(await code('GET', `${good}&${second}`)).toMatchObject({ Code: 'InvalidParameterValue' });
    },
  );

  test('an element has one name', async () => {
    expect(await code('GET', `${good}&SecurityGroupIds.0=a&SecurityGroupIds.00=b`)).toEqual({
      Code: 'UnknownParameter',
      Message: 'The parameter `SecurityGroupIds.00` is not known.',
    });
  });

  test('a parameter without a name is not called the body', async () => {
    expect((await code('GET', `${good}&=x`)).Message).toBe('The parameter `` is not known.');
  });

  test.each([
    ['JSON with the action in the query', 'POST', good, json, smallest, 'UnsupportedProtocol'],
    ['nothing to post', 'POST', good, {}, '', 'MissingParameter'],
    ['JSON that says it is a form', 'POST', '', { ...form, ...tencent }, smallest, 'UnsupportedProtocol'],
  ] as const)('%s', async (_, method, query, headers, body, expected) => {
    expect((await code(method, query, headers, body)).Code).toBe(expected);
  });

  test('JSON that says it is a form, as curl sends it, does not come back as the name of a parameter', async () => {
    const secret = { LoginSettings: { Password: 'cana=ry&Canary1' } };
    for (const target of ['/tencent-cvm/', `/tencent-cvm/?${common}`]) {
      const answer = await send('POST', target, { ...form, ...tencent }, secret);
      expect(JSON.stringify(answer)).not.toMatch(/canary1|cana=/i);
    }
  });
});

test('of a preference that is given twice the first one counts', async () => {
  const prefer = 'code=404, code=500; example=subnet-not-found';
  const answer = await send(
    'POST',
    '/jdcloud-vm/v1/regions/cn-north-1/instances',
    { ...json, prefer },
    { instanceSpec: { agId: 'ag-81qq1234pn', name: 'one' } },
  );
  expect(answer.status).toBe(404);
});

test('every refusal has a request id of its own, which the journal knows it by', async () => {
  const strict = new MockHandler([...CATALOG.values()]);
  const [target, headers] = ['/tencent-cvm/', { ...json, ...tencent }];
  const answers = [
    await send('POST', target, json, {}),
    await cvm({}),
    await send('POST', target, { ...headers, prefer: 'fault=throttle' }, smallest),
  ];
  const body = new TextEncoder().encode('{}');
  const unsigned = await strict.handle({ method: 'POST', target, headers, body });
  const seen = [...answers.map((answer) => answer.body.Response), JSON.parse(unsigned.body).Response];
  expect(seen.map(({ Error: { Code } }) => Code)).toEqual([
    'MissingParameter',
    'MissingParameter',
    'RequestLimitExceeded',
    'MissingParameter', // as the vendor says it of Authorization
  ]);
  const ids = seen.map(({ RequestId }) => RequestId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(
    [...handler.journal.entries().slice(-3), ...strict.journal.entries()].map(({ requestId }) => requestId),
  ).toEqual(ids);
});
