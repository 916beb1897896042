import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CONTENT_SECURITY_POLICY } from '../content-security-policy.js';
import type { Api } from './api.js';
import { isPlace, type OpenApiDocument, type Place } from './openapi.js';
import { SiteBuildError } from './site-build-error.js';

const REDOCLY = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');
const TEMPLATE = fileURLToPath(new URL('../../assets/redoc.hbs', import.meta.url));

/** Where Redoc would load its own logo from, on every visit. */
const REMOTE_LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;

/**
 * The reference page of an API as one HTML file that asks no other host for anything.
 * @throws SiteBuildError with Redocly's own output when it fails.
 */
export async function redocPage(api: Api, view: OpenApiDocument): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'launchspec-reference-'));
  try {
    await writeFile(join(folder, 'view.json'), JSON.stringify(withLogo(view)));
    await writeFile(join(folder, 'options.json'), JSON.stringify(options(api, view)));
    const template = { title: `${view.info.title} | Launchspec`, contentSecurityPolicy: CONTENT_SECURITY_POLICY };
    const words = [
      'build-docs',
      'view.json',
      '--output',
      'page.html',
      '--inlineBundle',
      '--openapi',
      'options.json',
      '--template',
      TEMPLATE,
    ];
    for (const [name, value] of Object.entries(template)) words.push(`--templateOptions.${name}`, value);
    await promisify(execFile)(process.execPath, [REDOCLY, ...words], {
      // A folder without redocly.yaml: the lint rules there are not for the view.
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
      throw new SiteBuildError(`redocly build-docs failed for ${api.id}:\n${(error.stderr || error.message).trim()}`);
    });
    return selfContained(await readFile(join(folder, 'page.html'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws SiteBuildError when a new Redoc has another logo, which would then be loaded from another host. */
export function selfContained(html: string): string {
  if (html.search(REMOTE_LOGO) < 0) {
    throw new SiteBuildError(
      'Redoc no longer loads its logo from where it did; see what the page loads now, and replace that.',
    );
  }
  return html.replaceAll(REMOTE_LOGO, svg('<text x="0" y="11" font-size="12">Redoc</text>', 40, 14));
}

function withLogo(view: OpenApiDocument): OpenApiDocument {
  const url = svg('<text x="65" y="19" font-size="18" text-anchor="middle">Launchspec</text>', 130, 26);
  const logo = { url, href: '../index.html', altText: 'Launchspec, all APIs', backgroundColor: 'transparent' };
  return { ...view, info: { ...view.info, 'x-logo': logo } };
}

/** A data URI, in a colour that is legible on light and on dark. */
function svg(content: string, width: number, height: number): string {
  const style = 'font-family="system-ui, sans-serif" font-weight="600" fill="#3b7ddd"';
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${style}>${content}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(image)}`;
}

function options({ downloads }: Api, view: OpenApiDocument): object {
  const samples = Object.values(view.paths)
    .flatMap((item) => Object.values(item))
    .flatMap((operation) =>
      isPlace(operation) ? ((operation['x-codeSamples'] as readonly Place[] | undefined) ?? []) : [],
    );
  return {
    disableTelemetry: true,
    downloadUrls: downloads.map(({ file }) => ({ title: file, url: file })),
    maxDisplayedEnumValues: 20,
    // Redoc shows a code sample only if its label is among the languages.
    ...(samples.length === 0 ? {} : { codeSamples: { languages: [{ lang: 'Payload' }, ...samples] } }),
  };
}
