import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SiteNotBuiltError, siteListener } from '../src/index.js';

let folder: string;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launchspec-listener-'));
  const site = join(folder, 'site');
  await mkdir(join(site, 'api'), { recursive: true });
  for (const [path, content] of [
    ['index.html', '<h1>index</h1>'],
    ['style.css', 'h1 {}'],
    ['icon.svg', '<svg/>'],
    ['page.txt', 'text'],
    ['api/index.html', '<h1>api</h1>'],
    ['api/openapi.json', '{"openapi":"3.1.1"}'],
    ['.hidden', 'secret'],
    ['../secret.html', 'secret'],
    ['../site-secret/secret.html', 'secret'],
  ] as const) {
    await mkdir(join(site, path, '..'), { recursive: true });
    await writeFile(join(site, path), content);
  }
  server = createServer(siteListener(site));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

describe('siteListener', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', '<h1>index</h1>'],
    ['/index.html', 'text/html; charset=utf-8', '<h1>index</h1>'],
    ['/index.html?a=b', 'text/html; charset=utf-8', '<h1>index</h1>'],
    ['/%69ndex.html', 'text/html; charset=utf-8', '<h1>index</h1>'],
    ['/api/', 'text/html; charset=utf-8', '<h1>api</h1>'],
    ['/api/openapi.json', 'application/json; charset=utf-8', '{"openapi":"3.1.1"}'],
    ['/style.css', 'text/css; charset=utf-8', 'h1 {}'],
    ['/icon.svg', 'image/svg+xml', '<svg/>'],
    ['/page.txt', 'application/octet-stream', 'text'],
  ])('serves %s', async (path, type, body) => {
    const answer = await get(path);
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([200, type, body]);
    expect(answer.headers['content-length']).toBe(String(body.length));
  });

  test('sends a folder without its slash to the one with it, relative to wherever it is mounted', async () => {
    expect((await get('/api')).headers.location).toBe('./api/');
    expect(await get('/api?q=1?2')).toMatchObject({ status: 301, headers: { location: './api/?q=1?2' } });
  });

  test.each([
    '/nothing',
    '/api/nothing.html',
    '/index.html/',
    '//index.html',
    '/api//index.html',
    '/../secret.html',
    '/api/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..%5csecret.html',
    '/..\\secret.html',
    '/../site-secret/secret.html',
    '/.hidden',
    '/./index.html',
    '/index.html%00.css',
    '/C:%2findex.html',
    '/%',
    '/%ff',
    '*',
    'http://127.0.0.1/../secret.html',
  ])('has no page at %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<h1>No such page</h1>');
  });

  test('never leaves its folder, whatever the path', async () => {
    const parts = [
      '..',
      '.',
      '',
      'api',
      'index.html',
      'secret.html',
      'site-secret',
      '.hidden',
      'site',
      '%2e%2e',
      '%2E.',
      '%2f',
      '%5c',
      '%00',
      '\\',
    ];
    const paths = fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 })
      .map((names) => `/${names.join('/')}`);
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        const { status, body } = await get(path);
        expect([200, 301, 404]).toContain(status);
        expect(body).not.toContain('secret');
      }),
      { numRuns: 300 },
    );
  });

  test('links the page for what is not there to the index page, from any depth', async () => {
    expect((await get('/nothing')).body).toContain('href="index.html"');
    expect((await get('/a/b/nothing')).body).toContain('href="../../index.html"');
  });

  test('answers HEAD as GET, without the body', async () => {
    const [head, full] = [await get('/', {}, 'HEAD'), await get('/')];
    expect(head.status).toBe(200);
    expect(head.body).toBe('');
    expect(withoutDate(head.headers)).toEqual(withoutDate(full.headers));
    expect(await get('/nothing', {}, 'HEAD')).toMatchObject({ status: 404, body: '' });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('allows no %s', async (method) => {
    expect(await get('/', {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test.each([
    ['the same tag', (etag: string) => etag],
    ['the same tag, weak', (etag: string) => `W/${etag}`],
    ['one tag of several', (etag: string) => `"other", ${etag}`],
    ['any tag', () => '*'],
  ])('answers 304 to %s', async (_name, header) => {
    const etag = (await get('/')).headers.etag as string;
    const answer = await get('/', { 'if-none-match': header(etag) });
    expect(answer).toMatchObject({ status: 304, body: '', headers: { etag } });
  });

  test('answers 200 to another tag, and has another tag when the file has changed', async () => {
    const path = join(folder, 'site/changing.html');
    await writeFile(path, 'before');
    const before = await get('/changing.html');
    expect((await get('/changing.html', { 'if-none-match': '"other"' })).status).toBe(200);
    await writeFile(path, 'afterwards');
    const after = await get('/changing.html', { 'if-none-match': before.headers.etag });
    expect([after.status, after.body]).toEqual([200, 'afterwards']);
  });

  test.each([
    ['gzip', true],
    ['deflate, GZIP;q=0.5', true],
    ['gzip;q=1', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000', false],
    ['br', false],
    ['', false],
  ])('with accept-encoding "%s" compresses: %s', async (accepted, compressed) => {
    const answer = await get('/', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(compressed ? 'gzip' : undefined);
    expect((compressed ? gunzipSync(answer.bytes) : answer.bytes).toString()).toBe('<h1>index</h1>');
    expect(answer.headers.vary).toBe('accept-encoding');
    expect(await get('/', { 'accept-encoding': accepted, 'if-none-match': answer.headers.etag })).toMatchObject({
      status: 304,
    });
  });

  test.each(['/', '/api', '/nothing'])('allows the page at %s to ask this host alone', async (path) => {
    const { headers } = await get(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'self';/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('cannot be made without a site', () => {
    expect(() => siteListener(join(folder, 'nothing'))).toThrow(SiteNotBuiltError);
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: string;
}

/** Sends the path as it is, where fetch would tidy it up. */
function get(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, method }, async (response) => {
      const bytes = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode, headers: response.headers, bytes, body: bytes.toString() });
    })
      .on('error', reject)
      .end();
  });
}

function withoutDate({ date: _, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}
