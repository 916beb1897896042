import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Mock, type MockOptions, MockStartError, startMock } from '../src/index.js';

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
