import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const HERE = fileURLToPath(new URL('./', import.meta.url));

export const APIS: readonly string[] = [
  'jdcloud-vm',
  'jdcloud-edcps',
  'jdcloud-bastion',
  'zenlayer-bmc',
  'tencent-cvm',
];

/** What a program that buys one machine loads, by each. */
const IMPORTS: readonly (readonly [name: string, script: string])[] = [
  [
    'jdcloud-sdk-js/src/repo/vm/v1/vm.js',
    'require("jdcloud-sdk-js/src/lib/node_loader.js"); require("jdcloud-sdk-js/src/repo/vm/v1/vm.js")',
  ],
  ['tencentcloud-sdk-nodejs-cvm', 'require("tencentcloud-sdk-nodejs-cvm")'],
  ['@launchspec/clients/jdcloud-vm', 'import("@launchspec/clients/jdcloud-vm")'],
  ['@launchspec/clients/tencent-cvm', 'import("@launchspec/clients/tencent-cvm")'],
  ['@launchspec/signing/tencent', 'import("@launchspec/signing/tencent")'],
  ['aws4', 'require("aws4")'],
];

interface Figure {
  readonly name: string;
  readonly value: number;
}

/** What it costs to have a client: on disk, on the wire, and when a program starts. */
export async function footprint(): Promise<string> {
  const peers = ['jdcloud-sdk-js', 'tencentcloud-sdk-nodejs-cvm'];
  const installed = [...peers, '@launchspec/clients', '@launchspec/signing', 'aws4'].map((name) => ({
    name,
    value: installedSize(name),
  }));
  const [bare = Number.NaN, ...loaded] = startTimes(['', ...IMPORTS.map(([, script]) => script)]);
  const start = IMPORTS.map(([name], index) => ({ name, value: (loaded[index] ?? Number.NaN) - bare }));
  const sizes: Figure[] = [];
  for (const api of APIS) {
    const { client, checks } = await bundleSizes(api);
    sizes.push(
      { name: `${api}, without checks`, value: client },
      { name: `${api}, its checks, loaded when needed`, value: checks },
    );
  }
  return [
    figures('Installed, with dependencies', installed, (value) => `${(value / 1024).toFixed(0)} KiB`),
    figures(
      `Import in a new process, beyond the ${bare.toFixed(0)} ms of Node itself`,
      start,
      (value) => `${value.toFixed(1)} ms`,
    ),
    figures('One client as a browser loads it: minified, gzip', sizes, kilobytes),
    await planSizes(),
  ].join('\n');
}

/** What it costs to plan launches with one API. */
export async function planSizes(): Promise<string> {
  const sizes = await Promise.all(APIS.map(async (name) => ({ name, value: (await planBundle(name)).size })));
  return figures('Planning launches with one API, checks included: minified, gzip', sizes, kilobytes);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function figures(title: string, rows: readonly Figure[], print: (value: number) => string): string {
  const [first] = rows;
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, value }) =>
      `  ${name.padEnd(width)}  ${print(value).padStart(12)}  ${(value / (first?.value ?? value)).toFixed(2).padStart(6)}x`,
  );
  return [title, ...lines, ''].join('\n');
}

/** Bytes of a package and everything that it depends on. */
function installedSize(name: string): number {
  const seen = new Set<string>();
  const visit = (folder: string): number => {
    if (seen.has(folder)) return 0;
    seen.add(folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      files?: string[];
      dependencies?: Record<string, string>;
    };
    // Of a package of this repository only what is published counts.
    const published = name.startsWith('@launchspec/') && manifest.files ? manifest.files : ['.'];
    const own = published.reduce((sum, path) => sum + sizeOf(join(folder, path)), 0);
    return Object.keys(manifest.dependencies ?? {}).reduce(
      (sum, dependency) => sum + visit(folderOf(dependency, folder)),
      own,
    );
  };
  return visit(folderOf(name, HERE));
}

/** Packages do not export their package.json, so it is looked for where Node would. */
function folderOf(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (statSync(join(candidate, 'package.json'), { throwIfNoEntry: false })) return realpathSync(candidate);
    if (folder === dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path)
    .filter((entry) => entry !== 'node_modules')
    .reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0);
}

const RUNS = 15;

/**
 * Milliseconds of Node processes that do nothing else, in turn: the fastest of each. They do the same every time, so whatever a machine does
 * beside them only adds; the median of a busy one was seen to be less than that of Node by itself.
 */
function startTimes(scripts: readonly string[]): number[] {
  const times = scripts.map((): number[] => []);
  for (let run = 0; run < RUNS; run++)
    for (const [index, script] of scripts.entries()) times[index]?.push(time(script));
  return times.map((one) => Math.min(...one));
}

function time(script: string): number {
  const begin = process.hrtime.bigint();
  execFileSync(process.execPath, ['-e', script], { cwd: HERE, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/** Bytes of a client, minified and compressed: what is loaded at once, and what with the first check. */
export async function bundleSizes(api: string): Promise<{ client: number; checks: number }> {
  const chunks = await bundled(`export { createClient } from '@launchspec/clients/${api}';`);
  const entry = chunks.find((chunk) => chunk.isEntry);
  const early = new Set([entry?.fileName, ...(entry?.imports ?? [])]);
  const size = (parts: typeof chunks) => parts.reduce((sum, { code }) => sum + compressed(code), 0);
  return {
    client: size(chunks.filter(({ fileName }) => early.has(fileName))),
    checks: size(chunks.filter(({ fileName }) => !early.has(fileName))),
  };
}

/** What a program loads that only plans launches with one API, minified, and how many bytes of it there are when compressed. */
export async function planBundle(api: string): Promise<{ code: string; size: number }> {
  const chunks = await bundled(`export { plan } from '@launchspec/instances/${api}';`);
  const code = chunks.map((chunk) => chunk.code).join('\n');
  return { code, size: compressed(code) };
}

function compressed(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}

async function bundled(source: string) {
  const bundle = await rolldown({
    input: 'entry',
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string) => (id === 'entry' ? join(HERE, 'entry.js') : null),
        load: (id: string) => (id === join(HERE, 'entry.js') ? source : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: true });
  await bundle.close();
  return output.filter((chunk) => chunk.type === 'chunk');
}
