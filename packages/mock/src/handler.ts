import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { valueAt } from '@launchspec/clients/pointers';
import { redact } from '@launchspec/clients/redaction';
import {
  findRuleViolations,
  findViolations,
  type QueryForm,
  type RequestParts,
  type Violation,
} from '@launchspec/clients/validation';
import { Authenticator, type AuthOptions } from './auth.js';
import type { MockedApi } from './catalog.js';
import { type Fault, Faults } from './faults.js';
import { Journal } from './journal.js';
import { jsonResponse, type MockRequest, type MockResponse } from './message.js';
import { Negotiator } from './negotiate.js';
import { PreferenceError } from './preference-error.js';
import { readPreferences } from './preferences.js';
import { readQueryForm } from './query-form.js';
import { type ApiMatch, type OperationMatch, Router, resolveParameters } from './route.js';
import type { GatewayFault, Operation, Schema } from './spec.js';
import { isTooLarge } from './too-large.js';
import { gatewayError, headerText, namedError, violationError } from './vendor-error.js';
import { vendorOf } from './vendors/index.js';
import type { Behaviour, Call, Vendor } from './vendors/vendor.js';
import { Engine } from './world/engine.js';
import type { EventLog } from './world/log.js';
import { Random } from './world/random.js';
import { type ApiSettings, DEFAULT_SETTINGS } from './world/settings.js';
import { World } from './world/world.js';

/** Bytes of a body that the mock reads where the vendor names no limit. */
export const DEFAULT_BODY_LIMIT = 10 * 2 ** 20;

/** Bytes of a form in which the mock looks for an action: what Tencent takes. */
const LARGEST_FORM = 2 ** 20;

/** Bytes of a request that the journal remembers: a thousand of the largest that are read would fill the memory. */
const LARGEST_SHOWN = 2 ** 18;
const LONGEST_SHOWN_PATH = 1000;

export interface HandlerOptions extends AuthOptions {
  /** How each API behaves, by id; what is not given is as the vendor's. */
  readonly settings?: Readonly<Record<string, Partial<ApiSettings>>>;
  /** Makes ids, addresses and injected faults repeatable. Default: another one each time. */
  readonly seed?: string;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
  /** Keeps what happens beyond the process, and shares it with others. */
  readonly log?: EventLog;
  /** How many requests the journal remembers. Default 1000. */
  readonly journalSize?: number;
}

/** Answers requests to some APIs, and knows what they have bought. */
export class MockHandler {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly #authenticator: Authenticator;
  readonly #now: () => number;
  readonly #router: Router;
  readonly #vendors: ReadonlyMap<MockedApi, Vendor | undefined>;
  readonly #negotiators = new Map<MockedApi, Promise<Negotiator>>();
  readonly #closing = new AbortController();
  /** Of the request ids of what never reaches the world. */
  readonly #random: Random;

