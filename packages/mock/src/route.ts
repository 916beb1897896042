import type { MockedApi } from './catalog.js';
import { type Document, type GatewayFault, type Operation, type Parameter, resolve } from './spec.js';

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

/** Where a request names its action: a header or query parameter with one value. */
interface Selector {
  readonly in: 'header' | 'parameter';
  /** Of a header in lower case. */
  readonly name: string;
  readonly action: string;
}

interface PathItem {
  readonly pathKey: string;
  readonly item: Readonly<Record<string, Operation>>;
  /** Of a path key with an action, its operations and how each one is named; undefined where the path alone tells the operation. */
  readonly actions: readonly { readonly operation: Operation; readonly selector: Selector | undefined }[] | undefined;
}

/** What of an API routing needs, read from its document once. */
interface Routes {
  readonly hosts: readonly RegExp[];
  /** Path items by the path they have in common, cut at its slashes. */
  readonly paths: readonly { readonly parts: readonly PathPart[]; readonly items: readonly PathItem[] }[];
  readonly selectors: readonly Selector[];
}

interface Match {
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly items: readonly PathItem[];
}

type PathPart = { readonly text: string } | { readonly parameter: string };

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

/** Finds out what requests are for. */
export class Router {
  readonly #routes: ReadonlyMap<MockedApi, Routes>;

  constructor(private readonly apis: readonly MockedApi[]) {
    this.#routes = new Map(apis.map((api) => [api, routesOf(api)]));
  }

  /**
   * Finds the API of a request: by the vendor's own host, by `<api>.localhost`, by the prefix `/<api>`, by the header or parameter that
   * names the action, by the service in the credential scope of its Authorization (two of JD Cloud's services share method and path).
   */
  findApi(input: ApiInput): ApiMatch | undefined {
    const { host, path, headers } = input;
    const hostName = (host ?? '').replace(/:\d+$/, '').toLowerCase();
    const whole = (api: MockedApi | undefined): ApiMatch | undefined => api && { api, path };
    const byHost = this.#find(({ hosts }) => hosts.some((each) => each.test(hostName)));
    if (byHost) return whole(byHost);
    const [, prefix = ''] = path.split('/', 2);
    const byPrefix = this.apis.find(({ description }) => description.id === prefix);
    if (byPrefix) return { api: byPrefix, path: path.slice(prefix.length + 1) || '/' };
    const service = /^[A-Z0-9-]+ Credential=[^,\s]*\/([^/,\s]+)\/[a-z0-9]+_request,/.exec(
      headers.authorization ?? '',
    )?.[1];
    return (
      // The header or parameter counts, be its value an action that the API has or not.
      whole(this.#find(({ selectors }) => selectors.some((selector) => read(selector, input) !== undefined))) ??
      whole(this.apis.find(({ description }) => description.signing.service === service))
    );
  }

  /** Finds the operation of a request, or says at which step the vendor's gateway would give up. */
  findOperation(api: MockedApi, input: RouteInput): OperationMatch | GatewayFault {
    const actual = input.path.split('/');
    const method = input.method.toLowerCase();
    const samePath: Match[] = [];
    for (const { parts, items } of this.#routes.get(api)?.paths ?? []) {
      const pathParameters = matchPath(parts, actual, input.parameters);
      if (pathParameters) samePath.push({ pathParameters, items });
    }
    if (samePath.length === 0) return 'unknownPath';
    if (!samePath.some(({ items }) => items.some(({ item }) => method in item))) return 'unknownMethod';
    let namesAction = false;
    for (const { pathParameters, items } of samePath)
      for (const { pathKey, item, actions } of items) {
        if (!actions) {
          const operation = item[method];
          return operation ? { operation, pathKey, pathParameters } : 'unknownMethod';
        }
        for (const { operation, selector } of actions) {
          const named = selector && read(selector, input);
          if (selector && named === selector.action)
            return { operation, pathKey, pathParameters, actionIn: selector.in };
          namesAction ||= Boolean(named);
        }
      }
    return namesAction ? 'unknownAction' : 'missingAction';
  }

  #find(fits: (routes: Routes) => boolean): MockedApi | undefined {
    for (const [api, routes] of this.#routes) if (fits(routes)) return api;
    return undefined;
  }
}

function routesOf({ document, description }: MockedApi): Routes {
  const paths = new Map<string, PathItem[]>();
  for (const [pathKey, item] of Object.entries(document.paths)) {
    const [template = '', action] = pathKey.split('#');
    const actions =
      action === undefined
        ? undefined
        : Object.values(item).map((operation) => ({ operation, selector: selectorOf(document, operation, action) }));
    paths.set(template, [...(paths.get(template) ?? []), { pathKey, item, actions }]);
  }
  const localhost = new RegExp(`^${description.id}\\.localhost$`);
  return {
    hosts: [localhost, ...document.servers.map(({ url }) => hostPattern(url))],
    paths: [...paths].map(([template, items]) => ({ parts: template.split('/').map(partOf), items })),
    selectors: [...paths.values()]
      .flat()
      .flatMap(({ actions = [] }) => actions.flatMap(({ selector }) => selector ?? [])),
  };
}

function hostPattern(serverUrl: string): RegExp {
  const host = serverUrl.replace(/^https:\/\//, '').replace(/\/.*$/, '');
  const parts = host.split(/\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
}

/** The header or query parameter whose only value is the action. */
function selectorOf(document: Document, operation: Operation, action: string): Selector | undefined {
  const parameter = resolveParameters(document, operation).find(
    ({ schema }) => schema.const === action || (schema.enum as unknown[] | undefined)?.[0] === action,
  );
  if (!parameter) return undefined;
  return parameter.in === 'header'
    ? { in: 'header', name: parameter.name.toLowerCase(), action }
    : { in: 'parameter', name: parameter.name, action };
}

/** What a request has where a selector looks. */
function read(
  selector: Selector,
  { headers, parameters }: Pick<ApiInput, 'headers' | 'parameters'>,
): string | undefined {
  return selector.in === 'header' ? headers[selector.name] : (parameters.get(selector.name) ?? undefined);
}

export function resolveParameters(document: Document, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolve<Parameter>(document, parameter));
}

function partOf(part: string): PathPart {
  const parameter = /^\{(.+)\}$/.exec(part)?.[1];
  return parameter === undefined ? { text: part } : { parameter };
}

function matchPath(
  expected: readonly PathPart[],
  actual: readonly string[],
  parameters: URLSearchParams,
): Record<string, string> | undefined {
  if (expected.length !== actual.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = decode(actual[index] as string);
    if (value === undefined || ('text' in part ? value !== part.text : value === '')) return undefined;
    // JD Cloud's Node SDK leaves the placeholder of one path as it is (`/order/{sourceId}`), and puts the value into the query.
    if ('parameter' in part)
      values[part.parameter] = value === `{${part.parameter}}` ? (parameters.get(part.parameter) ?? value) : value;
  }
  return values;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
