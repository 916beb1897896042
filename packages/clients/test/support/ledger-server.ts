import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ApiDescription, OperationDescription } from '../../src/api-description.js';
import { stepsOf } from '../../src/pointers.js';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A vendor that does what a script tells it, and keeps a ledger of the work that it has done. */
export interface LedgerServer {
  readonly url: string;
  /** Requests that were read to the end. */
  readonly received: readonly Received[];
  /** How often the work was done; a token that comes again does none. */
  readonly work: () => number;
  readonly close: () => Promise<void>;
}

export interface LedgerOptions {
  /** Told when a request is not going to be answered. */
  readonly onSilence?: () => void;
}

export interface Vendor {
  readonly api: ApiDescription;
  readonly operation: OperationDescription;
  readonly answer: unknown;
}

const HOUR = 3_600_000;

/** The server's clock: an hour ahead of that of the tests' clients. */
export const CLIENT_TIME = Date.UTC(2026, 0, 2, 3, 4, 5);

export async function startLedgerServer(
  { api, operation, answer }: Vendor,
  script: readonly string[],
  { onSilence }: LedgerOptions = {},
): Promise<LedgerServer> {
  const steps = [...script];
  const received: Received[] = [];
  const tokens = new Set<string>();
  let count = 0;
  const doWork = (request: Received) => {
    const token = tokenOf(operation, request);
    if (token !== undefined && tokens.has(token)) return;
    if (token !== undefined) tokens.add(token);
    count += 1;
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const [when, what] = (steps.shift() ?? 'after: answer').split(': ') as [string, string];
    const destroy = () => incoming.socket.resetAndDestroy();
    if (when === 'unread') return destroy();
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: await text(incoming),
    };
    received.push(request);
    if (when === 'after') doWork(request);
    const send = (status: number, body: string, headers: Record<string, string> = {}) => {
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
      outgoing.end(body);
    };
    const whole = JSON.stringify(answer);
    const fail = (status: number, code: string, headers: Record<string, string> = {}) =>
      send(status, JSON.stringify(errorBody(api, code)), headers);
    const [code] = operation.errorCodes.filter((each) => !Object.values(api.errorKinds).flat().includes(each));
    const kindCode = (kind: 'throttled' | 'internal' | 'signature-expired') => api.errorKinds[kind][0] as string;
    // Zenlayer has no errors with HTTP 200 beside an answer: there, the error is the whole of it.
    switch (what) {
      case 'answer':
        return send(200, whole);
      case 'reset':
        return destroy();
      case 'silence':
        return onSilence?.();
      case 'half':
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) });
        return outgoing.write(whole.slice(0, whole.length / 2), () => setImmediate(destroy));
      case 'truncated':
        return send(200, whole.slice(0, -5));
      case 'html':
        return send(200, '<html><body>Welcome</body></html>', { 'content-type': 'text/html' });
      case 'empty':
        return send(200, '');
      case 'null':
        return send(200, 'null');
      case 'redirect':
        return send(307, '', { location: '/elsewhere' });
      case 'refusal 200':
        return fail(200, code as string);
      case 'refusal 400':
        return fail(400, code as string);
      case 'unknown code':
        return fail(400, 'NobodyKnowsThisOne');
      case 'internal':
        return fail(api.id === 'tencent-cvm' ? 200 : 500, kindCode('internal'));
      case 'throttle':
        return fail(api.id === 'tencent-cvm' ? 200 : 429, kindCode('throttled'));
      case 'throttle for an hour':
        return fail(api.id === 'tencent-cvm' ? 200 : 429, kindCode('throttled'), { 'retry-after': '3600' });
      case 'expired':
        return fail(401, kindCode('signature-expired'), { date: new Date(CLIENT_TIME + HOUR).toUTCString() });
      default: {
        const status = Number(/^status (\d+)$/.exec(what)?.[1]);
        if (!status) throw new Error(`there is no step "${what}"`);
        return send(status, '<html><body>Sorry</body></html>', { 'content-type': 'text/html' });
      }
    }
  };
  const server = createServer((incoming, outgoing) => {
    incoming.on('error', () => {});
    void handle(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    work: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An error as the vendor writes it. */
export function errorBody({ envelope }: ApiDescription, code: string): unknown {
  const body = {};
  set(body, envelope.code, code);
  set(body, envelope.message, `It says ${code}.`);
  set(body, envelope.requestId, 'request-1');
  return body;
}

function set(body: object, pointer: string, value: unknown): void {
  const steps = stepsOf(pointer);
  const last = steps.pop() as string;
  const holder = steps.reduce<Record<string, unknown>>(
    (node, step) => {
      node[step] ??= {};
      return node[step] as Record<string, unknown>;
    },
    body as Record<string, unknown>,
  );
  holder[last] = value;
}

function tokenOf({ idempotency, queryForm }: OperationDescription, { url, body }: Received): string | undefined {
  if (typeof idempotency !== 'object') return undefined;
  if (idempotency.in === 'query' || queryForm)
    return new URL(url, 'http://127.0.0.1').searchParams.get(idempotency.token) ?? undefined;
  return (JSON.parse(body) as Record<string, string>)[idempotency.token];
}
