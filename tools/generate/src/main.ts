#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.js';
import { BundleError } from './bundle-error.js';
import { CelError } from './cel-error.js';
import { diffLines, findDrift, write } from './drift.js';
import { isOutputOf, outputsOf } from './outputs.js';
import { withSupportMatrix } from './support-matrix.js';
import { UnknownFormatError } from './unknown-format-error.js';
import { apiIds, ROOT } from './workspace.js';

const USAGE = `usage: npm run generate -- [--check] [--api <api>]... [--root <folder>]

Makes everything under src/generated from the specs. --check writes nothing: it exits 1 and names every file that differs.
--root is another checkout than the one this tool is in.
`;

async function main(): Promise<number> {
  const options = readArguments();
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { root } = options;
  const known = await apiIds(root);
  const unknown = options.apis.find((api) => !known.includes(api));
  if (unknown !== undefined) {
    process.stderr.write(`unknown API ${unknown}; one of ${known.join(', ')}\n`);
    return 2;
  }
  const apis = options.apis.length > 0 ? options.apis : known;
  const bundles = new Map(
    await Promise.all(apis.map(async (api) => [api, await bundle(api, join(root, 'specs'))] as const)),
  );
  const files = await Promise.all([...bundles].map(([api, document]) => outputsOf(api, document)));
  const outputs = new Map(files.flatMap((each) => [...each]));
  if (options.apis.length === 0) {
    outputs.set('README.md', withSupportMatrix(await readFile(join(root, 'README.md'), 'utf8'), bundles));
  }
  // A file of an API that no longer exists belongs to nobody: only a run over all APIs sees it.
  const owned = (path: string) => options.apis.length === 0 || apis.some((api) => isOutputOf(api, path));
  if (!options.check) {
    const changes = await write(root, outputs, owned);
    process.stdout.write(`${outputs.size} generated files of ${apis.length} APIs, ${changes.length} changed\n`);
    return 0;
  }
  const drifts = await findDrift(root, outputs, owned);
  if (drifts.length === 0) {
    process.stdout.write(`${outputs.size} generated files of ${apis.join(', ')}: no drift\n`);
    return 0;
  }
  for (const { path, kind } of drifts) {
    process.stderr.write(`${kind.padEnd(8)}${path}\n`);
    if (kind !== 'changed') continue;
    for (const line of await diffLines(root, path, outputs.get(path) as string, 6))
      process.stderr.write(`        ${line.slice(0, 160)}\n`);
  }
  process.stderr.write('\nGenerated files differ from the specs. To fix: npm run generate, then commit the result.\n');
  return 1;
}

function readArguments(): { check: boolean; apis: string[]; root: string } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        check: { type: 'boolean', default: false },
        api: { type: 'string', multiple: true, default: [] },
        root: { type: 'string', default: ROOT },
      },
    });
    return { check: values.check, apis: values.api, root: resolve(values.root) };
  } catch {
    return undefined;
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const isOurs = error instanceof BundleError || error instanceof CelError || error instanceof UnknownFormatError;
  if (!isOurs) throw error;
  process.stderr.write(`${error.message}\n`);
  return 1;
});
