import type { MockedApi } from './catalog.js';
import type { GatewayFault, Operation, Parameter } from './spec.js';
import { resolve } from './spec.js';

/** The API a request is for, and its path within that API. */
export interface ApiMatch {
  readonly api: MockedApi;
  readonly path: string;
}

export interface ApiInput {
  readonly host: string | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly parameters: URLSearchParams;
}

/**
 * Finds the API of a request: by the vendor's own host, by `<api>.localhost`, by the prefix `/<api>`, by the header or parameter that
 * names the action, by the service in the credential scope of its Authorization (two of JD Cloud's services share method and path).
 */
export function findApi(
  apis: readonly MockedApi[],
  { host, path, headers, parameters }: ApiInput,
): ApiMatch | undefined {
  const hostName = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  const whole = (api: MockedApi | undefined): ApiMatch | undefined => api && { api, path };
  const byHost = apis.find(
    ({ document, description }) =>
      hostName === `${description.id}.localhost` || document.servers.some(({ url }) => hostPattern(url).test(hostName)),
  );
  if (byHost) return whole(byHost);
  const [, prefix = ''] = path.split('/', 2);
  const byPrefix = apis.find(({ description }) => description.id === prefix);
  if (byPrefix) return { api: byPrefix, path: path.slice(prefix.length + 1) || '/' };
  const service = /^[A-Z0-9-]+ Credential=[^,\s]*\/([^/,\s]+)\/[a-z0-9]+_request,/.exec(
    headers.authorization ?? '',
  )?.[1];
  return (
    whole(apis.find((api) => namesAction(api, headers, parameters))) ??
    whole(apis.find(({ description }) => description.signing.service === service))
  );
}

/** Whether a request names an action in the way of an API, be it an action that the API has or not. */
function namesAction({ document }: MockedApi, headers: ApiInput['headers'], parameters: URLSearchParams): boolean {
  return Object.entries(document.paths).some(([pathKey, item]) =>
    Object.values(item).some((operation) => {
      const selector = pathKey.includes('#')
        ? actionSelector(resolveParameters(document, operation), pathKey)
        : undefined;
      if (!selector) return false;
      return selector.in === 'header'
        ? headers[selector.name.toLowerCase()] !== undefined
        : parameters.has(selector.name);
    }),
  );
}

function hostPattern(serverUrl: string): RegExp {
  const host = serverUrl.replace(/^https:\/\//, '').replace(/\/.*$/, '');
  const parts = host.split(/\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
}

export interface OperationMatch {
  readonly operation: Operation;
  readonly pathKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Where the action was named; undefined where the path alone tells the operation. */
  readonly actionIn?: 'header' | 'parameter';
}

export interface RouteInput {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Query parameters, and those of a form body. */
  readonly parameters: URLSearchParams;
}

/** Finds the operation of a request, or says at which step the vendor's gateway would give up. */
export function findOperation({ document }: MockedApi, input: RouteInput): OperationMatch | GatewayFault {
  const samePath = Object.entries(document.paths).flatMap(([pathKey, item]) => {
    const [template = ''] = pathKey.split('#');
    const pathParameters = withPlaceholders(matchPath(template, input.path), input.parameters);
    return pathParameters ? [{ pathKey, item, pathParameters }] : [];
  });
  if (samePath.length === 0) return 'unknownPath';
  if (!samePath.some(({ item }) => input.method.toLowerCase() in item)) return 'unknownMethod';
  for (const { pathKey, item, pathParameters } of samePath) {
    if (!pathKey.includes('#')) {
      const operation = item[input.method.toLowerCase()];
      return operation ? { operation, pathKey, pathParameters } : 'unknownMethod';
    }
    for (const operation of Object.values(item)) {
      const selector = actionSelector(resolveParameters(document, operation), pathKey);
      const named =
        selector &&
        (selector.in === 'header' ? input.headers[selector.name.toLowerCase()] : input.parameters.get(selector.name));
      if (named === selector?.action)
        return { operation, pathKey, pathParameters, actionIn: selector?.in === 'header' ? 'header' : 'parameter' };
    }
  }
  return namesAnAction(document, samePath, input) ? 'unknownAction' : 'missingAction';
}

/** JD Cloud's Node SDK leaves the placeholder of one path as it is (`/order/{sourceId}`), and puts the value into the query. */
function withPlaceholders(
  values: Record<string, string> | undefined,
  parameters: URLSearchParams,
): Record<string, string> | undefined {
  if (!values) return undefined;
  const pairs = Object.entries(values).map(([name, value]) => [
    name,
    value === `{${name}}` ? (parameters.get(name) ?? value) : value,
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

export function resolveParameters(document: Parameters<typeof resolve>[0], operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolve<Parameter>(document, parameter));
}

/** The header or query parameter whose only value is the action in the path key's fragment. */
function actionSelector(
  parameters: readonly Parameter[],
  pathKey: string,
): { in: string; name: string; action: string } | undefined {
  const action = pathKey.slice(pathKey.indexOf('#') + 1);
  const parameter = parameters.find(
    ({ schema }) => schema.const === action || (schema.enum as unknown[] | undefined)?.[0] === action,
  );
  return parameter && { in: parameter.in, name: parameter.name, action };
}

function namesAnAction(
  document: Parameters<typeof resolve>[0],
  candidates: readonly { readonly pathKey: string; readonly item: Readonly<Record<string, Operation>> }[],
  input: RouteInput,
): boolean {
  return candidates.some(({ pathKey, item }) =>
    Object.values(item).some((operation) => {
      const selector = actionSelector(resolveParameters(document, operation), pathKey);
      if (!selector) return false;
      return selector.in === 'header'
        ? Boolean(input.headers[selector.name.toLowerCase()])
        : Boolean(input.parameters.get(selector.name));
    }),
  );
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    const value = decode(actual[index] as string);
    if (value === undefined || (name === undefined ? value !== part : value === '')) return undefined;
    if (name !== undefined) parameters[name] = value;
  }
  return parameters;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
