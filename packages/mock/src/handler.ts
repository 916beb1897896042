import {
  findRuleViolations,
  findViolations,
  type QueryForm,
  type RequestParts,
  type Violation,
} from '@launchspec/clients/validation';
import type { MockedApi } from './catalog.js';
import { jsonResponse, type MockRequest, type MockResponse } from './message.js';
import { Negotiator } from './negotiate.js';
import { PreferenceError } from './preference-error.js';
import { readPreferences } from './preferences.js';
import { readQueryForm } from './query-form.js';
import { findApi, findOperation, type OperationMatch, resolveParameters } from './route.js';
import type { GatewayFault, Operation, Schema } from './spec.js';
import { isTooLarge } from './too-large.js';
import { gatewayError, violationError } from './vendor-error.js';

/** Bytes of a body that the mock reads where the vendor names no limit. */
export const DEFAULT_BODY_LIMIT = 10 * 2 ** 20;

export type Handler = (request: MockRequest) => Promise<MockResponse>;

/** Answers requests to the given APIs. Every answer is the vendor's, but for requests that are for none of the APIs. */
export function createHandler(apis: readonly MockedApi[]): Handler {
  const negotiators = new Map<MockedApi, Promise<Negotiator>>();
  const negotiatorOf = (api: MockedApi): Promise<Negotiator> => {
    const negotiator = negotiators.get(api) ?? Negotiator.create(api);
    negotiators.set(api, negotiator);
    return negotiator;
  };
  return async (request) => {
    const { host, path, query } = splitTarget(request);
    const match = findApi(apis, host, path);
    if (!match) return noApi(apis);
    try {
      return await answer(match.api, match.path, new URLSearchParams(query), request, negotiatorOf);
    } catch (error) {
      if (error instanceof PreferenceError)
        return jsonResponse(400, { launchspec: error.message, available: error.available });
      process.stderr.write(`launchspec mock: ${(error as Error).stack}\n`);
      return gatewayError(match.api, 'internal');
    }
  };
}

async function answer(
  api: MockedApi,
  path: string,
  query: URLSearchParams,
  request: MockRequest,
  negotiatorOf: (api: MockedApi) => Promise<Negotiator>,
): Promise<MockResponse> {
  const fault = (kind: GatewayFault, operation?: Operation) => gatewayError(api, kind, operation);
  const limits = api.description.requestLimits;
  if (request.body === 'tooLarge' || (limits?.query !== undefined && request.target.length > limits.query))
    return fault('bodyTooLarge');
  const form = isForm(request) ? new URLSearchParams(new TextDecoder().decode(request.body)) : undefined;
  if (form && limits?.form !== undefined && request.body.length > limits.form) return fault('bodyTooLarge');
  const parameters = new URLSearchParams([...query, ...(form ?? [])]);
  const route = findOperation(api, { method: request.method, path, headers: request.headers, parameters });
  if (typeof route === 'string') return fault(route);
  const content = readContent(api, route, request, parameters);
  if (typeof content === 'string') return fault(content, route.operation);
  const { validated, body, bodySchema } = content;
  if (isTooLarge(body)) return fault('bodyTooLarge', route.operation);
  const preferences = readPreferences(request.headers.prefer);
  const parts = { path: route.pathParameters, query: valuesOf(parameters), header: request.headers, body };
  const violations = violationsOf(api, validated, parts, preferences.validation ?? true);
  if (violations.length > 0) return violationError(api, validated, bodySchema, violations);
  const negotiator = await negotiatorOf(api);
  return negotiator.answer(route.operation, route.pathKey, preferences, body);
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

/** Reads the body from wherever the request has it: JSON, a form, or the query. */
function readContent(
  api: MockedApi,
  route: OperationMatch,
  request: MockRequest,
  parameters: URLSearchParams,
): Content | GatewayFault {
  const siblings = Object.values(api.document.paths[route.pathKey] ?? {});
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
    const text = new TextDecoder('utf-8', { fatal: true }).decode(request.body as Uint8Array);
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
  return jsonResponse(404, {
    launchspec: 'No API matches this request. Address one by its prefix or by the Host header of its vendor.',
    prefixes: apis.map(({ description }) => `/${description.id}`),
    hosts: apis.flatMap(({ document }) => document.servers.map(({ url }) => url.replace('https://', ''))),
  });
}
