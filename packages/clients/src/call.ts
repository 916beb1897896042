import type { OperationDescription, SuppliedValue } from './api-description.js';
import { type Outcome, type Result, type Shared, sendUntilDone } from './attempts.js';
import type { CallFailure, CallResult } from './client.js';
import { InvalidRequestError } from './errors/invalid-request-error.js';
import { failureOf } from './failure.js';
import { once } from './once.js';
import { flattenedQuery, plainQuery } from './query-form.js';
import { redact, scrubber, scrubResponse, secretsOfHeaders } from './redaction.js';
import type { RequestCheck } from './request-check.js';
import { checkHeaders, checkPath } from './unusable.js';
import type { RequestParts, Violation } from './validation.js';
import { wellFormed } from './well-formed.js';

type Values = Readonly<Record<string, unknown>>;

/** What a call takes, without the types of its operation. */
export interface LooseInit {
  readonly params?: { readonly path?: Values; readonly query?: Values; readonly header?: Values };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a client is made of. */
export interface ClientParts<Credentials> {
  readonly shared: Shared<Credentials>;
  /** Loads the check of requests. */
  readonly check: () => Promise<RequestCheck>;
  readonly region: string | undefined;
}

/** Makes one call: fills in, checks, sends, and says what became of it. */
export async function call<Credentials>(
  { shared, check, region }: ClientParts<Credentials>,
  method: string,
  path: string,
  init: LooseInit,
): Promise<CallResult<unknown, CallFailure>> {
  const { api, settings, signer } = shared;
  const asked = Object.entries(api.operations).filter(([, operation]) => operation.path === path);
  const named = asked.find(([, operation]) => operation.method === method);
  if (!named) {
    const known = Object.values(api.operations).map((each) => `${each.method.toUpperCase()} ${each.path}`);
    const detail = `is not an operation of ${api.id}; it has ${known.join(', ')}`;
    const name = `${method.toUpperCase()} ${path}`;
    return refused(new InvalidRequestError(api.id, name, [{ path: '/path', keyword: 'operation', detail }]));
  }
  const twin = signer.asQuery ? asked.find(([, operation]) => operation.queryForm) : undefined;
  const [operationId, operation] = twin ?? named;

  let request: Filled;
  try {
    request = fillIn(operation, twin && twin !== named ? asQuery(init, twin[1]) : init, settings.headers, region);
  } catch {
    // Not what was thrown: it may hold a secret.
    const detail = 'cannot be written as JSON: it has a cycle, a BigInt or a toJSON that fails, or is too deep';
    return refused(new InvalidRequestError(api.id, operationId, [{ path: '/body', keyword: 'type', detail }]));
  }
  const { path: pathValues, header, query, text, token, parts } = request;
  const { sensitive, idempotency } = operation;

  const usedSecrets = secretsOfHeaders(header);
  const redacted = once(() => {
    const { header: _, ...asked } = parts();
    return redact(asked, sensitive);
  });
  let made: { readonly from: number; readonly scrub: (text: string) => string } | undefined;
  const scrub = (text: string): string => {
    const from = usedSecrets.length;
    if (made?.from !== from) made = { from, scrub: scrubber([...redacted().secrets, ...usedSecrets]) };
    return made.scrub(text);
  };
  const failed = (outcome: Outcome & { readonly last: Exclude<Result, { is: 'success' }> }): CallFailure =>
    failureOf({ api, operationId, operation, body: parts().body, shown: redacted().shown, token, scrub }, outcome);

  const unusable = [...checkPath(operation, pathValues), ...checkHeaders(header)];
  let violations: readonly Violation[] = unusable;
  if (settings.validate !== 'off') {
    try {
      violations = [...(await check())(api, operationId, parts(), { query, body: text }), ...unusable];
    } catch (cause) {
      const last = { is: 'not-sent', reason: 'checks', lasting: true, cause } as const;
      const error = failed({ last, unknown: undefined, attempts: 0, firstSentAt: 0, lastSentAt: 0 });
      return { error, response: undefined, token, violations };
    }
  }
  if (unusable.length > 0 || (settings.validate === 'enforce' && violations.length > 0))
    return refused(new InvalidRequestError(api.id, operationId, violations), token, violations);

  const signals = [settings.signal, init.signal].filter((signal) => signal !== undefined);
  const outcome = await sendUntilDone(shared, {
    operationId,
    // Only a token that is there makes a second call harmless.
    operation:
      typeof idempotency === 'object' && token === undefined ? { ...operation, idempotency: 'none' } : operation,
    method: operation.method.toUpperCase(),
    url: new URL(`${settings.baseUrl}${pathOf(path, pathValues)}${query === '' ? '' : `?${query}`}`),
    headers: header,
    body: text,
    region: typeof pathValues.regionId === 'string' ? pathValues.regionId : undefined,
    token,
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    usedSecrets,
    scrub,
  });
  const { last } = outcome;
  if (last.is === 'success') {
    // Where the URL holds what was asked, it is not shown; for the rest of it, what a vendor answers to a success is the caller's.
    const response = query === '' ? last.response : scrubResponse(last.response, scrub);
    return { data: last.body, response, token, violations };
  }
  const response = 'response' in last ? scrubResponse(last.response, scrub) : undefined;
  return { error: failed({ ...outcome, last }), response, token, violations };
}

/** The path of a path key; its fragment names an action and is never sent. */
function pathOf(key: string, values: Values): string {
  const [template = ''] = key.split('#');
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(String(values[name]))));
}

