import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export const HAS_CHROMIUM = existsSync(EXECUTABLE);

/** For the titles of tests that cannot run without it. */
export const NEEDS_CHROMIUM = HAS_CHROMIUM ? '' : " (needs Debian's chromium)";

const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs a job in a browser with an empty profile, and closes it. */
export async function withBrowser<T>(job: (browser: BrowserContext) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'launchspec-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    args: SWITCHES,
  });
  // Sooner than the test's own limit, so that the report tells which step it was.
  browser.setDefaultTimeout(15_000);
  try {
    return await job(browser);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Collects whatever should not happen in any page: errors, failed requests, and requests to another origin. */
export function watch(browser: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  browser.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  browser.on('weberror', (error) => faults.push(`page error: ${error.error().message}`));
  browser.on('request', (request) => {
    const { protocol, origin: requested } = new URL(request.url());
    if (protocol !== 'data:' && requested !== origin) faults.push(`request to ${request.url()}`);
  });
  browser.on('requestfailed', (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  browser.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  return faults;
}
