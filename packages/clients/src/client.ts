import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import type { ApiDescription, OperationDescription } from './api-description.js';
import { ClientOptionsError } from './client-options-error.js';
import { markVendorError } from './envelope.js';

export interface ClientOptions {
  /**
   * Where requests go, without a trailing slash. The default is the first server of the spec: the vendor itself. Requests are not
   * signed yet, so a vendor refuses them; give the address of a mock, for example `http://127.0.0.1:4010/tencent-cvm`.
   */
  baseUrl?: string;
  /** Region for the APIs that take it in a header (Tencent Cloud); the others have it in the path. */
  region?: string;
  /** Sends a request; the default is the platform's `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
  /** Headers added to every request. */
  headers?: Readonly<Record<string, string>>;
}

/** An openapi-fetch client: `client.POST(path, {params, body})` resolves to `{data, error, response}`. */
export type ApiClient<Paths extends object> = Client<Paths, `${string}/${string}`>;

/**
 * Makes the client of one API.
 * @throws ClientOptionsError when `baseUrl` is not an http(s) URL.
 */
export function createApiClient<Paths extends object>(api: ApiDescription, options: ClientOptions): ApiClient<Paths> {
  const client = createFetchClient<Paths>({
    baseUrl: checkedBaseUrl(options.baseUrl ?? defaultServer(api)),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    headers: options.headers ?? {},
  });
  client.use(supplyHeaders(api, options), recognizeErrors(api));
  return client;
}

/** Adds the headers that the spec fixes (action, version) or that come from the options (region). A header already given wins. */
function supplyHeaders(api: ApiDescription, options: ClientOptions): Middleware {
  const operations = Object.values(api.operations);
  return {
    onRequest({ request, schemaPath }) {
      const operation = operations.find(
        ({ method, path }) => path === schemaPath && method.toUpperCase() === request.method,
      );
      for (const [name, value] of suppliedHeaders(operation, options)) {
        if (!request.headers.has(name)) request.headers.set(name, value);
      }
      return request;
    },
  };
}

function suppliedHeaders(operation: OperationDescription | undefined, options: ClientOptions): [string, string][] {
  return Object.entries(operation?.headers ?? {}).flatMap(([name, header]): [string, string][] => {
    if ('value' in header) return [[name, header.value]];
    return header.from === 'region' && options.region !== undefined ? [[name, options.region]] : [];
  });
}

/** An answer that holds a vendor error is not ok, also where the vendor sends it with HTTP 200 (Tencent always, JD sometimes). */
function recognizeErrors(api: ApiDescription): Middleware {
  return { onResponse: ({ response }) => markVendorError(api.envelope, response) };
}

function defaultServer(api: ApiDescription): string {
  const [server] = api.servers;
  return server?.url ?? '';
}

function checkedBaseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ClientOptionsError('baseUrl', 'must be an http or https URL');
  return value.replace(/\/+$/, '');
}
