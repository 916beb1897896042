import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.js';
import { page } from './html.js';
import { siteDirectory } from './site-directory.js';
import { SiteNotBuiltError } from './site-not-built-error.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** On every answer. */
const COMMON_HEADERS: OutgoingHttpHeaders = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/**
 * A listener for `http.createServer` that serves the site from the root of its URLs. To serve it under a prefix, take the prefix off
 * `request.url` first: every link in the site is relative.
 * @throws SiteNotBuiltError when there is no site in the folder.
 */
export function siteListener(directory: string = siteDirectory()): RequestListener {
  if (!existsSync(join(directory, 'index.html'))) throw new SiteNotBuiltError(directory);
  const files = new FileCache();
  return (request, response) => {
    answer(directory, files, request, response).catch((error: unknown) => {
      process.stderr.write(`launchspec reference: ${(error as Error).stack}\n`);
      if (!response.headersSent) response.writeHead(500, COMMON_HEADERS);
      response.end();
    });
  };
}

async function answer(
  directory: string,
  files: FileCache,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, headers: OutgoingHttpHeaders, body: Uint8Array | string = '') => {
    response.writeHead(status, { ...COMMON_HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, { allow: 'GET, HEAD' });
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const names = namesIn(path);
  const file = names && (await files.find(join(directory, ...names)));
  if (file === 'folder' && names) {
    // Relative, so that it stays right under a prefix.
    return send(301, {
      location: `./${encodeURIComponent(names.at(-1) as string)}/${query.length > 0 ? `?${query.join('?')}` : ''}`,
    });
  }
  if (!file || file === 'folder') return send(404, { 'content-type': CONTENT_TYPES['.html'] }, notFoundPage(path));
  const zipped = acceptsGzip(request.headers['accept-encoding']);
  const etag = `"${file.hash}${zipped ? '-gzip' : ''}"`;
  const headers = { etag, vary: 'accept-encoding' };
  if (matches(request.headers['if-none-match'], etag)) {
    response.writeHead(304, { ...COMMON_HEADERS, ...headers });
    response.end();
    return;
  }
  const encoding = zipped ? { 'content-encoding': 'gzip' } : {};
  send(200, { ...headers, ...encoding, 'content-type': file.type }, zipped ? await file.zipped() : file.content);
}

/** The file names in a path, its folder's index included; undefined where one of them is not the name of a file in the site. */
function namesIn(path: string): string[] | undefined {
  const parts = path.replace(/^\//, '').split('/');
  if (parts.at(-1) === '') parts.splice(-1, 1, 'index.html');
  const names: string[] = [];
  for (const part of parts) {
    const name = decode(part);
    // A leading dot is `.`, `..` or a hidden file; the others would be paths by themselves on some system.
    if (name === undefined || name === '' || /^\.|[/\\:\0]/.test(name)) return undefined;
    names.push(name);
  }
  return names;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((coding) => {
      const [name, ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase());
      return name === 'gzip' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

interface SiteFile {
  readonly content: Buffer;
  readonly hash: string;
  readonly type: string;
  zipped(): Promise<Buffer>;
}

/** Keeps what was read, until the file changes. */
class FileCache {
  readonly #files = new Map<string, { readonly version: string; readonly file: SiteFile }>();

  async find(path: string): Promise<SiteFile | 'folder' | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found) return undefined;
    if (found.isDirectory()) return 'folder';
    const version = `${found.mtimeMs} ${found.size}`;
    const kept = this.#files.get(path);
    if (kept?.version === version) return kept.file;
    const file = siteFile(path, await readFile(path));
    this.#files.set(path, { version, file });
    return file;
  }
}

function siteFile(path: string, content: Buffer): SiteFile {
  let zipped: Promise<Buffer> | undefined;
  return {
    content,
    hash: createHash('sha256').update(content).digest('base64url').slice(0, 22),
    type: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
    zipped: () => {
      zipped ??= promisify(gzip)(content);
      return zipped;
    },
  };
}

function notFoundPage(path: string): string {
  const up = '../'.repeat(Math.max(0, path.split('/').length - 2));
  const main = `<h1>No such page</h1>\n<p class="lead">The site has no page at this address. <a href="${up}index.html">All APIs</a></p>`;
  return page({ title: 'No such page | Launchspec', up, main });
}
