import { parseArgs } from 'node:util';
import { breaking } from './breaking.js';
import { check, open, type Report } from './check.js';
import { diff } from './diff.js';
import { type Extraction, extract } from './extract.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { formatJson } from './format.js';
import { TableError } from './table-error.js';
import { type Origin, trace } from './trace.js';
import { UsageError } from './usage-error.js';
import {
  apiIds,
  readBundle,
  readDiscrepancies,
  readFacts,
  readReferences,
  readSpecBundle,
  readText,
  sourcePath,
  type Workspace,
  workspaceAt,
  writeText,
} from './workspace.js';

export interface Output {
  out: (text: string) => void;
  err: (text: string) => void;
}

const USAGE = `usage: launchspec-provenance <command> [--json] [--root DIR] [--bundles DIR]

  extract DOC.md --api API [--stdout]   write specs/API/source.json: the facts of a document, without its prose
  check [API ...]                       compare facts and specs, both ways
  diff OLD NEW --api API                what a new edition changes; each is a document or a source.json
  trace API POINTER                     where a place of the bundled spec comes from
  breaking OLD.json NEW.json            what a change of a bundled spec breaks for clients

  --json       machine output
  --root       the checkout; by default the one that the tool is in
  --bundles    the folder with the bundled specs; by default packages/openapi/src/generated

exit: 0 nothing found, 1 findings, 2 an argument or a table that cannot be used
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  stdout: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  api: { type: 'string' },
  root: { type: 'string' },
  bundles: { type: 'string' },
} as const;

/** Options that only some commands take; elsewhere they would be passed over. */
const TAKEN_BY: Readonly<Record<'stdout' | 'api', readonly string[]>> = {
  stdout: ['extract'],
  api: ['extract', 'diff'],
};

interface Arguments {
  names: string[];
  json: boolean;
  stdout: boolean;
  api: string | undefined;
  workspace: Workspace;
}

/** Runs one command; results go to `out`, problems to `err`. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    const { command, ...rest } = readArguments(args);
    if (command === 'help') {
      output.out(USAGE);
      return 0;
    }
    const commands = { extract: runExtract, check: runCheck, diff: runDiff, trace: runTrace, breaking: runBreaking };
    if (!Object.hasOwn(commands, command))
      throw new UsageError(command === '' ? `no command\n\n${USAGE}` : `no command ${command}\n\n${USAGE}`);
    for (const option of ['stdout', 'api'] as const) {
      const isGiven = rest[option] !== undefined && rest[option] !== false;
      if (isGiven && !TAKEN_BY[option].includes(command))
        throw new UsageError(`--${option} is for ${TAKEN_BY[option].join(' and ')} only\n\n${USAGE}`);
    }
    return await commands[command as keyof typeof commands](rest, output);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.err(`${error.message}\n`);
    return 2;
  }
}

function readArguments(args: readonly string[]): Arguments & { command: string } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [command = '', ...names] = positionals;
    const workspace = workspaceAt(values.root, values.bundles);
    return {
      command: values.help ? 'help' : command,
      names,
      json: values.json,
      stdout: values.stdout,
      api: values.api,
      workspace,
    };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function runExtract({ names, api, stdout, workspace }: Arguments, { out, err }: Output): Promise<number> {
  const [document = ''] = exactly(names, 1, 'extract needs one document');
  const target = await knownApi(workspace, api);
  const { facts, remarks } = await extractFile(document, target);
  for (const remark of remarks) err(`${document}: ${remark}\n`);
  if (stdout) out(formatJson(facts));
  else {
    await writeText(sourcePath(workspace, target), formatJson(facts));
    const rows = facts.tables.reduce((sum, table) => sum + table.rows.length, 0);
    out(
      `specs/${target}/source.json: ${facts.tables.length} tables with ${rows} rows, ${facts.examples.length} examples\n`,
    );
  }
  return 0;
}

async function extractFile(path: string, api: string): Promise<Extraction> {
  try {
    const extraction = extract(await readText(path), api);
    if (extraction.facts.tables.length === 0) throw new UsageError(`${path} has no table; is it the whole document?`);
    return extraction;
  } catch (error) {
    if (error instanceof TableError) throw new UsageError(`${path}:${error.line}: ${error.problem}`);
    throw error;
  }
}

async function runCheck({ names, json, workspace }: Arguments, { out }: Output): Promise<number> {
  const known = await apiIds(workspace);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`no API ${unknown}; there are ${known.join(', ')}`);
  const reports = new Map<string, Report>();
  for (const api of names.length > 0 ? names : known) {
    const [facts, bundle, discrepancies] = await Promise.all([
      readFacts(sourcePath(workspace, api)),
      readSpecBundle(workspace, api),
      readDiscrepancies(workspace, api),
    ]);
    reports.set(api, check(facts, bundle, discrepancies));
  }
  if (json)
    out(
      formatJson(
        Object.fromEntries(
          [...reports].map(([api, { findings, coverage, explained }]) => [api, { coverage, findings, explained }]),
        ),
      ),
    );
  else for (const [api, report] of reports) printReport(api, report, out);
  return [...reports.values()].some((report) => open(report).length > 0) ? 1 : 0;
}

function printReport(api: string, report: Report, out: Output['out']): void {
  const { rows, errors, examples } = report.coverage;
  const findings = open(report);
  const covered = report.findings.length - findings.length;
  out(
    `${api} ${rows.found}/${rows.of} rows, ${errors.found}/${errors.of} errors, ${examples.found}/${examples.of} examples, `,
  );
  out(`${report.scopes.length} discrepancies that cover ${covered}, ${findings.length} open\n`);
  for (const finding of findings) printFinding(finding, out);
}

function printFinding({ rule, pointer, message, source, near }: Finding, out: Output['out']): void {
  out(`  ${rule} ${pointer}\n      ${message}\n`);
  if (source !== undefined) out(`      document: ${source}\n`);
  if (near.length > 0) out(`      if ${near.join(' or ')} explains it: add ${rule} to its covers\n`);
}

async function runDiff({ names, api, json, workspace }: Arguments, { out, err }: Output): Promise<number> {
  const [before = '', after = ''] = exactly(names, 2, 'diff needs two editions');
  const target = await knownApi(workspace, api);
  const read = async (path: string): Promise<Facts> => {
    if (path.endsWith('.json')) return readFacts(path);
    const { facts, remarks } = await extractFile(path, target);
    for (const remark of remarks) err(`${path}: ${remark}\n`);
    return facts;
  };
  const [old, now] = [await read(before), await read(after)];
  const edition = diff(old, now, await readSpecBundle(workspace, target), await readDiscrepancies(workspace, target));
  if (json) out(formatJson(edition));
  else {
    for (const { kind, pointer, message, source, concerns } of edition.changes) {
      out(`${kind.padEnd(15)} ${pointer}\n                ${message}\n                document: ${source}\n`);
      if (concerns.length > 0) out(`                read again: ${concerns.join(', ')}\n`);
    }
    if (edition.isOtherForm) out('no fact differs, but the text does: in its form only\n');
    for (const id of edition.settled) out(`settled         ${id}\n`);
    out(
      `${edition.changes.length} changes, ${edition.settled.length} discrepancies settled, ${edition.findings.length} new findings for check\n`,
    );
  }
  return edition.changes.length > 0 ? 1 : 0;
}

async function runTrace({ names, json, workspace }: Arguments, { out }: Output): Promise<number> {
  const [api, pointer = ''] = exactly(names, 2, 'trace needs an API and a pointer');
  const target = await knownApi(workspace, api);
  if (!/^#?(?:\/|$)/u.test(pointer)) throw new UsageError(`${pointer} is no JSON pointer; one begins with #/ or /`);
  const [facts, bundle, discrepancies] = await Promise.all([
    readFacts(sourcePath(workspace, target)),
    readSpecBundle(workspace, target),
    readDiscrepancies(workspace, target),
  ]);
  const { links, scopes } = check(facts, bundle, discrepancies);
  const found = trace(pointer, links, scopes, bundle) ?? trace(decoded(pointer), links, scopes, bundle);
  if (!found) throw new UsageError(`${pointer} points at nothing in the bundle of ${target}`);
  if (json) out(formatJson(found));
  else {
    const references = await readReferences(workspace);
    out(`${found.pointer}\n`);
    for (const origin of found.origins) out(`  ${describe(origin, references)}\n`);
    if (found.origins.length === 0) out('  no row, discrepancy or reference accounts for it: it is ours\n');
  }
  return found.origins.length > 0 ? 0 : 1;
}

