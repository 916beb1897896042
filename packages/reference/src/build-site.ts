import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocsViewError } from './build/docs-view-error.js';
import { buildSite } from './build/site.js';
import { SiteBuildError } from './build/site-build-error.js';
import { siteDirectory } from './site-directory.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the site of this package from the bundles and specs of the checkout. */
async function main(): Promise<void> {
  const sources = {
    config: join(ROOT, 'redocly.yaml'),
    specs: join(ROOT, 'specs'),
    bundles: join(ROOT, 'packages/openapi/src/generated'),
  };
  const apis = await buildSite(sources, siteDirectory());
  process.stdout.write(`The site of ${apis.length} APIs: ${apis.join(', ')}\n`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof SiteBuildError || error instanceof DocsViewError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
