import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  AdminProblem,
  createMockFetch,
  type Fault,
  type Mock,
  type MockFetchOptions,
  type MockOptions,
  MockStartError,
  startMock,
} from '../src/index.js';

const running: Mock[] = [];
afterEach(async () => {
  for (const mock of running.splice(0)) await mock.close();
});

async function started(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ auth: 'off', ...options });
  running.push(mock);
  return mock;
}

/** Whether anything listens on a port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const portOf = (url: string | undefined) => Number(new URL(url ?? '').port);

describe('where the admin calls are', () => {
  test('beside the APIs, unless said otherwise', async () => {
    const mock = await started();
    expect(mock.adminUrl).toBe(`http://127.0.0.1:${mock.port}/__launchspec`);
    expect(await (await fetch(`${mock.adminUrl}/health`)).json()).toMatchObject({ status: 'ok' });
  });

  test('nowhere', async () => {
    const mock = await started({ admin: false });
    expect(mock.adminUrl).toBeUndefined();
    expect((await fetch(`http://127.0.0.1:${mock.port}/__launchspec/health`)).status).toBe(404);
  });

  test('on a port of their own, for the same mock, and then not beside the APIs', async () => {
    const mock = await started({ admin: { port: 0 } });
    expect(portOf(mock.adminUrl)).not.toBe(mock.port);
    expect(await (await fetch(`${mock.adminUrl}/health`)).json()).toMatchObject({ status: 'ok' });
    const beside = await fetch(`http://127.0.0.1:${mock.port}/__launchspec/reset`, { method: 'POST' });
    expect(beside.status).toBe(404);
    expect(await beside.json()).toHaveProperty('prefixes');
    const { entries } = (await (await fetch(`${mock.adminUrl}/journal`)).json()) as { entries: object[] };
    expect(entries).toEqual([expect.objectContaining({ path: '/__launchspec/reset', status: 404 })]);
  });

  test('a port of their own has no API', async () => {
    const mock = await started({ admin: { port: 0 } });
    for (const path of ['/', '/tencent-cvm/', '/health', '/__launchspec', '/__launchspecs/health']) {
      const answer = await fetch(new URL(path, mock.adminUrl));
      expect([answer.status, await answer.json()]).toEqual([
        404,
        expect.objectContaining({ calls: expect.any(Array) }),
      ]);
    }
    expect(mock.journal()).toEqual([]);
  });

  test('the chosen address is bracketed where it has to be', async () => {
    const error = await startMock({ admin: { port: -1, host: '::1' } }).catch((caught: unknown) => caught);
    expect((error as Error).message).toBe('Cannot listen on [::1]:-1: a port is a whole number from 0 to 65535.');
  });

  test('both ports close with the mock, which may be closed twice', async () => {
    const mock = await started({ admin: { port: 0 } });
    const ports = [mock.port, portOf(mock.adminUrl)];
    expect(await Promise.all(ports.map(listens))).toEqual([true, true]);
    await Promise.all([mock.close(), mock.close()]);
    await mock.close();
    expect(await Promise.all(ports.map(listens))).toEqual([false, false]);
  });

  test('a port that cannot be had leaves nothing open', async () => {
    const taken = await started();
    const free = await started();
    await free.close();
    const error = await startMock({ port: free.port, admin: { port: taken.port } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MockStartError);
    expect((error as Error).message).toBe(
      `Cannot listen on 127.0.0.1:${taken.port}: the port is in use; choose another with --admin-port.`,
    );
    expect(await listens(free.port)).toBe(false);
  });

  test('the port of the APIs is not to be had twice', async () => {
    const free = await started();
    await free.close();
    await expect(startMock({ port: free.port, admin: { port: free.port } })).rejects.toThrow('--admin-port');
    expect(await listens(free.port)).toBe(false);
  });

  test.each([-1, 70_000, 1.5, Number.NaN])('port %d is refused in one line', async (port) => {
    await expect(startMock({ port })).rejects.toThrow(MockStartError);
    await expect(startMock({ admin: { port } })).rejects.toThrow(MockStartError);
  });
});

describe('what an admin call cannot take is refused, says why, and changes nothing', () => {
  const cvm = (settings: string) => ['POST', '/settings', `{"api":"tencent-cvm",${settings}}`] as const;
  const fault = (members: string) => ['POST', '/faults', `{${members}}`] as const;
  const clock = (body: string | Uint8Array<ArrayBuffer>) => ['POST', '/clock', body] as const;

  test.each([
    [...clock('{"advance":1e300}'), 'advance must not lead beyond the year 9000'],
    [...clock('{"advance":"99999999999999999999d"}'), 'advance must not lead beyond the year 9000'],
    [...clock('{"advance":1e999}'), 'advance must be a duration'],
    [...clock('{"advance":-1}'), 'advance must be a duration'],
    [...clock('{"advance":["2m"]}'), 'advance must be a duration'],
    [...clock('{"advance":"2 m"}'), 'advance must be a duration'],
    [...clock('{"advance":null}'), 'advance must be a duration'],
    [...clock('{"freeze":1}'), 'freeze must be true or false'],
    [...clock('{"freeze":null}'), 'freeze must be true or false'],
    [...clock('{"advnace":"2m"}'), 'there is no advnace; there are advance, freeze'],
    [...clock('{"__proto__":1}'), 'there is no __proto__'],
    [...clock('{}'), 'advance or freeze must be given'],
    [...clock(''), 'advance or freeze must be given'],
    [...clock('[]'), 'the body must be a JSON object'],
    [...clock('null'), 'the body must be a JSON object'],
    [...clock('{'), 'the body must be JSON in UTF-8'],
    [...clock('['.repeat(100_000)), 'the body must be JSON in UTF-8'],
    [...clock(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 'the body must be JSON in UTF-8'],
    ['POST', '/settings', '{}', 'api must be one of jdcloud-vm'],
    ['POST', '/settings', '{"api":["tencent-cvm"],"quota":1}', 'api must be one of jdcloud-vm'],
    [...cvm('"quota":1e999'), 'quota must be a whole number from 0 on, or null'],
    [...cvm('"quota":-1'), 'quota must be a whole number'],
    [...cvm('"quota":1.5'), 'quota must be a whole number'],
    [...cvm('"quota":"1"'), 'quota must be a whole number'],
    [...cvm('"failing":null'), 'failing must be a whole number from 0 on'],
    [...cvm('"creationTime":1e300'), 'creationTime must be a number of milliseconds from 0 to a hundred years'],
    [...cvm('"creationTime":null'), 'creationTime must be a number of milliseconds'],
    [...cvm('"balance":1e999'), 'balance must be a number from 0 on, or null'],
    [...cvm('"absent":"x"'), 'absent must be a list of texts'],
    [...cvm('"soldOut":[1]'), 'soldOut must be a list of texts'],
    [...cvm('"refuse":["Nothing"]'), 'RunInstances has no error Nothing; its errors are '],
    [...cvm('"qouta":1'), 'there is no qouta; there are api, creationTime'],
    [...cvm('"toString":1'), 'there is no toString'],
    [...fault('"kind":"flood"'), 'kind must be one of latency'],
    [...fault('"kind":["throttle"]'), 'kind must be one of latency'],
    [...fault('"times":1'), 'kind must be one of latency'],
    [...fault('"kind":"latency"'), 'a latency needs a delay'],
    [...fault('"kind":"latency","delay":[5]'), 'delay must be milliseconds'],
    [...fault('"kind":"latency","delay":-1'), 'delay must be milliseconds'],
    [...fault('"kind":"latency","delay":1e999'), 'delay must be milliseconds'],
    [...fault('"kind":"status","status":404.5'), 'status must be an HTTP status'],
    [...fault('"kind":"status","status":200'), 'status must be an HTTP status'],
    [...fault('"kind":"throttle","status":500'), 'status is for the kind status only'],
    [...fault('"kind":"throttle","times":0'), 'times must be a whole number from 1 on'],
    [...fault('"kind":"throttle","times":1e300'), 'times must be a whole number from 1 on'],
    [...fault('"kind":"throttle","rate":1.1'), 'rate must be a number from 0 to 1'],
    [...fault('"kind":"throttle","api":"nobody"'), 'api must be one of jdcloud-vm'],
    [...fault('"kind":"throttle","operation":"Nothing"'), 'operation must be one of createInstances'],
    [
      ...fault('"kind":"throttle","api":"jdcloud-vm","operation":"RunInstances"'),
      'operation must be one of createInst',
    ],
    [...fault('"kind":"throttle","nothing":1'), 'there is no nothing; there are api, operation'],
    ['GET', '/journal?status=abc', undefined, 'status must be an HTTP status'],
    ['GET', '/journal?status=', undefined, 'status must be an HTTP status'],
    ['GET', '/journal?status=200&status=400', undefined, 'status is given twice'],
    ['GET', '/journal?stauts=1', undefined, 'the query cannot have stauts; there are api, operation, status'],
    ['GET', '/journal?api=nobody', undefined, 'api must be one of jdcloud-vm'],
    ['GET', '/journal?operation=Nothing', undefined, 'operation must be one of createInstances'],
    ['POST', '/reset', '{"api":"tencent-cvm"}', 'there is no api; the call takes nothing'],
    ['POST', '/reset', 'now', 'the body must be JSON in UTF-8'],
    ['POST', '/reset?api=tencent-cvm', undefined, 'the query cannot have api; the call takes nothing'],
  ])('%s %s %j', async (method, path, body, message) => {
    const mock = createMockFetch({ auth: 'off', now: () => 0 });
    const state = async () => [
      await (await mock('http://localhost/__launchspec/state')).json(),
      await (await mock('http://localhost/__launchspec/faults')).json(),
    ];
    const before = await state();
    const answer = await mock(`http://localhost/__launchspec${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    expect([answer.status, await answer.json()]).toEqual([400, { launchspec: expect.stringContaining(message) }]);
    expect(await state()).toEqual(before);
  });

  test('a body beyond all measure resets nothing', async () => {
    const mock = await started();
    await fetch(`${mock.url('tencent-cvm')}/`);
    const answer = await fetch(`${mock.adminUrl}/reset`, { method: 'POST', body: ' '.repeat(11 * 2 ** 20) });
    expect([answer.status, await answer.json()]).toEqual([400, { launchspec: 'the body is too large' }]);
    expect(mock.journal()).toHaveLength(1);
  });

  test('the same holds for a mock in the same process', async () => {
    const mock = createMockFetch();
    const fault = (given: object) => () => mock.fault(given as Fault);
    expect(fault({ kind: 'flood' })).toThrow(AdminProblem);
    expect(fault({ kind: 'latency', delay: Number.NaN })).toThrow(AdminProblem);
    expect(fault({ kind: 'throttle', time: 2 })).toThrow('there is no time; there are api, operation, kind, times');
    expect(fault({ kind: 'status', status: 99 })).toThrow(AdminProblem);
    await expect(mock.configure('tencent-cvm', { quota: Number.NaN })).rejects.toThrow(AdminProblem);
    await expect(mock.configure('tencent-cvm', { creationTime: Number.POSITIVE_INFINITY })).rejects.toThrow(
      AdminProblem,
    );
    for (const duration of [Number.NaN, -1, 1e300, '-1s'])
      await expect(mock.advance(duration)).rejects.toThrow(AdminProblem);
  });

  test.each([
    [{ journalSize: -1 }, 'journalSize must be a whole number from 0 on.'],
    [{ journalSize: Number.NaN }, 'journalSize must be a whole number from 0 on.'],
    [{ auth: 'verfy' }, 'auth must be one of off, present, verify.'],
    [{ keys: [{ secretId: 'a', secretKey: 'b' }] }, 'keys must be pairs of an id and a secret: { id, secret }.'],
    [{ skew: Number.NaN }, 'skew must be a number of seconds from 0 on.'],
    [{ settings: { nobody: {} } }, 'There is no API nobody'],
    [
      { settings: { 'tencent-cvm': { quota: Number.NaN } } },
      'In the settings of tencent-cvm, quota must be a whole number',
    ],
    [{ settings: { 'tencent-cvm': { qouta: 1 } } }, 'In the settings of tencent-cvm, there is no setting qouta'],
  ])('and for options: %j', async (options, message) => {
    expect(() => createMockFetch(options as MockFetchOptions)).toThrow(message);
    await expect(startMock(options as MockOptions)).rejects.toThrow(MockStartError);
  });

  test('a name that there is not is no proof that nothing was asked or bought', async () => {
    const mock = await started({ apis: ['tencent-cvm'] });
    const apis = 'api must be one of tencent-cvm';
    expect(() => mock.url('tencent')).toThrow(apis);
    expect(() => mock.purchases('jdcloud-vm')).toThrow(apis);
    expect(() => mock.journal({ api: 'tencent' })).toThrow(apis);
    expect(() => mock.journal({ operation: 'RunInstance' })).toThrow('operation must be one of RunInstances,');
    expect(mock.purchases('tencent-cvm')).toEqual([]);
    expect(mock.journal({ api: 'tencent-cvm', operation: 'RunInstances' })).toEqual([]);
  });

  test('a journal of size 0 remembers nothing', async () => {
    const mock = createMockFetch({ journalSize: 0 });
    await mock('http://localhost/tencent-cvm/');
    expect(mock.journal()).toEqual([]);
  });
});

test('what nobody foresaw is an answer, and the mock lives on', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const failing = { read: () => Promise.reject(new Error('no disk')), append: () => Promise.resolve(true) };
  const reads: (() => Promise<undefined>)[] = [() => Promise.resolve(undefined)];
  const log = { ...failing, read: () => (reads.shift() ?? failing.read)(), close: () => Promise.resolve() };
  const mock = await started({ log });
  for (let call = 0; call < 2; call += 1) {
    const answer = await fetch(`${mock.adminUrl}/ledger`);
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { launchspec: 'The mock failed; its error output says why.' },
    ]);
  }
  expect((await fetch(`${mock.url('tencent-cvm')}/`)).status).toBe(200);
  expect(said).toHaveBeenCalledTimes(2);
  said.mockRestore();
});

test('two advances at once both count, frozen or not', async () => {
  const mock = await started({ now: () => 0 });
  const advance = () => fetch(`${mock.adminUrl}/clock`, { method: 'POST', body: '{"advance":"1m"}' });
  const now = async () => ((await (await fetch(`${mock.adminUrl}/clock`)).json()) as { now: string }).now;
  await Promise.all([advance(), advance(), advance()]);
  expect(await now()).toBe('1970-01-01T00:03:00.000Z');
  await mock.freeze();
  await Promise.all([advance(), advance()]);
  expect(await now()).toBe('1970-01-01T00:05:00.000Z');
});
