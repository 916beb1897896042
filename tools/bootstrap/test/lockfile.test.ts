import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findAddresses, findMissingPlatforms, type InstalledManifest } from './lockfile.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8');

/** The manifests of everything pnpm has installed. */
function installedManifests(): InstalledManifest[] {
  const store = join(ROOT, 'node_modules/.pnpm');
  return readdirSync(store)
    .filter((entry) => existsSync(join(store, entry, 'node_modules')))
    .flatMap((entry) => {
      const folder = join(store, entry, 'node_modules');
      const names = readdirSync(folder, { withFileTypes: true }).flatMap((child) => {
        if (!child.name.startsWith('@')) return child.isDirectory() ? [child.name] : [];
        return readdirSync(join(folder, child.name), { withFileTypes: true }).flatMap((scoped) =>
          scoped.isDirectory() ? [`${child.name}/${scoped.name}`] : [],
        );
      });
      return names
        .map((name) => join(folder, name, 'package.json'))
        .filter((file) => existsSync(file))
        .map((file) => JSON.parse(readFileSync(file, 'utf8')) as InstalledManifest);
    });
}

describe('the lockfile', () => {
  test('names no host and no tarball', () => {
    expect(findAddresses(lockfile)).toEqual([]);
  });

  test('holds every platform package that an installed tool declares', () => {
    const installed = installedManifests();
    expect(installed.length).toBeGreaterThan(100);
    expect(findMissingPlatforms(lockfile, installed)).toEqual([]);
  });
});

describe('the checks themselves go red', () => {
  test.each([
    '    resolution: {tarball: file.tgz}',
    `    resolution: {integrity: x, url: https:${'//'}registry.example/a.tgz}`,
  ])('on %s', (line) => {
    expect(findAddresses(`packages:\n  a@1.0.0:\n${line}\n`)).toEqual([line]);
  });

  test('on a platform package that is not locked', () => {
    const lock = 'packages:\n  tool@1.0.0: {}\n  tool-linux@1.0.0: {}\n  other@1.2.0: {}\n';
    const tool = {
      name: 'tool',
      version: '1.0.0',
      optionalDependencies: { 'tool-linux': '1.0.0', 'tool-mac': '1.0.0', other: '^1.0.0' },
    };
    expect(findMissingPlatforms(lock, [tool])).toEqual(['tool@1.0.0 needs tool-mac@1.0.0']);
  });
});
