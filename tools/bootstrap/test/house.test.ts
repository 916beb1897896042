import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|mjs|json|ya?ml|md|html|css)$/.test(file) && file !== 'pnpm-lock.yaml');

/** Lines of the project that look like a folder of somebody's machine. */
function machinePaths(text: string): string[] {
  return text.split('\n').filter((line) => /(^|[\s"'`(=])\/(home|root|work|Users|tmp)\/[a-z]/i.test(line));
}

describe('the project', () => {
  test('holds no path of a machine', () => {
    const found = files.flatMap((file) =>
      machinePaths(readFileSync(join(ROOT, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  test('pins every dependency exactly', () => {
    const loose = files
      .filter((file) => file.endsWith('package.json'))
      .flatMap((file) => {
        const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Record<
          string,
          Record<string, string> | undefined
        >;
        return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
          .filter(([, version]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|catalog:|workspace:\*)$/.test(version))
          .map(([name, version]) => `${file}: ${name}@${version}`);
      });
    expect(loose).toEqual([]);
  });

  test('lets no install script run', () => {
    const workspace = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
    expect(workspace).toContain('allowBuilds:');
    expect(workspace.slice(workspace.indexOf('allowBuilds:'))).not.toMatch(/: true/);
  });
});

// Put together here, so that this file holds no such path itself.
const folder = (...parts: string[]) => ['', ...parts].join('/');

test.each([
  `cwd: "${folder('home', 'me', 'project')}"`,
  `const root = '${folder('Users', 'me', 'x')}';`,
  `  ${folder('tmp', 'build', 'output')}`,
])('the machine-path check goes red on %s', (line) => {
  expect(machinePaths(`fine\n${line}\n`)).toEqual([line]);
});