  constructor(
    readonly apis: readonly MockedApi[],
    options: HandlerOptions = {},
  ) {
    const seed = options.seed ?? crypto.randomUUID();
    this.#vendors = new Map(apis.map((api) => [api, vendorOf(api)]));
    const initial = apis.map(({ description }, index) => {
      const vendor = this.#vendors.get(apis[index] as MockedApi);
      return [
        description.id,
        { ...DEFAULT_SETTINGS, ...vendor?.settings, ...options.settings?.[description.id] },
      ] as const;
    });
    const { log, now } = options;
    this.#now = now ?? Date.now;
    this.#random = new Random(`${seed} refusals`);
    const shared = now ?? (() => this.#now() + (log?.ahead ?? 0));
    this.engine = new Engine(new World(new Map(initial), shared), seed, log);
    setMaxListeners(0, this.#closing.signal); // One for each answer that waits.
    this.journal = new Journal(options.journalSize ?? 1000);
    this.faults = new Faults(seed);
    this.#authenticator = new Authenticator(options);
    this.#router = new Router(apis);
  }

  /** Answers a request. Every answer is the vendor's, but for requests that are for none of the APIs. */
  async handle(request: MockRequest): Promise<MockResponse> {
    const { host, path, query } = splitTarget(request);
    const isReadable = request.body !== 'tooLarge' && request.body.length <= LARGEST_FORM;
    const form = isReadable && isForm(request) ? new TextDecoder().decode(request.body) : '';
    const parameters = new URLSearchParams(`${query}&${form}`);
    const match = this.#router.findApi({ host, path, headers: request.headers, parameters });
    const record: Draft = { notes: [] };
    const response = match
      ? await this.#answer(match, parameters, request, record).catch((error: unknown) => {
          if (error instanceof PreferenceError) return ownAnswer(400, error.message, { available: error.available });
          process.stderr.write(`launchspec mock: ${(error as Error).stack}\n`);
          return gatewayError(match.api, 'internal', undefined, this.#requestId(match.api));
        })
      : noApi(this.apis);
    const body: unknown = match && response.body !== '' ? parseJson(response.body) : undefined;
    const envelope = match?.api.description.envelope;
    const code = envelope && valueAt(body, envelope.code);
    const requestId = envelope && valueAt(body, envelope.requestId);
    const isShown = request.body.length + request.target.length <= LARGEST_SHOWN;
    if (!isShown) record.notes.push(`The request is not shown: it is larger than ${LARGEST_SHOWN} bytes.`);
    const isError = code !== undefined && (response.status >= 400 || envelope?.error !== '');
    this.journal.add({
      at: new Date(this.engine.world.now()).toISOString(),
      api: match?.api.description.id,
      operation: record.operation,
      method: request.method,
      // A copy, which does not keep the text that it is from.
      path: isShown ? path : Buffer.from(path.slice(0, LONGEST_SHOWN_PATH)).toString(),
      status: response.connection === 'reset' ? undefined : response.status,
      code: isError && typeof code === 'string' ? code : undefined,
      requestId: typeof requestId === 'string' ? requestId : undefined,
      diagnosis: response.headers['x-launchspec-diagnosis'],
      notes: record.notes,
      request: isShown ? record.request : undefined,
    });
    return response;
  }

  async #answer(
    { api, path }: ApiMatch,
    parameters: URLSearchParams,
    request: MockRequest,
    record: Draft,
  ): Promise<MockResponse> {
    const vendor = this.#vendors.get(api);
    const fault = (kind: GatewayFault, operation?: Operation) =>
      gatewayError(api, kind, operation, this.#requestId(api));
    const limits = api.description.requestLimits;
    if (request.body === 'tooLarge' || (limits?.query !== undefined && request.target.length > limits.query))
      return fault('bodyTooLarge');
    if (isForm(request) && request.body.length > (limits?.form ?? LARGEST_FORM)) return fault('bodyTooLarge');
    const route = this.#router.findOperation(api, {
      method: request.method,
      path,
      headers: request.headers,
      parameters,
    });
    if (typeof route === 'string') return fault(route);
    const { operationId } = route.operation;
    record.operation = operationId;
    const preferences = readPreferences(request.headers.prefer);
    const faults = this.faults.take(api.description.id, operationId);
    if (preferences.fault !== undefined) faults.push({ kind: preferences.fault });
    for (const { kind } of faults) record.notes.push(`The fault ${kind} was injected.`);
    const delay = this.faults.delayOf(faults) + (preferences.wait ?? 0);
    if (delay > 0 && (await this.#isClosedWithin(delay))) return RESET;
    const early = vendor && faults.length > 0 && earlyFault(api, route.operation, vendor, faults, this.#requestId(api));
    if (early) return early;

    // Clients have the time outside: a test that moves the mock's clock means the machines, not the signatures.
    const auth = await this.#authenticator.check(api, request, parameters, this.#now());
    if (!auth.ok) {
      const name = vendor?.authErrors[auth.fault];
      if (name !== undefined)
        return namedError(api, route.operation, name, undefined, auth.diagnosis, this.#requestId(api));
    } else record.notes.push(...auth.notes);

    const content = readContent(api, route, request, parameters);
    if (typeof content === 'string') return fault(content, route.operation);
    const { validated, body, bodySchema } = content;
    if (isTooLarge(body)) return fault('bodyTooLarge', route.operation);
    const parts = { path: route.pathParameters, query: valuesOf(parameters), header: request.headers, body };
    const shown = redact({ body }, api.description.operations[validated.operationId]?.sensitive ?? []).shown;
    record.request = (shown as { body?: unknown }).body;
    const violations = violationsOf(api, validated, parts, preferences.validation ?? true);
    if (violations.length > 0) return violationError(api, validated, bodySchema, violations, this.#requestId(api));

    const behaviour = vendor?.operations[behaviourId(api, route, validated)];
    const wantsExample =
      preferences.code !== undefined || preferences.example !== undefined || preferences.dynamic === true;
    const answer =
      !vendor || !behaviour || wantsExample
        ? await (await this.#negotiatorOf(api)).answer(route.operation, route.pathKey, preferences)
        : await this.#behave(api, vendor, behaviour, { route, body, parts, record, faults });
    return lateFault(answer, faults);
  }

  /** Lets the vendor's behaviour decide, and things happen. */
  async #behave(
    api: MockedApi,
    vendor: Vendor,
    behaviour: Behaviour,
    { route, body, parts, record, faults }: Behaving,
  ): Promise<MockResponse> {
    const { id, operations } = api.description;
    const { operationId } = route.operation;
    const idempotency = operations[operationId]?.idempotency;
    const place = typeof idempotency === 'object' && idempotency.in === 'query' ? parts.query : body;
    const token = typeof idempotency === 'object' ? (place as Record<string, unknown>)[idempotency.token] : undefined;
    const region = parts.path?.regionId ?? parts.header?.['x-tc-region'] ?? parts.query?.Region ?? '';
    const call: Call = {
      operation: operationId,
      path: route.pathParameters,
      query: parts.query ?? {},
      body,
      shownBody: record.request,
      region: String(region),
      token: typeof token === 'string' && token !== '' ? token : undefined,
      failing: faults.reduce((sum, { kind, failing = 1 }) => sum + (kind === 'partial' ? failing : 0), 0),
    };
    const { reply, requestId } = await this.engine.run((world, random) => {
      const requestId = vendor.requestId(random);
      const reply = behaviour(call, { world, random, api: id, requestId });
      return { answer: { reply, requestId }, ...(reply.event ? { event: reply.event } : {}) };
    });
    record.notes.push(...(reply.notes ?? []));
    if ('error' in reply)
      return namedError(api, route.operation, reply.error, reply.message, reply.diagnosis, requestId);
    return jsonResponse(reply.status ?? 200, reply.body);
  }

  /** Ends what waits, once what happened is kept. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.engine.close();
  }

  #isClosedWithin(delay: number): Promise<boolean> {
    const { signal } = this.#closing;
    return setTimeout(delay, false, { signal }).catch(() => true);
  }

  /** A new one each time, as a vendor has them; undefined where nobody says what they look like. */
  #requestId(api: MockedApi): string | undefined {
    return this.#vendors.get(api)?.requestId(this.#random);
  }

  #negotiatorOf(api: MockedApi): Promise<Negotiator> {
    const negotiator = this.#negotiators.get(api) ?? Negotiator.create(api);
    this.#negotiators.set(api, negotiator);
    return negotiator;
  }
}

/** What is known of a request so far, for the journal. */
interface Draft {
  operation?: string;
  request?: unknown;
  readonly notes: string[];
}

interface Behaving {
  readonly route: OperationMatch;
  readonly body: unknown;
  readonly parts: RequestParts;
  readonly record: Draft;
  readonly faults: readonly Fault[];
}

/** An operation with a query form behaves as the one with the body. */
function behaviourId(api: MockedApi, { pathKey, operation }: OperationMatch, validated: Operation): string {
  if (!validated['x-query-form'] && !operation['x-query-form']) return operation.operationId;
  const forms = pathKey.includes('#') ? Object.values(api.document.paths[pathKey] ?? {}) : [];
  return (forms.find(({ requestBody }) => requestBody !== undefined) ?? operation).operationId;
}

/** A fault that comes before the work. */
function earlyFault(
  api: MockedApi,
  operation: Operation,
  { gatewayErrors }: Vendor,
  faults: readonly Fault[],
  requestId: string | undefined,
): MockResponse | undefined {
  for (const { kind, status = 503 } of faults) {
    if (kind === 'reset-before') return RESET;
    if (kind === 'status')
      return { status, headers: { 'content-type': 'text/html' }, body: '<html><body>Sorry</body></html>' };
    const name = {
      throttle: gatewayErrors.throttled,
      internal: gatewayErrors.internal,
      unavailable: gatewayErrors.unavailable,
    }[kind as 'throttle'];
    if (name !== undefined)
      return namedError(api, operation, name, undefined, `the fault ${kind} was injected`, requestId);
  }
  return undefined;
}

/** A fault that comes after the work. */
function lateFault(answer: MockResponse, faults: readonly Fault[]): MockResponse {
  if (faults.some(({ kind }) => kind === 'reset-after')) return RESET;
  return faults.some(({ kind }) => kind === 'half-answer') ? { ...answer, connection: 'half' } : answer;
}

const RESET: MockResponse = { status: 500, headers: {}, body: '', connection: 'reset' };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with a request, by the schema and, unless the caller wants none of them, by the rules across fields. */
function violationsOf(
  api: MockedApi,
  { operationId }: Operation,
  request: RequestParts,
  withRules: boolean,
): Violation[] {
  const validator = api.validators[operationId];
  if (!validator) throw new Error(`${operationId} has no validator`);
  const violations = findViolations(validator, request);
  if (!withRules) return violations;
  return [...violations, ...findRuleViolations(api.rules[operationId] ?? [], request.body, violations.length === 0)];
}

interface Content {
  /** The operation whose rules the request must meet. */
  readonly validated: Operation;
  readonly body: unknown;
  readonly bodySchema: Schema | undefined;
}

/** Made once: making one costs more than decoding a body. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body from wherever the request has it: JSON, a form, or the query. */
function readContent(
  api: MockedApi,
  route: OperationMatch,
  request: MockRequest,
  parameters: URLSearchParams,
): Content | GatewayFault {
  // Operations of one action say the same in different forms; those of a plain path only share it.
  const siblings = route.pathKey.includes('#')
    ? Object.values(api.document.paths[route.pathKey] ?? {})
    : [route.operation];
  const formOperation = siblings.find((operation) => operation['x-query-form'] !== undefined);
  const form = formOperation?.['x-query-form'] as QueryForm | undefined;
  const jsonOperation = siblings.find(({ requestBody }) => requestBody !== undefined);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  // As `curl -d` sends JSON by default. Read as a form it would be one long name, secrets included, of an unknown parameter.
  if (isForm(request) && /^\s*[{[]/.test(new TextDecoder().decode(request.body.subarray(0, 100))))
    return 'unsupportedMediaType';
  if (formOperation && form && (!hasBody || isForm(request))) {
    const own = new Set(
      resolveParameters(api.document, formOperation)
        .filter(isCommon(api, form))
        .map(({ name }) => name),
    );
    // With the action in a header the common parameters are in headers too: the rules are those of the JSON form.
    const validated = route.actionIn === 'header' && jsonOperation ? jsonOperation : formOperation;
    return { validated, body: readQueryForm(api.document, form, parameters, own), bodySchema: { $ref: form.schema } };
  }
  const media = route.operation.requestBody?.content['application/json'];
  if (request.body.length === 0 && (media || form)) return 'emptyBody';
  // With the action among the parameters the body is a form and nothing else.
  if (!media)
    return form ? 'unsupportedMediaType' : { validated: route.operation, body: undefined, bodySchema: undefined };
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return 'unsupportedMediaType';
  try {
    const text = UTF8.decode(request.body as Uint8Array);
    const body: unknown = JSON.parse(text, api.document['x-null-members'] === 'absent' ? withoutNull : undefined);
    return { validated: route.operation, body, bodySchema: media.schema };
  } catch {
    return 'malformedBody';
  }
}

/** Whether a parameter of a query form is a common one (Action, Region, ...), not a part of the body spelt out. */
function isCommon(api: MockedApi, form: QueryForm): (parameter: { name: string }) => boolean {
  const schema = api.document.components as { schemas: Record<string, Schema> };
  const properties = schema.schemas[form.schema.split('/').at(-1) as string]?.properties ?? {};
  return ({ name }) => !Object.hasOwn(properties, name.split(form.separator)[0] as string);
}

/** A reviver that leaves out the members of objects that are null. */
function withoutNull(this: unknown, _name: string, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}

function isForm(request: MockRequest): request is MockRequest & { body: Uint8Array } {
  return (
    request.method !== 'GET' &&
    /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')
  );
}

/** A target is a path, or (of a client that takes the mock for a proxy) a whole URL, whose host then counts. */
function splitTarget({ target, headers }: MockRequest): { host?: string | undefined; path: string; query: string } {
  const [origin = '', host = headers.host] = /^https?:\/\/([^/?]*)/i.exec(target) ?? [];
  const [path = '', ...query] = target.slice(origin.length).split('?');
  return { host, path: path || '/', query: query.join('?') };
}

/** Parameters by name. One that is given more than once has no one value; an array breaks the type rule and so is reported. */
function valuesOf(parameters: URLSearchParams): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of parameters) {
    const given = values.get(name);
    if (given) given.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(
    [...values].map(([name, given]) => [name, given.length > 1 ? given : (given[0] as string)]),
  );
}

function noApi(apis: readonly MockedApi[]): MockResponse {
  const message =
    'No API matches this request. Address one by the Host header of its vendor, by <api>.localhost, by its prefix, by the header or parameter that names the action, or by the service in the credential scope of Authorization.';
  return ownAnswer(404, message, {
    hosts: apis.flatMap(({ document }) => document.servers.map(({ url }) => url.replace('https://', ''))),
    localhosts: apis.map(({ description }) => `${description.id}.localhost`),
    prefixes: apis.map(({ description }) => `/${description.id}`),
    services: apis.map(({ description }) => `${description.signing.service} (${description.id})`),
  });
}

/** An answer of the mock itself, where no vendor has one. */
function ownAnswer(status: number, message: string, more: Readonly<Record<string, unknown>>): MockResponse {
  return jsonResponse(status, { launchspec: message, ...more }, { 'x-launchspec-diagnosis': headerText(message) });
}
