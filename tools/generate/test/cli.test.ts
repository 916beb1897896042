import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const generate = (...args: string[]) =>
  spawnSync(process.execPath, [MAIN, '--root', root, ...args], { encoding: 'utf8' });
const TYPES = 'packages/clients/src/generated/toy/types.ts';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'launchspec-checkout-'));
  await cp(fileURLToPath(new URL('./specs', import.meta.url)), join(root, 'specs'), { recursive: true });
  await writeFile(join(root, 'redocly.yaml'), 'apis:\n  toy: {root: specs/toy/openapi.yaml}\n');
  await writeFile(
    join(root, 'README.md'),
    '<!-- support matrix: made by npm run generate -->\n<!-- end of support matrix -->\n',
  );
});
afterAll(() => rm(root, { recursive: true }));

test('a checkout without generated files gets them, and then has no drift', async () => {
  expect(generate().stdout).toMatch(/^\d+ generated files of 1 APIs, \d+ changed\n$/);
  const { status, stdout } = generate('--check');
  expect([status, stdout]).toEqual([0, expect.stringContaining('no drift')]);
  expect(await readFile(join(root, 'README.md'), 'utf8')).toContain('| `toy` | `Launch` |');
});

test('an edited, a removed and a leftover file are named, with the command that mends them; nothing is written', async () => {
  generate();
  await writeFile(join(root, TYPES), 'edited\n');
  await rm(join(root, 'packages/clients/src/generated/toy/errors.ts'));
  await writeFile(join(root, 'packages/clients/src/generated/toy/old.ts'), '');
  const { status, stderr } = generate('--check');
  expect(status).toBe(1);
  expect(stderr).toContain(`changed ${TYPES}`);
  expect(stderr).toContain('        -edited');
  expect(stderr).toContain('missing packages/clients/src/generated/toy/errors.ts');
  expect(stderr).toContain('stale   packages/clients/src/generated/toy/old.ts');
  expect(stderr).toContain('To fix: npm run generate');
  expect(await readFile(join(root, TYPES), 'utf8')).toBe('edited\n');
  generate();
  expect(generate('--check').status).toBe(0);
});

test('what two runs make is the same to the byte', async () => {
  generate();
  const first = await readFile(join(root, 'packages/clients/src/generated/toy/validators.ts'), 'utf8');
  await rm(join(root, 'packages'), { recursive: true });
  generate();
  expect(await readFile(join(root, 'packages/clients/src/generated/toy/validators.ts'), 'utf8')).toBe(first);
});

test.each([
  [['--api', 'nothing'], 2, 'unknown API nothing; one of toy'],
  [['--chekc'], 2, 'usage: npm run generate'],
])('%j is refused', (args, status, message) => {
  const result = generate(...args);
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
});

test('a rule that is not CEL is one message, not a stack', async () => {
  const file = join(root, 'specs/toy/operations/launch.yaml');
  const operation = await readFile(file, 'utf8');
  await writeFile(file, operation.replace('self.Count == 1', 'self.Count =='));
  const { status, stderr } = generate();
  await writeFile(file, operation);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^the rule ".*self\.Count ==" cannot be compiled: /);
  expect(stderr).not.toContain('    at ');
});
