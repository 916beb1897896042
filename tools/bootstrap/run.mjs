// @ts-check
// What the root scripts call: makes a fresh checkout ready, then does the job. Needs nothing but Node and npm.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './exclusively.mjs';
import { endWithParent, runProgram } from './processes.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INSTALLED = join(ROOT, 'node_modules/.launchspec-installed');
/** Only the specs have this task; turbo would build what the others depend on, too. */
const GENERATE = ['generate', '--filter=./specs/*'];
const CHECKS = ['drift', 'lint', 'provenance', '//#lint:code', 'typecheck', 'build', 'test'];
const WORKSPACE_FOLDERS = ['packages', 'tools', 'specs'];

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const COMMANDS = {
  start: (args) => serve('serve', args),
  mock: (args) => serve('mock', args),
  test,
  generate: (args) =>
    inTurn([
      () => turbo(['build', '--filter=@launchspec/generate']),
      () => node('tools/generate/dist/main.js', args),
      // It reads a package that is built of what was just generated; the specs of one API, or another checkout, do not concern it.
      ...(args.every((each) => each === '--check')
        ? [
            () => turbo(['build', '--filter=@launchspec/capabilities', '--output-logs=errors-only']),
            () => node('tools/capabilities/dist/main.js', args),
          ]
        : []),
    ]),
  lint: () => turbo(['lint', '//#lint:code']),
  docs: () =>
    inTurn([
      () => turbo(GENERATE),
      () => turbo(['build', '--filter=@launchspec/reference']),
      async () => {
        process.stdout.write(
          '\nThe site is in packages/reference/dist/site; any web server can host it. npm start shows it.\n',
        );
        return 0;
      },
    ]),
  provenance: (args) =>
    inTurn([
      () => turbo(['build', '--filter=@launchspec/provenance', '--output-logs=errors-only']),
      () => node('tools/provenance/dist/main.js', args),
    ]),
  vectors: (args) =>
    inTurn([
      () => turbo(['build', '--filter=@launchspec/signing', '--output-logs=errors-only']),
      () => node('packages/signing/dist/vectors-main.js', args),
    ]),
  bench: (args) =>
    inTurn([() => turbo(['build', '--filter=@launchspec/bench...']), () => node('tools/bench/dist/main.js', args)]),
  format: () => node('node_modules/@biomejs/biome/bin/biome', ['check', '--write', '.']),
  exec: (args) => pnpm(['exec', ...args]),
};

const [command = '', ...args] = process.argv.slice(2);
if (process.env.npm_lifecycle_event !== undefined) endWithParent();
process.exitCode = await main();

async function main() {
  const run = COMMANDS[command];
  if (!run) return fail(`tools/bootstrap/run.mjs knows ${Object.keys(COMMANDS).join(', ')}; not "${command}"`);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    return fail(`Launchspec needs Node 20.19 or newer; this is ${process.version}`);
  return inTurn([install, () => run(args)]);
}

/** Installs the dependencies when the lockfile is not the one that was last installed. */
async function install() {
  const state = fingerprint();
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === state) return 0;
  return exclusively(join(ROOT, '.turbo/install.lock'), async () => {
    if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === state) return 0;
    process.stdout.write('Installing dependencies (once for each version of the lockfile) ...\n');
    const code = await pnpm(['install', '--frozen-lockfile', '--reporter=append-only']);
    if (code !== 0) return fail('The dependencies could not be installed; the reason stands above.');
    writeFileSync(INSTALLED, state);
    return 0;
  });
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()])
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function manifests() {
  const folders = WORKSPACE_FOLDERS.flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`),
  );
  return ['package.json', ...folders.map((folder) => `${folder}/package.json`)]
    .filter((file) => existsSync(join(ROOT, file)))
    .sort();
}

/**
 * @param {string} served
 * @param {string[]} args
 */
function serve(served, args) {
  return inTurn([
    () => turbo([...GENERATE, '--output-logs=new-only']),
    () => turbo(['build', '--filter=launchspec...', '--output-logs=new-only']),
    () => node('packages/cli/dist/main.js', [served, ...args]),
  ]);
}

async function test() {
  for (const folder of reportFolders()) rmSync(folder, { recursive: true, force: true });
  const code = await turbo([...CHECKS, '--continue=dependencies-successful']);
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of reportFolders()) {
    const report = JSON.parse(readFileSync(join(folder, 'vitest.json'), 'utf8'));
    count.passed += report.numPassedTests;
    count.failed += report.numFailedTests;
    count.skipped += report.numPendingTests + report.numTodoTests;
  }
  // A check that is not a test (lint, types, drift) failed: that is one failure too.
  if (code !== 0 && count.failed === 0) count.failed = 1;
  process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  return code === 0 && count.failed > 0 ? 1 : code;
}

function reportFolders() {
  return manifests()
    .map((file) => join(ROOT, file, '../reports'))
    .filter((folder) => existsSync(join(folder, 'vitest.json')));
}

/** @param {string[]} tasks */
function turbo(tasks) {
  return pnpm(['exec', 'turbo', 'run', ...tasks, '--concurrency=100%']);
}

/** @param {string[]} args */
function pnpm(args) {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const npm = process.env.npm_execpath;
  const npx = ['exec', '--yes', '--no-update-notifier', `--package=${packageManager}`, '--', 'pnpm', ...args];
  return npm?.endsWith('.js') && npm.includes('npm-cli') ? inRoot(process.execPath, [npm, ...npx]) : inRoot('npm', npx);
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function node(script, args) {
  return inRoot(process.execPath, [join(ROOT, script), ...args]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function inRoot(program, args) {
  return runProgram(program, args, { cwd: ROOT, env: environment() });
}

/** npm hands its whole configuration on in the environment, in lower case; pnpm would take it for its own. */
function environment() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config|package|lifecycle|node|command)/.test(name),
  );
  return {
    ...Object.fromEntries(entries),
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
}

/** @param {(() => Promise<number>)[]} steps */
async function inTurn(steps) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return code;
  }
  return 0;
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  return 1;
}
