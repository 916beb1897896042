import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url));

test('an unknown command is one line that lists the known ones', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [RUN, 'nonsense'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    'tools/bootstrap/run.mjs knows start, mock, test, generate, lint, docs, provenance, vectors, bench, format, exec; not "nonsense"\n',
  );
});
