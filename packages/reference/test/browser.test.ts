import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { siteListener } from '../src/index.js';
import { HAS_CHROMIUM, launch, NEEDS_CHROMIUM, watch } from './chromium.js';

const CONFIG = new URL('../../../redocly.yaml', import.meta.url);
const APIS = Object.keys((parse(readFileSync(CONFIG, 'utf8')) as { apis: object }).apis);

const MISSING = 'nothing/here.html';

/** One of each kind that is not Redoc's. */
const KINDS_OF_PAGES = [
  'index.html',
  'launch-request.html',
  'discrepancies.html',
  `${APIS[0]}/discrepancies.html`,
  MISSING,
];

/** As the command line mounts it. */
const MOUNT = '/docs';

let server: Server;
let origin: string;
let browser: Browser | undefined;

beforeAll(async () => {
  const site = siteListener();
  [server, origin] = await listen((request, response) => {
    request.url = (request.url ?? '').slice(MOUNT.length);
    site(request, response);
  });
  if (HAS_CHROMIUM) browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await close(server);
});

describe.skipIf(!HAS_CHROMIUM)(`the site in a browser${NEEDS_CHROMIUM}`, () => {
  test.each(KINDS_OF_PAGES)('%s is accessible in light and in dark, and makes no fault', async (path) => {
    await browse(origin, async (page, faults) => {
      await page.goto(`${origin}${MOUNT}/${path}`);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(summary)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
      expect(dark.violations.map(summary)).toEqual([]);
      expect(faults.filter((fault) => path !== MISSING || !fault.includes('404')).join('\n')).toBe('');
    });
  });

  test('its own pages fit a screen of 360 pixels', async () => {
    await browse(origin, async (page) => {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of KINDS_OF_PAGES) {
        await page.goto(`${origin}${MOUNT}/${path}`);
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
      }
    });
  });

  test('a table that is wider than the screen scrolls in its own frame, which the keyboard reaches', async () => {
    await browse(origin, async (page) => {
      await page.setViewportSize({ width: 800, height: 740 });
      await page.goto(`${origin}${MOUNT}/launch-request.html`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(800);
      await page.locator('.scroll').focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.evaluate('document.querySelector(".scroll").scrollLeft')).toBeGreaterThan(0);
    });
  });

  test.each(APIS)('%s: the fields of a launch request lead to their places in its reference', async (api) => {
    await browse(origin, async (page, faults) => {
      await page.goto(`${origin}${MOUNT}/launch-request.html`);
      const links = await page.locator(`td a[href^="${api}/"]`).evaluateAll((all) => all.map((each) => String(each)));
      const depth = (link: string) => link.split('/').length + link.split('[]').length;
      const deepest = links.reduce((one, other) => (depth(other) > depth(one) ? other : one), '');
      const elsewhere = links.filter((link) => link.includes('&in='));
      for (const link of new Set([links[0] as string, deepest, ...elsewhere])) {
        await page.goto('about:blank');
        await page.goto(link);
        await redocReady(page);
        await page.locator(`[id="${link.split('#').at(-1)}"]`).waitFor();
      }
      expect(faults.join('\n')).toBe('');
    });
  });

  test.each(['light', 'dark'] as const)(
    'what we add to the pages of Redoc is accessible, in %s',
    async (colorScheme) => {
      await browse(origin, async (page) => {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${origin}${MOUNT}/${APIS[0]}/index.html`);
        const { violations } = await new AxeBuilder({ page }).include('.notes').include('.chinese').analyze();
        expect(violations.map(summary)).toEqual([]);
      });
    },
  );

  test.each(APIS)('%s: from the index page to an operation and on to a discrepancy, without a fault', async (api) => {
    await browse(origin, async (page, faults) => {
      await page.goto(`${origin}${MOUNT}/`);
      await page.locator(`.card a.primary[href="${api}/index.html"]`).click();
      await redocReady(page);
      await page.locator('#redoc a[href*="#/"] .tag-default').first().click();
      await page.waitForURL(/#\/.+\/.+/);
      const chinese = page.locator('#redoc .chinese[lang="zh-Hans"]');
      // More than the introduction has: the operation is shown.
      await chinese.nth(10).waitFor({ state: 'attached' });
      const link = page.locator('#redoc .notes a[href^="discrepancies.html#"]').first();
      const id = (await link.textContent()) ?? '';
      await link.click();
      await page.waitForURL(`${origin}${MOUNT}/${api}/discrepancies.html#${id}`);
      expect(await page.locator('article:target').getAttribute('id')).toBe(id);
      await page.locator('header nav a', { hasText: 'reference' }).click();
      await redocReady(page);
      await page.locator('#redoc img[alt="Launchspec, all APIs"]').click();
      await page.waitForURL(`${origin}${MOUNT}/index.html`);
      expect(faults.join('\n')).toBe('');
    });
  });

  test.each([
    [
      'a request to another host',
      '<img src="http://other.invalid/image.png">',
      'request to http://other.invalid/image.png',
    ],
    ['an image that is missing', '<img src="/missing.png">', '404: '],
    ['an error on the console', '<script>console.error("broken")</script>', 'console error: broken'],
    ['an error that nobody catches', '<script>throw new Error("broken")</script>', 'page error: broken'],
    [
      'a request that fails',
      '<script src="http://127.0.0.1:1/script.js"></script>',
      'failed: http://127.0.0.1:1/script.js',
    ],
  ])('the watch sees %s', async (_name, html, expected) => {
    const [bad, badOrigin] = await listen((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html' });
      response.end(request.url === '/' ? html : '');
    });
    await browse(badOrigin, async (page, faults) => {
      await page.goto(badOrigin, { waitUntil: 'load' });
      expect(
        faults.some((fault) => fault.includes(expected)),
        faults.join('\n'),
      ).toBe(true);
    });
    await close(bad);
  });
});

/** Does a job in a page of its own, without cookies and storage of others, and collects its faults. */
async function browse(expected: string, job: (page: Page, faults: string[]) => Promise<void>): Promise<void> {
  const context = await (browser as Browser).newContext();
  // Sooner than the test's own limit, so that the report tells which step it was.
  context.setDefaultTimeout(15_000);
  const faults = watch(context, expected);
  await job(await context.newPage(), faults);
  await context.close();
}

/** Waits until Redoc has taken the page over and its search index is built; before that, leaving the page would cut a request off. */
async function redocReady(page: Page): Promise<void> {
  await page.locator('#redoc [data-testid="search-trigger"]', { hasText: 'Search' }).waitFor();
}

function summary({ id, nodes }: { id: string; nodes: { html: string; failureSummary?: string }[] }): string {
  return `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('\n')}`;
}

async function listen(listener: RequestListener): Promise<[Server, string]> {
  const created = createServer(listener);
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  return [created, `http://127.0.0.1:${(created.address() as AddressInfo).port}`];
}

async function close(opened: Server): Promise<void> {
  opened.closeAllConnections();
  await new Promise((resolve) => opened.close(resolve));
}
