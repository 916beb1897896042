import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ADMIN_PREFIX,
  addFault,
  admin,
  changeSettings,
  checkSettings,
  isAdmin,
  journalOf,
  knownApi,
  moveClock,
  purchasesOf,
  resetAll,
} from './admin.js';
import { AdminProblem } from './admin-problem.js';
import { AUTH_MODES } from './auth.js';
import { CATALOG, type MockedApi } from './catalog.js';
import type { Fault } from './faults.js';
import { DEFAULT_BODY_LIMIT, type HandlerOptions, MockHandler } from './handler.js';
import type { JournalEntry, JournalQuery } from './journal.js';
import { jsonResponse, type MockRequest, type MockResponse } from './message.js';
import { MockStartError } from './mock-start-error.js';
import type { Purchase } from './world/events.js';
import type { EventLog } from './world/log.js';
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
  /** Whether `/__launchspec/...` is served, and whether on a port of its own (0 picks a free one). Default true. */
  readonly admin?: boolean | AdminPort;
}

/** Where the admin calls are served, when not beside the APIs. */
export interface AdminPort {
  readonly port: number;
  /** Default `127.0.0.1`, wherever the mock itself listens. */
  readonly host?: string;
}

/** What a test can see of a mock, and do to it. */
export interface MockControl {
  /** Moves the clock: `2m`, `90s`, or milliseconds. */
  advance(duration: string | number): Promise<void>;
  /** Stops the clock, or lets it go on from where it stands. */
  freeze(frozen?: boolean): Promise<void>;
  /** What was asked and answered, oldest first. @throws AdminProblem for an API or operation that there is not. */
  journal(query?: JournalQuery): readonly JournalEntry[];
  /** What was bought, oldest first. @throws AdminProblem for an API that there is not. */
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
  /** Where the admin calls are: `http://127.0.0.1:4010/__launchspec`. Undefined where they are off. */
  readonly adminUrl: string | undefined;
  /** Base URL of one API, to give to `createClient({baseUrl})`. @throws AdminProblem for an API that is not served. */
  url(api: string): string;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

/**
 * Starts the mock. When it cannot start, nothing listens.
 * @param around puts something in front of the mock, on the same port.
 * @throws MockStartError when a port or the state cannot be had or an API is not known.
 */
export async function startMock(
  options: MockOptions = {},
  around: (mock: RequestListener) => RequestListener = (mock) => mock,
): Promise<Mock> {
  const opened: (() => Promise<void>)[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    for (const closeOne of opened.reverse()) await closeOne();
  };
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  try {
    const apis = apisOf(options);
    const log = options.state === undefined ? options.log : await openLog(options.state).catch(noState);
    const handler = new MockHandler(apis, { ...options, ...(log === undefined ? {} : { log }) });
    opened.push(() => handler.close());
    await handler.engine.refresh().catch(noState);
    const main = await listen(around(listenerOf(answererOf(handler, options.admin))), options);
    opened.push(main.close);
    let adminOrigin = options.admin === false ? undefined : main.origin;
    if (typeof options.admin === 'object') {
      const own = await listen(
        listenerOf((request) => admin(handler, request)),
        options.admin,
        '--admin-port',
      );
      opened.push(own.close);
      adminOrigin = own.origin;
    }
    return {
      ...controlOf(handler),
      port: main.port,
      adminUrl: adminOrigin && `${adminOrigin}${ADMIN_PREFIX}`,
      url: (api) => `${main.origin}/${knownApi(apis, api).description.id}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The mock without a port: a `fetch` that answers for the vendors' own hosts, and for `http://localhost/<api>`. */
export interface MockFetch extends MockControl {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

export interface MockFetchOptions extends Omit<MockOptions, 'port' | 'host' | 'state' | 'admin'> {
  /** Whether `/__launchspec/...` is served. Default true. */
  readonly admin?: boolean;
}

/**
 * Makes a `fetch` that is the mock. A broken connection is the `TypeError` that Node's own would throw.
 * @throws MockStartError when an API is not known.
 */
export function createMockFetch(options: MockFetchOptions = {}): MockFetch {
  const handler = new MockHandler(apisOf(options), options);
  const answer = answererOf(handler, options.admin);
  const mockFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const answered = answer({
      method: request.method,
      target: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...Object.fromEntries(request.headers) },
      body: new Uint8Array(await request.arrayBuffer()),
    });
    // As with a server, who gives up hears so at once, and what was asked for happens nonetheless.
    const { status, headers, body, connection } = await Promise.race([answered, abortOf(request.signal)]);
    if (connection) {
      const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
      throw new TypeError('fetch failed', { cause });
    }
    return new Response(body === '' ? null : body, { status, headers });
  };
  return Object.assign(mockFetch, controlOf(handler));
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function noState(error: unknown): never {
  throw new MockStartError(`Cannot open the state: ${(error as Error).message}.`, { cause: error });
}

async function openLog(state: string): Promise<EventLog> {
  const { openStorageLog } = await import('./world/storage-log.js');
  return openStorageLog(state);
}

/** The APIs that are asked for. @throws MockStartError for options that cannot be. */
function apisOf({
  apis: ids = [...CATALOG.keys()],
  settings = {},
  journalSize = 0,
  skew = 0,
  auth = 'present',
  keys = [],
}: HandlerOptions & Pick<MockOptions, 'apis'>): MockedApi[] {
  if (!Number.isSafeInteger(journalSize) || journalSize < 0)
    throw new MockStartError('journalSize must be a whole number from 0 on.');
  if (!AUTH_MODES.includes(auth)) throw new MockStartError(`auth must be one of ${AUTH_MODES.join(', ')}.`);
  if (!keys.every(({ id, secret }) => isText(id) && isText(secret)))
    throw new MockStartError('keys must be pairs of an id and a secret: { id, secret }.');
  if (!(skew >= 0)) throw new MockStartError('skew must be a number of seconds from 0 on.');
  for (const [id, ofApi] of Object.entries(settings)) {
    try {
      checkSettings(apiOf(id), ofApi);
    } catch (error) {
      if (error instanceof AdminProblem) throw new MockStartError(`In the settings of ${id}, ${error.message}.`);
      throw error;
    }
  }
  return ids.map(apiOf);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function apiOf(id: string): MockedApi {
  const api = CATALOG.get(id);
  if (!api) throw new MockStartError(`There is no API ${id}; the APIs are ${[...CATALOG.keys()].join(', ')}.`);
  return api;
}

function controlOf(handler: MockHandler): MockControl {
  return {
    advance: (duration) => moveClock(handler, { advance: duration }),
    freeze: (frozen = true) => moveClock(handler, { freeze: frozen }),
    journal: (query) => journalOf(handler, query),
    purchases: (api) => purchasesOf(handler, api),
    fault: (fault) => addFault(handler, fault),
    configure: (api, settings) => changeSettings(handler, api, settings),
    reset: () => resetAll(handler),
  };
}

type Answer = (request: MockRequest) => Promise<MockResponse>;

function answererOf(handler: MockHandler, beside: MockOptions['admin'] = true): Answer {
  return (request) => (beside === true && isAdmin(request.target) ? admin(handler, request) : handler.handle(request));
}

function listenerOf(answer: Answer): RequestListener {
  return (request, response) => void serve(answer, request, response);
}

/** Something that listens on a port. */
export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:4010` */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Listens with limits that let every vendor-sized request through.
 * @param argument the command-line argument that chooses the port.
 * @throws MockStartError when the port cannot be had.
 */
export async function listen(
  listener: RequestListener,
  { port = 0, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string },
  argument = '--port',
): Promise<Listening> {
  // Tencent takes 32 KiB of query, of which Node's own default refuses half; what is too long shall hear so from the vendor.
  const server = createServer({ maxHeaderSize: 2 ** 20 }, listener);
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = LISTEN_ERRORS[code]?.replace('PORT', argument) ?? message;
    throw new MockStartError(`Cannot listen on ${name}:${port}: ${reason}.`, { cause: error });
  }
  const { port: chosen } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: chosen, origin: `http://${name}:${chosen}`, close };
}

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use; choose another with PORT',
  EACCES: 'no permission for this port; choose one above 1023 with PORT',
  EADDRNOTAVAIL: 'this machine does not have that address',
  ERR_SOCKET_BAD_PORT: 'a port is a whole number from 0 to 65535',
};

async function serve(handle: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, DEFAULT_BODY_LIMIT).catch(() => undefined);
  if (body === undefined) return; // The caller went away in the middle of its request.
  // `set-cookie` alone comes as a list.
  const headers = Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]);
  const answer = await handle({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: Object.fromEntries(headers) as MockRequest['headers'],
    body,
  }).catch((error: unknown) => {
    process.stderr.write(`launchspec mock: ${(error as Error).stack}\n`);
    return jsonResponse(500, { launchspec: 'The mock failed; its error output says why.' });
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
