import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { admin, changeSettings, isAdmin, moveClock, resetAll } from './admin.js';
import { CATALOG } from './catalog.js';
import type { Fault } from './faults.js';
import { DEFAULT_BODY_LIMIT, type HandlerOptions, MockHandler } from './handler.js';
import type { JournalEntry, JournalQuery } from './journal.js';
import type { MockRequest, MockResponse } from './message.js';
import { MockStartError } from './mock-start-error.js';
import type { Purchase } from './world/events.js';
import type { ApiSettings } from './world/settings.js';

export interface MockOptions extends HandlerOptions {
  /** Port to listen on; 0 picks a free one. Default 0. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** Ids of the APIs to serve. Default: all five. */
  readonly apis?: readonly string[];
  /** Where what happens is kept: a folder, or `redis://host:port`, which several mocks can share. Default: in memory only. */
  readonly state?: string;
  /** Whether `/__launchspec/...` is served. Default true. */
  readonly admin?: boolean;
}

/** What a test can see of a mock, and do to it. */
export interface MockControl {
  /** Moves the clock: `2m`, `90s`, or milliseconds. */
  advance(duration: string | number): Promise<void>;
  /** Stops the clock, or lets it go on from where it stands. */
  freeze(frozen?: boolean): Promise<void>;
  /** What was asked and answered, oldest first. */
  journal(query?: JournalQuery): readonly JournalEntry[];
  /** What was bought, oldest first. */
  purchases(api?: string): readonly Purchase[];
  /** Lets something go wrong from now on. */
  fault(fault: Fault): void;
  /** Changes how an API behaves from now on. */
  configure(api: string, settings: Partial<ApiSettings>): Promise<void>;
  /** Forgets everything that has happened. */
  reset(): Promise<void>;
}

export interface Mock extends MockControl {
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
  const handler = makeHandler(await withState(options));
  const { server, port } = await listen(listenerOf(handler, options), options);
  const host = options.host ?? '127.0.0.1';
  return {
    ...controlOf(handler),
    port,
    url: (api) => `http://${host}:${port}/${api}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await handler.engine.close();
    },
  };
}

/** The mock without a port: a `fetch` that answers for the vendors' own hosts, and for `http://localhost/<api>`. */
export interface MockFetch extends MockControl {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/**
 * Makes a `fetch` that is the mock. A broken connection is the `TypeError` that Node's own would throw.
 * @throws MockStartError when an API is not known.
 */
export function createMockFetch(options: Omit<MockOptions, 'port' | 'host'> = {}): MockFetch {
  const handler = makeHandler(options);
  const answer = answererOf(handler, options);
  const mockFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const { status, headers, body, connection } = await answer({
      method: request.method,
      target: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: new Uint8Array(await request.arrayBuffer()),
    });
    request.signal.throwIfAborted();
    if (connection) {
      const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
      throw new TypeError('fetch failed', { cause });
    }
    return new Response(body === '' ? null : body, { status, headers });
  };
  return Object.assign(mockFetch, controlOf(handler));
}

/**
 * A listener for `http.createServer`, to serve the mock next to something else.
 * @throws MockStartError when an API is not known.
 */
export function mockListener(options: Omit<MockOptions, 'port' | 'host'> = {}): RequestListener {
  return listenerOf(makeHandler(options), options);
}

/** Options with the log that `state` names. */
export async function withState<Options extends MockOptions>(options: Options): Promise<Options> {
  if (options.state === undefined) return options;
  const { openStorageLog } = await import('./world/storage-log.js');
  return { ...options, log: await openStorageLog(options.state) };
}

function makeHandler({ apis: ids = [...CATALOG.keys()], ...options }: MockOptions): MockHandler {
  const apis = ids.map((id) => {
    const api = CATALOG.get(id);
    if (!api) throw new MockStartError(`There is no API ${id}; the APIs are ${[...CATALOG.keys()].join(', ')}.`);
    return api;
  });
  return new MockHandler(apis, options);
}

function controlOf(handler: MockHandler): MockControl {
  return {
    advance: (duration) => moveClock(handler, { advance: duration }),
    freeze: (frozen = true) => moveClock(handler, { freeze: frozen }),
    journal: (query) => handler.journal.entries(query),
    purchases: (api) => handler.engine.world.purchases().filter((each) => api === undefined || each.api === api),
    fault: (fault) => handler.faults.add(fault),
    configure: (api, settings) => changeSettings(handler, api, settings),
    reset: () => resetAll(handler),
  };
}

type Answer = (request: MockRequest) => Promise<MockResponse>;

function answererOf(handler: MockHandler, options: MockOptions): Answer {
  return (request) =>
    options.admin !== false && isAdmin(request.target) ? admin(handler, request) : handler.handle(request);
}

function listenerOf(handler: MockHandler, options: MockOptions): RequestListener {
  const answer = answererOf(handler, options);
  return (request, response) => void serve(answer, request, response);
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

async function serve(handle: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, DEFAULT_BODY_LIMIT).catch(() => undefined);
  if (body === undefined) return; // The caller went away in the middle of its request.
  const answer = await handle({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers as MockRequest['headers'],
    body,
  });
  if (answer.connection === 'reset') return void request.socket.resetAndDestroy();
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  if (answer.connection === 'half')
    response.write(answer.body.slice(0, answer.body.length / 2), () =>
      setImmediate(() => request.socket.resetAndDestroy()),
    );
  else response.end(answer.body);
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