/** In a URI, which a pointer that begins with # is the end of, some characters are written as %7B. */
function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

function describe(origin: Origin, references: Readonly<Record<string, string>>): string {
  const at = `\n    at ${origin.pointer}`;
  if (origin.kind === 'document') return `document: ${origin.source}\n    ${JSON.stringify(origin.facts)}${at}`;
  if (origin.kind === 'discrepancy')
    return `discrepancy: ${origin.id}\n    ${origin.decision}\n    ${origin.reason}${at}`;
  const names = origin.reference.replace(/ \[.*$/u, '').split(', ');
  const sources = names
    .flatMap((name) => (references[name] === undefined ? [] : [`\n    ${name}: ${references[name]}`]))
    .join('');
  return `beyond the document: ${origin.reference}${sources}${at}`;
}

async function runBreaking({ names, json }: Arguments, { out }: Output): Promise<number> {
  const [before = '', after = ''] = exactly(names, 2, 'breaking needs two bundled specs');
  const changes = breaking(await readBundle(before), await readBundle(after));
  const broken = changes.filter((change) => change.breaking);
  if (json) out(formatJson(changes));
  else {
    for (const change of [...broken, ...changes.filter((entry) => !entry.breaking)]) {
      out(
        `${change.breaking ? 'breaking  ' : 'compatible'} ${change.kind} ${change.at}: ${change.message}\n           ${change.pointer}\n`,
      );
    }
    out(`${broken.length} breaking, ${changes.length - broken.length} compatible\n`);
  }
  return broken.length > 0 ? 1 : 0;
}

function exactly(names: readonly string[], count: number, message: string): readonly string[] {
  if (names.length !== count) throw new UsageError(`${message}\n\n${USAGE}`);
  return names;
}

async function knownApi(workspace: Workspace, api: string | undefined): Promise<string> {
  const known = await apiIds(workspace);
  if (api === undefined || !known.includes(api))
    throw new UsageError(`${api === undefined ? 'no --api' : `no API ${api}`}; there are ${known.join(', ')}`);
  return api;
}
