import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMock } from '@launchspec/mock';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

test('the example of the README runs as it stands, against the mock', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(10);
  const mock = await startMock();
  // Beside the README, where the README tells its reader to save it: packages resolve from there.
  const file = join(ROOT, `readme-example-${process.pid}.mjs`);
  try {
    await writeFile(file, example.replace('http://127.0.0.1:4010/tencent-cvm', mock.url('tencent-cvm')));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\[ 'ins-[a-z0-9]{8}' \]\n$/);
  } finally {
    await rm(file, { force: true });
    await mock.close();
  }
});
