import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfContained } from '../src/build/redoc.js';
import { buildSite } from '../src/build/site.js';
import { SiteBuildError } from '../src/build/site-build-error.js';
import type { Sources } from '../src/build/sources.js';
import { deadLinks, filesIn } from './dead-links.js';

const FIXTURE = fileURLToPath(new URL('fixture/', import.meta.url));

let folder: string;
let site: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launchspec-site-'));
  site = join(folder, 'site');
  await mkdir(site);
  await writeFile(join(site, 'stale.html'), 'of an earlier build');
  await buildSite(sourcesIn(FIXTURE), site);
});

afterAll(() => rm(folder, { recursive: true }));

describe('buildSite', () => {
  test('makes these files and leaves no stale one', async () => {
    expect(await filesIn(site)).toEqual([
      'discrepancies.html',
      'icon.svg',
      'index.html',
      'shop-actions/Buy.openapi.json',
      'shop-actions/discrepancies.html',
      'shop-actions/index.html',
      'shop-actions/openapi.json',
      'shop-small/discrepancies.html',
      'shop-small/index.html',
      'shop-small/openapi.json',
      'style.css',
    ]);
  });

  test('makes the same bytes again', async () => {
    const again = join(folder, 'again');
    await buildSite(sourcesIn(FIXTURE), again);
    for (const file of await filesIn(site)) expect(await text(again, file), file).toBe(await text(site, file));
  });

  test('offers the bundles as they are', async () => {
    for (const [download, bundle] of [
      ['shop-small/openapi.json', 'shop-small.json'],
      ['shop-actions/openapi.json', 'shop-actions.json'],
      ['shop-actions/Buy.openapi.json', 'shop-actions.Buy.json'],
    ] as const) {
      expect(await text(site, download)).toBe(await text(FIXTURE, `bundles/${bundle}`));
    }
  });

  test('makes reference pages that load nothing, of what the docs view says', async () => {
    const html = await text(site, 'shop-small/index.html');
    expect(html).toContain('<title>Small shop | Launchspec</title>');
    expect(html).not.toMatch(/<(?:script|img|link)\b[^>]*\b(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toContain('cdn.redoc.ly');
    expect(html).toContain('"disableTelemetry":true');
    expect(html).toContain('Source: npm shop-sdk 1.2.3 (read there).');
    expect(html).toContain('[small-size](discrepancies.html#small-size)');
  });

  test.each([
    ['shop-small', '<b class="method">PUT</b> https://small.example/v1/{shop}/orders</code>'],
    ['shop-actions', '<b class="method">POST</b> https://actions.example/api</code>\n<code>X-Action: Buy</code>'],
    ['shop-actions', '<b class="method">GET</b> https://actions.example/api?Action=Buy</code>'],
  ])('says on the index page how %s goes over the wire', async (_api, expected) => {
    expect((await text(site, 'index.html')).replaceAll('<wbr>', '')).toContain(expected);
  });

  test('shows text as text, with code and Chinese marked up', async () => {
    const html = await text(site, 'discrepancies.html');
    expect(html).toContain(
      'The table says <code>GB</code> &amp; the example &lt;GiB&gt;; <span lang="zh-Hans">售馨</span> is a typo.',
    );
  });

  test('links only to what there is, relative, from every page', async () => {
    expect(await deadLinks(site)).toEqual([]);
  });

  test('the check of links finds dead ones', async () => {
    const broken = join(folder, 'broken');
    await mkdir(join(broken, 'a'), { recursive: true });
    await writeFile(
      join(broken, 'index.html'),
      '<a href="a/index.html#here">a</a> <a href="/a/">b</a> <a href="https://x.example">c</a>',
    );
    await writeFile(join(broken, 'a/index.html'), '<p id="there"><a href="../gone.html">d</a>');
    await writeFile(
      join(broken, 'a/redoc.html'),
      '<div id="redoc"></div> "[x](discrepancies.html#gone) [All APIs](../index.html)"',
    );
    expect(await deadLinks(broken)).toEqual([
      'a/index.html: ../gone.html',
      'a/redoc.html: discrepancies.html#gone',
      'index.html: a/index.html#here',
      'index.html: /a/',
      'index.html: https://x.example',
    ]);
  });

  test.each([
    [
      'a bundle is missing',
      'bundles/shop-small.json',
      /^There is no bundle of shop-small\. To make it: npm run generate$/,
    ],
    [
      'the discrepancies of an API are missing',
      'specs/shop-small/discrepancies.yaml',
      /shop-small\/discrepancies\.yaml cannot be read: ENOENT/,
    ],
    ['the references are missing', 'specs/common/references.yaml', /common\/references\.yaml cannot be read: ENOENT/],
  ])('fails clearly where %s', async (_name, file, message) => {
    const sources = await damaged(file);
    await expect(buildSite(sourcesIn(sources), join(folder, 'failed'))).rejects.toThrow(message);
  });

  test('fails with what Redocly says', async () => {
    const sources = await damaged('bundles/shop-small.json');
    await writeFile(
      join(sources, 'bundles/shop-small.json'),
      '{"info":{"title":"No OpenAPI","version":"1"},"servers":[],"paths":{}}',
    );
    const build = buildSite(sourcesIn(sources), join(folder, 'failed'));
    await expect(build).rejects.toThrow(SiteBuildError);
    await expect(build).rejects.toThrow(/^redocly build-docs failed for shop-small:\n.*Unsupported specification/s);
  });

  test('fails where Redoc has another logo than the one that is replaced', () => {
    expect(() => selfContained('<img src="https://cdn.example/logo.svg">')).toThrow(SiteBuildError);
  });
});

function text(root: string, file: string): Promise<string> {
  return readFile(join(root, file), 'utf8');
}

function sourcesIn(root: string): Sources {
  return { config: join(root, 'redocly.yaml'), specs: join(root, 'specs'), bundles: join(root, 'bundles') };
}

/** A copy of the fixture without one file. */
async function damaged(file: string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'fixture-'));
  await cp(FIXTURE, copy, { recursive: true });
  await rm(join(copy, file));
  return copy;
}
