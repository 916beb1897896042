import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Bundle, isNode } from './bundle.js';
import type { Discrepancy } from './discrepancies.js';
import type { Facts } from './facts.js';
import { RULES } from './finding.js';
import { UsageError } from './usage-error.js';

/** Where the files of a checkout are. */
export interface Workspace {
  root: string;
  /** A folder with `<api>.json`, the bundled documents. */
  bundles: string;
}

export function workspaceAt(root: string | undefined, bundles: string | undefined): Workspace {
  const at = root ?? fileURLToPath(new URL('../../../', import.meta.url));
  return { root: at, bundles: bundles ?? join(at, 'packages/openapi/src/generated') };
}

/** The ids of the APIs, from redocly.yaml: the single list of them. */
export async function apiIds({ root }: Workspace): Promise<string[]> {
  const config = parse(await readText(join(root, 'redocly.yaml'))) as { apis?: Record<string, unknown> };
  return Object.keys(config.apis ?? {});
}

export function sourcePath({ root }: Workspace, api: string): string {
  return join(root, 'specs', api, 'source.json');
}

export async function readFacts(path: string): Promise<Facts> {
  const facts = parseJson(await readText(path, 'make it with: extract DOC.md --api <api>'), path);
  if (!isNode(facts) || !Array.isArray(facts.tables)) throw new UsageError(`${path} holds no facts of a document`);
  return facts as unknown as Facts;
}

export async function readBundle(path: string): Promise<Bundle> {
  return new Bundle(parseJson(await readText(path, 'make it with: npm run generate'), path));
}

export async function readSpecBundle(workspace: Workspace, api: string): Promise<Bundle> {
  return readBundle(join(workspace.bundles, `${api}.json`));
}

/** @throws UsageError for an entry whose `where`, `covers` or `evidence` cannot be used. */
export async function readDiscrepancies({ root }: Workspace, api: string): Promise<Discrepancy[]> {
  const path = join(root, 'specs', api, 'discrepancies.yaml');
  if (!(await exists(path))) return [];
  const entries: unknown = parse(await readText(path)) ?? [];
  if (!Array.isArray(entries)) throw new UsageError(`${path} is not a list`);
  for (const entry of entries as unknown[]) {
    const id = isNode(entry) ? String(entry.id) : '?';
    const problem = problemOf(entry);
    if (problem) throw new UsageError(`${path}: ${id}: ${problem}`);
  }
  return entries as Discrepancy[];
}

/** Full names of the sources that `x-reference` abbreviates. */
export async function readReferences({ root }: Workspace): Promise<Record<string, string>> {
  const path = join(root, 'specs/common/references.yaml');
  return (await exists(path)) ? (parse(await readText(path)) as Record<string, string>) : {};
}

export async function readText(path: string, hint = ''): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${path}${hint && `; ${hint}`}`);
  }
}

function problemOf(entry: unknown): string | undefined {
  if (!isNode(entry) || typeof entry.id !== 'string') return 'an entry without an id';
  const where = [entry.where].flat();
  if (where.length === 0 || where.some((pointer) => typeof pointer !== 'string'))
    return 'where is a pointer, or a list of them';
  if (!Array.isArray(entry.evidence)) return 'evidence is a list';
  const unknown = [entry.covers ?? []].flat().find((rule) => !Object.hasOwn(RULES, String(rule)));
  return unknown === undefined
    ? undefined
    : `covers has ${String(unknown)}; it can have ${Object.keys(RULES).join(', ')}`;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
