import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('../../src/credentials/', import.meta.url);

/** Every module that a file brings with it, types aside. */
function broughtBy(file: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file.href)) return seen;
  const text = readFileSync(file, 'utf8');
  const names = [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';/gm)].map(([, name = '']) => name);
  seen.set(file.href, names);
  for (const name of names.filter((name) => name.startsWith('.'))) {
    broughtBy(new URL(name.replace(/\.js$/, '.ts'), file), seen);
  }
  return seen;
}

const outside = (file: string) =>
  [...broughtBy(new URL(file, source)).values()].flat().filter((name) => !name.startsWith('.'));

test.each(['redactable.ts', 'first-of.ts', 'credentials-error.ts', 'provider.ts'])(
  '%s runs anywhere, so the clients can use it',
  (file) => {
    expect(outside(file)).toEqual([]);
  },
);

test.each(['jdcloud', 'tencent', 'zenlayer'])('%s brings nothing but modules of node', (vendor) => {
  const modules = outside(`${vendor}/index.ts`);
  expect(modules).toContain('node:fs/promises');
  expect(modules.filter((name) => !name.startsWith('node:'))).toEqual([]);
});
