import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Bundle, isNode, type Node } from './bundle.js';
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
  const path = join(root, 'redocly.yaml');
  const config = parseYaml(await readText(path), path);
  return Object.keys((isNode(config) ? config.apis : undefined) ?? {});
}

export function sourcePath({ root }: Workspace, api: string): string {
  return join(root, 'specs', api, 'source.json');
}

export async function readFacts(path: string): Promise<Facts> {
  const facts = parseJson(await readText(path, 'make it with: extract DOC.md --api <api>'), path);
  if (!isFacts(facts)) throw new UsageError(`${path} holds no facts of a document, or those of another format`);
  return facts;
}

export async function readBundle(path: string): Promise<Bundle> {
  const document = parseJson(await readText(path, 'make it with: npm run generate'), path);
  if (!isNode(document) || !isNode(document.paths)) throw new UsageError(`${path} holds no OpenAPI document`);
  return new Bundle(document);
}

export async function readSpecBundle(workspace: Workspace, api: string): Promise<Bundle> {
  return readBundle(join(workspace.bundles, `${api}.json`));
}

/** @throws UsageError for an entry whose `where`, `covers` or `evidence` cannot be used. */
export async function readDiscrepancies({ root }: Workspace, api: string): Promise<Discrepancy[]> {
  const path = join(root, 'specs', api, 'discrepancies.yaml');
  if (!(await exists(path))) return [];
  const entries: unknown = parseYaml(await readText(path), path) ?? [];
  if (!Array.isArray(entries)) throw new UsageError(`${path} is not a list`);
  for (const entry of entries as unknown[]) {
    const id = isNode(entry) ? String(entry.id) : '?';
    const problem = problemOf(entry);
    if (problem) throw new UsageError(`${path}: ${id}: ${problem}`);
  }
  const ids = (entries as Discrepancy[]).map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UsageError(`${path}: ${twice}: two entries have this id`);
  return entries as Discrepancy[];
}

/** Full names of the sources that `x-reference` abbreviates. */
export async function readReferences({ root }: Workspace): Promise<Record<string, string>> {
  const path = join(root, 'specs/common/references.yaml');
  return (await exists(path)) ? (parseYaml(await readText(path), path) as Record<string, string>) : {};
}

export async function readText(path: string, hint = ''): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${path}${hint && `; ${hint}`}`);
  }
}

export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch {
    throw new UsageError(`cannot write ${path}`);
  }
}

function problemOf(entry: unknown): string | undefined {
  if (!isNode(entry) || typeof entry.id !== 'string') return 'an entry without an id';
  const where = [entry.where].flat();
  if (where.length === 0 || where.some((pointer) => typeof pointer !== 'string'))
    return 'where is a pointer, or a list of them';
  if (!isTexts(entry.evidence)) return 'evidence is a list of texts';
  if (entry.covers !== undefined && !Array.isArray(entry.covers)) return 'covers is a list';
  const unknown = ((entry.covers ?? []) as unknown[]).find((rule) => !Object.hasOwn(RULES, String(rule)));
  if (unknown !== undefined) return `covers has ${String(unknown)}; it can have ${Object.keys(RULES).join(', ')}`;
  const missing = ['document', 'decision', 'reason'].find((key) => typeof entry[key] !== 'string');
  return missing && `${missing} is missing, or no text`;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** Enough to see that a file is one that `extract` wrote; what it wrote is as the type says. */
function isFacts(value: unknown): value is Facts {
  if (!isNode(value) || !isNode(value.document) || !isNode(value.spellings)) return false;
  const lists = [value.tables, value.examples, value.prose];
  if (!lists.every((list) => Array.isArray(list) && list.every(isNode))) return false;
  return (value.tables as Node[]).every(({ rows }) => Array.isArray(rows) && rows.every(isNode));
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not YAML: ${(error as Error).message}`);
  }
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
