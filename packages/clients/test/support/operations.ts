import { readFileSync } from 'node:fs';
import type { ApiDescription, OperationDescription } from '../../src/api-description.js';
import type { LooseInit } from '../../src/call.js';
import type { CallFailure, CallResult } from '../../src/client.js';
import type { CommonOptions } from '../../src/client-options.js';
import * as bastion from '../../src/generated/jdcloud-bastion/index.js';
import * as edcps from '../../src/generated/jdcloud-edcps/index.js';
import * as vm from '../../src/generated/jdcloud-vm/index.js';
import * as cvm from '../../src/generated/tencent-cvm/index.js';
import * as bmc from '../../src/generated/zenlayer-bmc/index.js';

/** A client whose types do not matter. */
export interface AnyClient {
  request(method: string, path: string, init: LooseInit): Promise<CallResult<unknown, CallFailure>>;
}

type Create = (
  options: Omit<CommonOptions<object>, 'credentials'> & { credentials?: unknown; region?: string },
) => AnyClient;

export const SECRET_KEY = 'canary-secret-key-4f1d';

const CREDENTIALS: { readonly [vendor: string]: object } = {
  jdcloud: { accessKeyId: 'AKEXAMPLE', secretAccessKey: SECRET_KEY },
  tencent: { secretId: 'AKIDEXAMPLE', secretKey: SECRET_KEY },
  zenlayer: { accessKeyId: 'ZKEXAMPLE', accessKeyPassword: SECRET_KEY },
};

const MODULES = {
  'jdcloud-vm': vm,
  'jdcloud-edcps': edcps,
  'jdcloud-bastion': bastion,
  'tencent-cvm': cvm,
  'zenlayer-bmc': bmc,
};

/** One operation, with a request and an answer that its spec gives as examples. */
export interface Sample {
  readonly api: ApiDescription;
  readonly operationId: string;
  readonly operation: OperationDescription;
  readonly init: LooseInit;
  readonly answer: unknown;
  readonly client: (options: Parameters<Create>[0]) => AnyClient;
}

/** Every operation of every API. */
export const SAMPLES: readonly Sample[] = Object.entries(MODULES).flatMap(([id, module]) => {
  const api = module.api as ApiDescription;
  const document = JSON.parse(
    readFileSync(new URL(`../../../openapi/src/generated/${id}.json`, import.meta.url), 'utf8'),
  ) as Document;
  const credentials = CREDENTIALS[id.split('-')[0] as string];
  const create = module.createClient as unknown as Create;
  const client: Sample['client'] = (options) => create({ credentials, region: 'ap-guangzhou', ...options });
  return Object.entries(api.operations).map(([operationId, operation]) => {
    const answer = answerOf(document, operation);
    const asBody = Object.values(api.operations).find(
      (other) =>
        other.path === operation.path && other.path.includes('#') && other.method === 'post' && operation.queryForm,
    );
    const body = requestOf(document, asBody ?? operation);
    const init: LooseInit = {
      params: {
        path: Object.fromEntries([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, `${name}-1`])),
        ...(asBody ? { query: body as Record<string, unknown> } : {}),
      },
      ...(body === undefined || asBody ? {} : { body }),
    };
    return { api, operationId, operation, init, answer, client };
  });
});

interface Document {
  readonly paths: { readonly [path: string]: { readonly [method: string]: DocumentOperation } };
}

interface DocumentOperation {
  readonly requestBody?: { readonly content: { readonly 'application/json': Media } };
  readonly responses: { readonly [status: string]: { readonly content?: { readonly 'application/json': Media } } };
}

interface Media {
  readonly examples: { readonly [name: string]: unknown };
}

function requestOf(document: Document, { path, method }: OperationDescription): unknown {
  const media = document.paths[path]?.[method]?.requestBody?.content['application/json'];
  return media ? first(document, media) : undefined;
}

function answerOf(document: Document, { path, method }: OperationDescription): unknown {
  const response = resolve(document, document.paths[path]?.[method]?.responses['200']) as
    | DocumentOperation['responses'][string]
    | undefined;
  const media = response?.content?.['application/json'];
  return media ? first(document, media) : undefined;
}

function first(document: Document, { examples }: Media): unknown {
  return (resolve(document, Object.values(examples)[0]) as { value: unknown }).value;
}

function resolve(document: Document, value: unknown): unknown {
  const reference = (value as { $ref?: string } | undefined)?.$ref;
  if (reference === undefined) return value;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, part) => (node as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
}
