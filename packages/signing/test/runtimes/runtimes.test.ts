import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBinary } from './binary.js';

const SMOKE = fileURLToPath(new URL('./smoke.mjs', import.meta.url));
const bun = findBinary('bun', ['bin/bun', 'bin/bun.exe']);
const deno = findBinary('deno', ['deno', 'deno.exe']);

// The caches of the runtimes go where they can be thrown away.
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'runtimes-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function run(program: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(program, [...args, SMOKE], {
    encoding: 'utf8',
    env: { ...process.env, HOME: home, DENO_DIR: home, DENO_NO_UPDATE_CHECK: '1', DO_NOT_TRACK: '1' },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('Node', () => {
  expect(run(process.execPath, [])).toEqual({ runtime: 'node', vectors: 20, verified: 4 });
});

test.skipIf(!bun)('Bun', () => {
  expect(run(bun as string, ['run', '--no-install'])).toEqual({ runtime: 'bun', vectors: 20, verified: 4 });
});

// No permission is given, so none is needed.
test.skipIf(!deno)('Deno', () => {
  const flags = ['run', '--no-config', '--no-lock', '--no-remote', '--no-npm', '--no-prompt'];
  expect(run(deno as string, flags)).toEqual({ runtime: 'deno', vectors: 20, verified: 4 });
});
