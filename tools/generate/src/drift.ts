import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';

export interface Drift {
  path: string;
  kind: 'changed' | 'missing' | 'stale';
}

/** The folders under which generated files stand, from the root of the checkout. */
export const GENERATED_FOLDERS = [
  'packages/clients/src/generated',
  'packages/instances/src/generated',
  'packages/openapi/src/generated',
];

/**
 * Compares what the specs give with what is committed, without touching the work tree. `outputs` are the files as they should be,
 * `owned` tells which of the existing files ought to be among them.
 */
export async function findDrift(
  root: string,
  outputs: ReadonlyMap<string, string>,
  owned: (path: string) => boolean,
): Promise<Drift[]> {
  const existing = (await Promise.all(GENERATED_FOLDERS.map((folder) => filesUnder(root, folder))))
    .flat()
    .filter(owned);
  const drifts: Drift[] = existing.filter((path) => !outputs.has(path)).map((path) => ({ path, kind: 'stale' }));
  for (const [path, content] of outputs) {
    const current = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (current === undefined) drifts.push({ path, kind: 'missing' });
    else if (current !== content) drifts.push({ path, kind: 'changed' });
  }
  return drifts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The lines in which a changed file differs, as `git diff` prints them, at most `limit` of them. */
export async function diffLines(root: string, path: string, content: string, limit: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'launchspec-drift-'));
  try {
    const fresh = join(folder, path);
    await mkdir(dirname(fresh), { recursive: true });
    await writeFile(fresh, content);
    const output = await promisify(execFile)(
      'git',
      ['diff', '--no-index', '--no-color', '-U0', join(root, path), fresh],
      {
        maxBuffer: 2 ** 26,
      },
    ).then(
      ({ stdout }) => stdout,
      (error: { stdout?: string }) => error.stdout ?? '',
    );
    return output.split('\n').slice(4).filter(Boolean).slice(0, limit);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the outputs and removes stale files. */
export async function write(
  root: string,
  outputs: ReadonlyMap<string, string>,
  owned: (path: string) => boolean,
): Promise<Drift[]> {
  const drifts = await findDrift(root, outputs, owned);
  for (const { path, kind } of drifts) {
    if (kind === 'stale') await rm(join(root, path));
    else {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), outputs.get(path) as string);
    }
  }
  return drifts;
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
