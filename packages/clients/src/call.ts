import type { OperationDescription, SuppliedValue } from './api-description.js';
import { type Shared, sendUntilDone } from './attempts.js';
import type { CallFailure, CallResult } from './client.js';
import { InvalidRequestError } from './errors/invalid-request-error.js';
import { failureOf } from './failure.js';
import { once } from './once.js';
import { flattenedQuery, plainQuery } from './query-form.js';
import { redact, scrubber } from './redaction.js';
import type { RequestCheck } from './request-check.js';
import { checkHeaders, checkPath, checkSize } from './unusable.js';
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
    request = fillIn(operation, twin && twin !== named ? asQuery(init) : init, settings.headers, region);
  } catch (error) {
    const detail = `cannot be written as JSON: ${error instanceof TypeError ? error.message : 'its toJSON fails'}`;
    return refused(new InvalidRequestError(api.id, operationId, [{ path: '/body', keyword: 'type', detail }]));
  }
  const { path: pathValues, header, query, text, token, parts } = request;
  const unusable = [...checkPath(operation, pathValues), ...checkHeaders(header)];
  const violations =
    settings.validate === 'off'
      ? unusable
      : [...(await check())(operationId, parts()), ...checkSize(api, query, text ?? ''), ...unusable];
  if (unusable.length > 0 || (settings.validate === 'enforce' && violations.length > 0))
    return refused(new InvalidRequestError(api.id, operationId, violations), token, violations);

  const signals = [settings.signal, init.signal].filter((signal) => signal !== undefined);
  const usedSecrets: string[] = [];
  const redacted = once(() => redact(parts(), operation.sensitive));
  const scrub = (text: string) => scrubber([...redacted().secrets, ...usedSecrets])(text);
  const outcome = await sendUntilDone(shared, {
    operationId,
    operation,
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
  if (last.is === 'success') return { data: last.body, response: last.response, token, violations };
  const response = 'response' in last ? last.response : undefined;
  const { shown } = redacted();
  const error = failureOf(
    { api, operationId, operation, body: parts().body, shown, token, scrub },
    { ...outcome, last },
  );
  return { error, response, token, violations };
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

/** A call with a body, as the call that has the same in its query. */
function asQuery({ body, params, ...rest }: LooseInit): LooseInit {
  const { header: _, ...others } = params ?? {};
  return { ...rest, params: { ...others, query: { ...(body as Values | undefined), ...params?.query } } };
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
    { body, query: { ...supplied(operation.query ?? {}, region, (name) => name), ...params?.query } },
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
  if (!place || typeof holder !== 'object' || holder === null) return [request, undefined];
  const given = (holder as Values)[name];
  const token = given ?? crypto.randomUUID();
  return [{ ...request, [place]: { ...holder, [name]: token } }, typeof token === 'string' ? token : undefined];
}
