import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BundleError } from './bundle-error.js';
import type { Document } from './openapi.js';
import { expandQueryForms } from './query-form.js';
import { origin, ROOT } from './workspace.js';

const REDOCLY = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');

/**
 * One self-contained document of an API: the files of its spec joined by Redocly, and query forms spelt out.
 * @throws BundleError with Redocly's own output when the spec cannot be read.
 */
export async function bundle(api: string, specs = join(ROOT, 'specs')): Promise<Document> {
  const folder = await mkdtemp(join(tmpdir(), 'launchspec-bundle-'));
  try {
    const output = join(folder, 'bundle.json');
    // A folder without redocly.yaml: bundling needs none of the lint rules, nor the plugin that must be built first.
    await promisify(execFile)(process.execPath, [REDOCLY, 'bundle', join(specs, api, 'openapi.yaml'), '-o', output], {
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    }).catch((error: { stderr?: string; message: string }) => {
      throw new BundleError(api, error.stderr ?? error.message);
    });
    const document = JSON.parse(await readFile(output, 'utf8')) as Document;
    const { openapi, ...rest } = document;
    return expandQueryForms({ openapi, 'x-generated': origin(api), ...rest } as Document);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
