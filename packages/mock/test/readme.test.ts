import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

test.each([
  { which: 0, name: 'with a port', prints: 'RUNNING 1\n' },
  {
    which: 1,
    name: 'without a port',
    prints: 'ResourceInsufficient.SpecifiedInstanceType 0 are in stock, 1 are wanted\n',
  },
])('the example $name in the README runs as it stands', async ({ which, prints }) => {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  const example = [...readme.matchAll(/```js\n([\s\S]*?)```/g)][which]?.[1] ?? '';
  // Packages resolve from there.
  const file = join(PACKAGE, `readme-example-${process.pid}-${which}.mjs`);
  try {
    await writeFile(file, example);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
    expect(stderr).toBe('');
    expect(stdout).toBe(prints);
  } finally {
    await rm(file, { force: true });
  }
});
