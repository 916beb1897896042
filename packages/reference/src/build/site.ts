import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from './api.js';
import { allDiscrepanciesPage, discrepanciesPage } from './discrepancies.js';
import { docsView } from './docs-view.js';
import { indexPage } from './index-page.js';
import { LAUNCH_PAGE, launchPage } from './launch-page.js';
import { redocPage } from './redoc.js';
import { readApis, readReferences, type Sources } from './sources.js';

const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));

/** How many Redocly processes run at a time. */
const WORKERS = 2;

/**
 * Builds the whole site into a folder, which it empties first, and returns the ids of the APIs in it.
 * @throws SiteBuildError when a bundle is missing or Redocly fails, DocsViewError when a document holds what the docs cannot show.
 */
export async function buildSite(sources: Sources, output: string): Promise<string[]> {
  await rm(output, { recursive: true, force: true });
  const apis = await readApis(sources);
  const references = await readReferences(sources);
  const launch = launchPage(apis);
  const files = new Map([
    ['index.html', indexPage(apis, launch !== undefined)],
    ['discrepancies.html', allDiscrepanciesPage(apis, references)],
  ]);
  if (launch !== undefined) files.set(LAUNCH_PAGE, launch);
  for (const api of apis) {
    files.set(`${api.id}/discrepancies.html`, discrepanciesPage(api));
    for (const { file, content } of api.downloads) files.set(`${api.id}/${file}`, content);
  }
  const waiting = apis.values();
  const work = async () => {
    for (const api of waiting) files.set(`${api.id}/index.html`, await reference(api, references));
  };
  // To the end, also where one fails: each removes its temporary folder.
  const results = await Promise.allSettled(Array.from({ length: WORKERS }, work));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  for (const [path, content] of files) {
    await mkdir(dirname(join(output, path)), { recursive: true });
    await writeFile(join(output, path), content);
  }
  for (const asset of ['style.css', 'icon.svg']) await cp(join(ASSETS, asset), join(output, asset));
  return apis.map(({ id }) => id);
}

function reference(api: Api, references: ReadonlyMap<string, string>): Promise<string> {
  const discrepancies = new Set(api.discrepancies.map(({ id }) => id));
  return redocPage(api, docsView(api.document, { references, discrepancies }));
}
