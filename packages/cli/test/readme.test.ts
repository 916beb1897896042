import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMock } from '@launchspec/mock';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

test.each([
  { which: 0, name: 'a client', lines: 10, prints: /^\[ 'ins-[a-z0-9]{8}' \]\n$/ },
  { which: 1, name: 'a launch', lines: 20, prints: /violations: \[\],[\s\S]*outcome: 'ready',[\s\S]*remaining: \[\],/ },
])('the example of $name in the README runs as it stands, against the mock', async ({ which, lines, prints }) => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const example = [...readme.matchAll(/```js\n([\s\S]*?)```/g)][which]?.[1] ?? '';
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(lines);
  const mock = await startMock({ settings: { 'tencent-cvm': { creationTime: 0 } } });
  // Beside the README, where the README tells its reader to save it: packages resolve from there.
  const file = join(ROOT, `readme-example-${process.pid}-${which}.mjs`);
  try {
    await writeFile(file, example.replace('http://127.0.0.1:4010/tencent-cvm', mock.url('tencent-cvm')));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(prints);
  } finally {
    await rm(file, { force: true });
    await mock.close();
  }
});
