import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const NO_CURL = spawnSync('curl', ['--version']).error !== undefined;
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the command line and waits until it says that it listens. */
async function launch(...args: string[]): Promise<{ child: ChildProcess; output: string; base: string }> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  children.push(child);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.includes('Listening on ')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`exited with ${code} before it listened: ${output}`)));
  });
  return { child, output, base: /Listening on (\S+)/.exec(output)?.[1] ?? '' };
}

const run = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });

describe('serve', () => {
  test.skipIf(NO_CURL)('prints one command for each API that works as printed (needs curl)', async () => {
    const { output } = await launch('serve', '--port', '0');
    const commands = output
      .split(/\n# /)
      .slice(1)
      .map((block) => block.slice(block.indexOf('\n') + 1).split('\n\n')[0] ?? '');
    expect(commands).toHaveLength(5);
    for (const command of commands) {
      const { stdout, status } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      expect(status).toBe(0);
      expect(stdout).toMatch(/"(instanceIds|sourceIds|instanceIdSet|InstanceIdSet)":\[/);
    }
  });

  test('serves docs and mock on one port', async () => {
    const { base } = await launch('serve', '--port', '0');
    expect((await fetch(`${base}/docs/`)).status).toBe(200);
    expect((await fetch(`${base}/tencent-cvm/`)).status).toBe(200);
  });

  test('a browser at the root is led to the docs, a vendor host is not', async () => {
    const { base } = await launch('serve', '--port', '0');
    const root = await fetch(base, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/docs/']);
    const bare = await fetch(`${base}/docs`, { redirect: 'manual' });
    expect(bare.headers.get('location')).toBe('/docs/');
  });
});

test('mock serves no docs', async () => {
  const { base, output } = await launch('mock', '--port', '0');
  expect(output).not.toContain('/docs/');
  expect((await fetch(`${base}/docs/`)).status).toBe(404);
  expect((await fetch(`${base}/tencent-cvm/`)).status).toBe(200);
});

test.each(['mock', 'serve'])(
  '%s has its admin calls on the same port, or on one of their own that it names',
  async (command) => {
    const shared = await launch(command, '--port', '0');
    expect(shared.output).toContain(`Admin           ${shared.base}/__launchspec\n`);
    const own = await launch(command, '--port', '0', '--admin-port', '0');
    const url = /^Admin +(\S+)$/m.exec(own.output)?.[1] ?? '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__launchspec$/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${own.base}/__launchspec/health`)).status).toBe(404);
    const off = await launch(command, '--port', '0', '--no-admin');
    expect(off.output).not.toContain('Admin');
  },
);

test('docs serves no mock', async () => {
  const { base } = await launch('docs', '--port', '0');
  expect((await fetch(`${base}/docs/`)).status).toBe(200);
  expect((await fetch(`${base}/tencent-cvm/`)).status).not.toBe(500);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it at once, with exit code 0', async (signal) => {
  const { child, base } = await launch('mock', '--port', '0');
  await fetch(`${base}/tencent-cvm/`); // leaves a connection open
  child.kill(signal);
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('a request in the middle does not hold up the end', async () => {
  const { child, base } = await launch('mock', '--port', '0');
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  socket.on('error', () => undefined).write('POST /tencent-cvm/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  await fetch(`${base}/tencent-cvm/`); // The half request came before this one.
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('an answer that waits does not hold up the end', async () => {
  const { child, base } = await launch('mock', '--port', '0', '--auth', 'off');
  const headers = { 'x-tc-action': 'DescribeInstances', 'x-tc-version': '2017-03-12', prefer: 'wait=900' };
  const waiting = fetch(`${base}/tencent-cvm/`, { headers }).catch(() => 'broken');
  await fetch(`${base}/tencent-cvm/`); // The one that waits came before this one.
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await waiting).toBe('broken');
});

test('output that nobody reads does not stop the server', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const child = spawn(process.execPath, [MAIN, 'mock', '--port', String(port)]);
  children.push(child);
  child.stdout.destroy();
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  await vi.waitFor(
    async () => {
      expect(child.exitCode).toBeNull();
      expect((await fetch(`http://127.0.0.1:${port}/tencent-cvm/`)).status).toBe(200);
    },
    { timeout: 10_000, interval: 100 },
  );
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
}, 15_000);

test('a port in use is one line and exit code 1', async () => {
  const { base } = await launch('mock', '--port', '0');
  const port = new URL(base).port;
  const { status, stderr, stdout } = run('mock', '--port', port);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `launchspec: Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with --port.\n`,
  );
  expect(stdout).toBe('');
  const admin = run('mock', '--port', '0', '--admin-port', port);
  expect([admin.status, admin.stdout, admin.stderr]).toEqual([1, '', expect.stringMatching(/^.*--admin-port\.\n$/)]);
});

test.each([
  [[], 'a command is missing'],
  [['fly'], 'there is no command "fly"'],
  [['mock', 'now'], '"now" is one argument too many'],
  [['mock', '--port', '70000'], '--port must be a number from 0 to 65535, not "70000"'],
  [['mock', '--port', 'http'], '--port must be a number from 0 to 65535, not "http"'],
  [['mock', '--admin-port', '-'], '--admin-port must be a number from 0 to 65535, not "-"'],
  [['mock', '--admin-port', '1', '--no-admin'], '--admin-port and --no-admin exclude each other'],
  [['mock', '--prot', '1'], "Unknown option '--prot'"],
])('%j is refused with exit code 2', (args, message) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(`launchspec: ${message}`);
  expect(stderr).toContain('usage: launchspec');
});

test('--help says how to use it', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--port N');
});
