import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CATALOG } from './catalog.js';
import { createHandler, DEFAULT_BODY_LIMIT, type Handler } from './handler.js';
import type { MockRequest } from './message.js';
import { MockStartError } from './mock-start-error.js';

export interface MockOptions {
  /** Port to listen on; 0 picks a free one. Default 0. */
  port?: number;
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** Ids of the APIs to serve. Default: all five. */
  apis?: readonly string[];
}

export interface Mock {
  readonly port: number;
  /** Base URL of one API, to give to `createClient({baseUrl})`. */
  url(api: string): string;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

/**
 * Starts the mock.
 * @throws MockStartError when the port cannot be had or an API is not known.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { server, port } = await listen(mockListener(options.apis), options);
  const host = options.host ?? '127.0.0.1';
  return {
    port,
    url: (api) => `http://${host}:${port}/${api}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A listener for `http.createServer`, to serve the mock next to something else.
 * @throws MockStartError when an API is not known.
 */
export function mockListener(ids: readonly string[] = [...CATALOG.keys()]): RequestListener {
  const apis = ids.map((id) => {
    const api = CATALOG.get(id);
    if (!api) throw new MockStartError(`There is no API ${id}; the APIs are ${[...CATALOG.keys()].join(', ')}.`);
    return api;
  });
  const handler = createHandler(apis);
  return (request, response) => void serve(handler, request, response);
}

/** Listens with limits that let every vendor-sized request through. */
export function listen(
  listener: RequestListener,
  { port = 0, host = '127.0.0.1' }: MockOptions,
): Promise<{ server: Server; port: number }> {
  // Tencent takes 32 KiB of query, of which Node's own default refuses half; what is too long shall hear so from the vendor.
  const server = createServer({ maxHeaderSize: 2 ** 20 }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = LISTEN_ERRORS[error.code ?? ''] ?? error.message;
      reject(new MockStartError(`Cannot listen on ${host}:${port}: ${reason}.`, { cause: error }));
    });
    server.listen(port, host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; choose another with --port',
  EACCES: 'no permission for this port; choose one above 1023 with --port',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

async function serve(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, DEFAULT_BODY_LIMIT).catch(() => undefined);
  if (body === undefined) return; // The caller went away in the middle of its request.
  const answer = await handler({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers as MockRequest['headers'],
    body,
  });
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Reads a body; one above the limit is read to its end, so that the caller can hear the answer, but not kept. */
async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | 'tooLarge'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > limit ? 'tooLarge' : Buffer.concat(chunks);
}
