import { access, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Api, Download } from './api.js';
import type { Discrepancy } from './discrepancies.js';
import type { OpenApiDocument } from './openapi.js';
import { SiteBuildError } from './site-build-error.js';

/** Where the site is built from. */
export interface Sources {
  /** The redocly.yaml that lists the APIs. */
  readonly config: string;
  /** The folder of the specs: references and discrepancies. */
  readonly specs: string;
  /** The folder of the bundles. */
  readonly bundles: string;
}

/** @throws SiteBuildError naming every bundle that is missing. */
export async function readApis({ config, specs, bundles }: Sources): Promise<Api[]> {
  const ids = Object.keys(((await readYaml(config)) as { apis: Record<string, unknown> }).apis);
  const missing: string[] = [];
  for (const id of ids) await access(join(bundles, `${id}.json`)).catch(() => missing.push(id));
  if (missing.length > 0) {
    throw new SiteBuildError(`There is no bundle of ${missing.join(', ')}. To make it: npm run generate`);
  }
  return Promise.all(
    ids.map(async (id) => {
      const downloads = await readDownloads(bundles, id);
      return {
        id,
        document: JSON.parse((downloads[0] as Download).content) as OpenApiDocument,
        discrepancies: (await readYaml(join(specs, id, 'discrepancies.yaml'))) as Discrepancy[],
        downloads,
      };
    }),
  );
}

export async function readReferences({ specs }: Sources): Promise<Map<string, string>> {
  return new Map(Object.entries((await readYaml(join(specs, 'common/references.yaml'))) as Record<string, string>));
}

/** The bundle of an API, and those that are limited to one of its actions. */
async function readDownloads(bundles: string, id: string): Promise<Download[]> {
  const files = (await readdir(bundles)).filter((file) => file.startsWith(`${id}.`) && file.endsWith('.json')).sort();
  const whole = `${id}.json`;
  return Promise.all(
    [whole, ...files.filter((file) => file !== whole)].map(async (file) => {
      const content = await readFile(join(bundles, file), 'utf8');
      if (file === whole) return { file: 'openapi.json', content };
      const action = basename(file, '.json').slice(id.length + 1);
      return { file: `${action}.openapi.json`, action, content };
    }),
  );
}

async function readYaml(path: string): Promise<unknown> {
  return parse(
    await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new SiteBuildError(
        `${basename(dirname(path))}/${basename(path)} cannot be read: ${error.code ?? error.message}`,
      );
    }),
  );
}