function refused(
  error: InvalidRequestError,
  token: string | undefined = undefined,
  violations: readonly Violation[] = error.violations,
): CallResult<unknown, CallFailure> {
  return { error, response: undefined, token, violations };
}

interface Filled {
  readonly path: Values;
  /** Names in lower case. */
  readonly header: Readonly<Record<string, string>>;
  readonly query: string;
  readonly text: string | undefined;
  readonly token: string | undefined;
  /** The request as the spec's checks read it. */
  readonly parts: () => RequestParts;
}

/** A call with a body, as the call that has the same in its query, where `X-TC-Region` is called `Region`. */
function asQuery({ body, params, ...rest }: LooseInit, { query: own = {} }: OperationDescription): LooseInit {
  const { header = {}, ...others } = params ?? {};
  const moved = Object.entries(header).flatMap(([header, value]) =>
    Object.keys(own)
      .filter((name) => header.toLowerCase().endsWith(`-${name.toLowerCase()}`))
      .map((name) => [name, value]),
  );
  const query = { ...(plain(body) as Values | undefined), ...Object.fromEntries(moved), ...params?.query };
  return { ...rest, params: { ...others, query } };
}

/** A value as JSON has it: an object of a class may be written as another one, which a token must be added to. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const asItIs = Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
  return asItIs ? value : JSON.parse(JSON.stringify(value));
}

/**
 * Adds what the client supplies (action, version, region, token) and writes the request down. What is checked later is read back from
 * that: it is what will be sent, whatever happens to the caller's objects in the meantime.
 */
function fillIn(
  operation: OperationDescription,
  { params, body, headers }: LooseInit,
  always: Readonly<Record<string, string>>,
  region: string | undefined,
): Filled {
  const { queryForm, idempotency } = operation;
  const header: Record<string, string> = supplied(operation.headers, region, (name) => name.toLowerCase());
  for (const source of [always, headers, params?.header]) {
    for (const [name, value] of Object.entries(source ?? {}))
      if (value !== undefined && value !== null) header[name.toLowerCase()] = String(value);
  }
  const tokenIn = typeof idempotency === 'object' ? (idempotency.in ?? (queryForm ? 'query' : 'body')) : undefined;
  const [asWritten, token] = withToken(
    {
      body: plain(body),
      query: {
        ...supplied(operation.query ?? {}, region, (name) => name),
        ...(plain(params?.query) as Values | undefined),
      },
    },
    tokenIn,
    typeof idempotency === 'object' ? idempotency.token : '',
  );
  const text = asWritten.body === undefined ? undefined : JSON.stringify(asWritten.body);
  if (text !== undefined) header['content-type'] ??= 'application/json';
  const query = JSON.parse(JSON.stringify(asWritten.query)) as Record<string, unknown>;
  const path = { ...params?.path };
  const made = { path, header, text, token };
  if (!queryForm) {
    const parts = once(() => ({
      path,
      query,
      header,
      ...(text === undefined ? {} : { body: JSON.parse(text) as unknown }),
    }));
    return { ...made, query: plainQuery(query), parts };
  }
  const own = new Set(Object.keys(operation.query ?? {}));
  const split = (isOwn: boolean) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => own.has(name) === isOwn));
  const parts = once(() => ({ path, query: split(true), header, body: split(false) }));
  return { ...made, query: flattenedQuery(query, queryForm), parts };
}

function supplied(
  values: { readonly [name: string]: SuppliedValue },
  region: string | undefined,
  nameOf: (name: string) => string,
): Record<string, string> {
  const pairs = Object.entries(values).flatMap(([name, source]): [string, string][] => {
    const value = 'value' in source ? source.value : source.from === 'region' ? region : undefined;
    return value === undefined ? [] : [[nameOf(name), value]];
  });
  return Object.fromEntries(pairs);
}

/** Puts a token where there is none, so that the call can be repeated. */
function withToken(
  request: { readonly body: unknown; readonly query: Values },
  place: 'body' | 'query' | undefined,
  name: string,
): [{ body: unknown; query: Values }, string | undefined] {
  const holder = place && request[place];
  if (!place || typeof holder !== 'object' || holder === null || Array.isArray(holder)) return [request, undefined];
  const given = (holder as Values)[name];
  // An empty one would make calls equal that are not.
  const token = given === undefined || given === null || given === '' ? crypto.randomUUID() : given;
  return [{ ...request, [place]: { ...holder, [name]: token } }, typeof token === 'string' ? token : undefined];
}
