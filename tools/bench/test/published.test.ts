import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { expect, test } from 'vitest';

const PACKAGES = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** All packages are ES modules with sub-paths: Node 20.19 and newer can require them, and resolution as of Node 10 cannot find them. */
const MEANT = ['CJSResolvesToESM', 'NoResolution node10'];

test.each(readdirSync(PACKAGES))('%s, as it would be published, can be imported with its types', async (name) => {
  const folder = join(PACKAGES, name);
  const { messages } = await publint({ pkgDir: folder, strict: true, pack: 'npm' });
  expect(messages).toEqual([]);

  const result = await checkPackage(createPackageFromTarballData(pack(folder)));
  const problems = 'problems' in result ? result.problems : [];
  const unmeant = problems.filter((problem) => {
    const { kind } = problem;
    const resolution = 'resolutionKind' in problem ? problem.resolutionKind : '';
    return !MEANT.includes(kind) && !MEANT.includes(`${kind} ${resolution}`);
  });
  expect(unmeant).toEqual([]);
});

function pack(folder: string): Uint8Array {
  const target = mkdtempSync(join(tmpdir(), 'launchspec-pack-'));
  try {
    const command = ['pack', '--offline', '--ignore-scripts', '--pack-destination', target];
    execFileSync('npm', command, { cwd: folder, stdio: 'ignore' });
    const [file = ''] = readdirSync(target);
    return readFileSync(join(target, file));
  } finally {
    rmSync(target, { recursive: true });
  }
}
