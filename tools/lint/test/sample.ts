import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseDocument } from 'yaml';
import { rules } from '../src/plugin.js';

const PACKAGE = fileURLToPath(new URL('../', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const require = createRequire(join(REPOSITORY, 'package.json'));

/** A change of one file of the sample spec; paths are those of the file's YAML. */
export type Edit =
  | { readonly file: string; readonly set: readonly (string | number)[]; readonly to: unknown }
  | { readonly file: string; readonly remove: readonly (string | number)[] }
  | { readonly file: string; readonly text: string };

export interface Finding {
  readonly rule: string;
  readonly message: string;
  /** The file, such as `sample/openapi.yaml`. */
  readonly file: string;
  readonly pointer: string;
}

/** Lints one copy of the sample for each list of edits, all in one run of the Redocly CLI; findings are in the order of the lists. */
export async function lintSamples(samples: readonly (readonly Edit[])[]): Promise<Finding[][]> {
  return await inFolder(async (folder) => {
    const roots = await Promise.all(samples.map((edits, index) => writeSample(folder, `sample-${index}`, edits)));
    const config = {
      plugins: [await compiledPlugin()],
      rules: Object.fromEntries(Object.keys(rules).map((name) => [`launchspec/${name}`, 'error'])),
    };
    await writeFile(join(folder, 'redocly.yaml'), JSON.stringify(config));
    const output = await redocly(folder, ['lint', ...roots, '--format', 'json', '--max-problems', '10000']);
    const documents = output.split(/(?<=^\})(?=\{$)/mu).map((text) => JSON.parse(text) as RedoclyReport);
    return documents.map(({ problems }) => problems.map(finding));
  });
}

/** The sample as one document. */
export async function bundleSample(): Promise<unknown> {
  return await inFolder(async (folder) => {
    const root = await writeSample(folder, 'sample', []);
    return JSON.parse(await redocly(folder, ['bundle', root, '--ext', 'json'])) as unknown;
  });
}

/** Does something in a new folder of specs, with what they have in common. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'launchspec-lint-'));
  try {
    await cp(join(PACKAGE, 'test/fixtures/specs/common'), join(folder, 'common'), { recursive: true });
    await cp(join(REPOSITORY, 'specs/common/extensions'), join(folder, 'common/extensions'), { recursive: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeSample(folder: string, name: string, edits: readonly Edit[]): Promise<string> {
  await cp(join(PACKAGE, 'test/fixtures/specs/sample'), join(folder, name), { recursive: true });
  for (const edit of edits) await apply(join(folder, name, edit.file), edit);
  return `${name}/openapi.yaml`;
}

async function apply(file: string, edit: Edit): Promise<void> {
  if ('text' in edit) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, edit.text);
    return;
  }
  const document = parseDocument(await readFile(file, 'utf8'));
  if ('set' in edit) document.setIn(edit.set, document.createNode(edit.to));
  else if (!document.deleteIn(edit.remove)) throw new Error(`${edit.file} has nothing at ${edit.remove.join('/')}`);
  await writeFile(file, document.toString());
}

interface RedoclyReport {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly { readonly source: { readonly ref: string }; readonly pointer: string }[];
  }[];
}

function finding({ ruleId, message, location }: RedoclyReport['problems'][number]): Finding {
  const at = location[0];
  return {
    rule: ruleId,
    message,
    file: at?.source.ref.replace(/^sample-\d+/u, 'sample') ?? '',
    pointer: at?.pointer ?? '',
  };
}

/** The plugin as Redocly loads it, compiled from the sources at hand; not in `dist`, which others read meanwhile. */
let compiling: Promise<string> | undefined;
function compiledPlugin(): Promise<string> {
  compiling ??= (async () => {
    const folder = join(PACKAGE, `reports/plugin-${process.env.VITEST_POOL_ID}`);
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', join(PACKAGE, 'tsconfig.json'), '--outDir', folder]);
    return join(folder, 'plugin.js');
  })();
  return compiling;
}

/** What the CLI prints. It exits with 1 when there are findings. */
async function redocly(folder: string, parameters: readonly string[]): Promise<string> {
  const cli = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js');
  const run = promisify(execFile)(process.execPath, [cli, ...parameters], {
    cwd: folder,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const { stdout, stderr } = await run.catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: '',
    stderr: '',
    ...error,
  }));
  if (stdout.trim() === '' || /went wrong/iu.test(stderr))
    throw new Error(`redocly ${parameters[0]} failed: ${stderr}`);
  return stdout;
}
