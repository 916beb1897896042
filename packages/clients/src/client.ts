import type { FetchResponse, ParamsOption, RequestBodyOption } from 'openapi-fetch';
import type { ApiDescription } from './api-description.js';
import type { Shared } from './attempts.js';
import { RetryBudget } from './backoff.js';
import { call, type LooseInit } from './call.js';
import { type CommonOptions, readOptions } from './client-options.js';
import type { InvalidRequestError } from './errors/invalid-request-error.js';
import type { NoAnswerError } from './errors/no-answer-error.js';
import type { NotSentError } from './errors/not-sent-error.js';
import type { OutcomeUnknownError } from './errors/outcome-unknown-error.js';
import type { VendorError } from './errors/vendor-error.js';
import type { RequestCheck } from './request-check.js';
import type { RequestSigner } from './signers/signer.js';
import type { Violation } from './validation.js';

type Method = 'get' | 'put' | 'post' | 'delete';
type Media = `${string}/${string}`;

/** The paths that have a method. */
type PathsWith<Paths, M extends Method> = {
  [Path in keyof Paths]: M extends keyof Paths[Path] ? ([Paths[Path][M]] extends [undefined] ? never : Path) : never;
}[keyof Paths];

type OperationOf<Paths, Path extends keyof Paths, M extends Method> = M extends keyof Paths[Path]
  ? Extract<Paths[Path][M], Record<string | number, unknown>>
  : never;

/** What a call takes: `params` (path, query, header) and `body` as the spec types them. */
export type CallInit<Operation> = ParamsOption<Operation> &
  RequestBodyOption<Operation> & {
    readonly headers?: Readonly<Record<string, string>>;
    /** Aborts this call. */
    readonly signal?: AbortSignal;
  };

type Arguments<Operation> =
  Record<never, never> extends CallInit<Operation> ? [init?: CallInit<Operation>] : [init: CallInit<Operation>];

type Answers<Operation extends Record<string | number, unknown>> = FetchResponse<Operation, object, Media>;
type DataOf<Answer> = Answer extends { data: infer Data; error?: never } ? Data : never;
type ErrorBodyOf<Answer> = Answer extends { data?: never; error: infer Body } ? Exclude<Body, undefined> : never;

/** The codes that the client knows an operation to answer with: with another one, an error is `undocumented`. */
type CodeOf<Api extends ApiDescription, Path, M> =
  Extract<Api['operations'][keyof Api['operations']], { readonly path: Path; readonly method: M }> extends {
    readonly errorCodes: readonly (infer Code extends string)[];
  }
    ? Code
    : never;

/** Why a call has no data: `switch (error.kind)`. */
export type CallFailure<Code extends string = string, Body = unknown> =
  | InvalidRequestError
  | NotSentError
  | VendorError<'vendor', Code, Body>
  | VendorError<'undocumented', string, unknown>
  | NoAnswerError
  | OutcomeUnknownError;

interface OfEveryResult {
  /** The idempotency token that went with the call, given or made. */
  readonly token: string | undefined;
  /** With `validate: 'report'`, how the request differs from the spec. */
  readonly violations: readonly Violation[];
}

export type CallResult<Data, Failure> =
  | (OfEveryResult & { readonly data: Data; readonly error?: never; readonly response: Response })
  | (OfEveryResult & { readonly data?: never; readonly error: Failure; readonly response: Response | undefined });

type ResultOf<Operation extends Record<string | number, unknown>, Code extends string> = CallResult<
  DataOf<Answers<Operation>>,
  CallFailure<Code, ErrorBodyOf<Answers<Operation>>>
>;

type ClientMethod<Paths, M extends Method, Api extends ApiDescription> = <Path extends PathsWith<Paths, M>>(
  path: Path,
  ...init: Arguments<OperationOf<Paths, Path, M>>
) => Promise<ResultOf<OperationOf<Paths, Path, M>, CodeOf<Api, Path, M>>>;

/**
 * A client that is called like openapi-fetch's, and signs, checks and repeats: `client.POST(path, {params, body})` resolves to `{data, error, response}`. What
 * goes wrong with a call is its `error` and never thrown.
 */
export interface ApiClient<Paths, Api extends ApiDescription> {
  readonly GET: ClientMethod<Paths, 'get', Api>;
  readonly PUT: ClientMethod<Paths, 'put', Api>;
  readonly POST: ClientMethod<Paths, 'post', Api>;
  readonly DELETE: ClientMethod<Paths, 'delete', Api>;
  readonly request: <M extends Method, Path extends PathsWith<Paths, M>>(
    method: M,
    path: Path,
    ...init: Arguments<OperationOf<Paths, Path, M>>
  ) => Promise<ResultOf<OperationOf<Paths, Path, M>, CodeOf<Api, Path, M>>>;
}

/**
 * Makes the client of one API.
 * @throws ClientOptionsError when an option cannot be used.
 */
export function createApiClient<Paths, Api extends ApiDescription, Credentials extends object>(
  api: Api,
  options: CommonOptions<Credentials> & { readonly region?: string },
  signer: RequestSigner<Credentials>,
  loadCheck: () => Promise<RequestCheck>,
): ApiClient<Paths, Api> {
  const settings = readOptions(options, api.servers[0]?.url ?? '');
  const shared: Shared<Credentials> = {
    api,
    settings,
    signer,
    budget: new RetryBudget(settings.retry.budget),
    offset: 0,
  };
  let loading: Promise<RequestCheck> | undefined;
  const check = () => {
    loading ??= loadCheck().catch((error: unknown) => {
      loading = undefined; // The next call tries again.
      throw error;
    });
    return loading;
  };
  const send = (method: string, path: string, init: LooseInit = {}) =>
    call({ shared, check, region: options.region }, method.toLowerCase(), path, init);
  const client = {
    GET: (path: string, init?: LooseInit) => send('get', path, init),
    PUT: (path: string, init?: LooseInit) => send('put', path, init),
    POST: (path: string, init?: LooseInit) => send('post', path, init),
    DELETE: (path: string, init?: LooseInit) => send('delete', path, init),
    request: send,
  };
  // The generated types say what `call` takes and gives for each path.
  return client as unknown as ApiClient<Paths, Api>;
}
