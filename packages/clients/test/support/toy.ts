import type { ApiDescription, OperationDescription } from '../../src/api-description.js';
import { createApiClient } from '../../src/client.js';
import type { CommonOptions } from '../../src/client-options.js';
import type { RequestCheck } from '../../src/request-check.js';
import type { AnyClient } from './operations.js';

const purchase = { count: '/count', ids: '/result/ids', lookup: { operation: 'list' } };
const common: Pick<OperationDescription, 'headers' | 'errorCodes' | 'sensitive'> = {
  headers: {},
  errorCodes: ['Bad', 'Broken', 'Late', 'Slow', 'Away'],
  sensitive: ['/body/password'],
};

/** An API that has what the five have not: a token in the query, a call that only reads, one that buys without a token. */
export const TOY: ApiDescription = {
  id: 'toy',
  servers: [{ url: 'https://toy.invalid' }],
  signing: { scheme: 'ZC2-HMAC-SHA256', service: 'toy' },
  errorKinds: { throttled: ['Slow'], 'signature-expired': ['Late'], unavailable: ['Away'], internal: ['Broken'] },
  envelope: { result: '/result', error: '/error', code: '/error/code', message: '/error/message', requestId: '/id' },
  operations: {
    buy: { ...common, method: 'post', path: '/buy', idempotency: { token: 'once', maxLength: 36 }, purchase },
    buyBlindly: { ...common, method: 'post', path: '/buy-blindly', idempotency: 'none', purchase },
    list: { ...common, method: 'get', path: '/list', idempotency: 'safe' },
    remove: {
      ...common,
      method: 'delete',
      path: '/things/{id}',
      idempotency: { token: 'once', maxLength: 36, in: 'query' },
    },
  },
};

type ToyOptions = Partial<CommonOptions<object>> & { readonly loadCheck?: () => Promise<RequestCheck> };

/** A client of it, whose signatures are empty. */
export function createToy({ loadCheck = async () => () => [], ...options }: ToyOptions): AnyClient {
  const signer = { sign: async () => ({ headers: {} }), secretsOf: () => [] };
  return createApiClient(TOY, { credentials: {}, ...options }, signer, loadCheck) as unknown as AnyClient;
}

export const refusal = (code: string, result?: unknown) => ({
  id: 'r',
  error: { code, message: `It says ${code}.` },
  ...(result === undefined ? {} : { result }),
});

export const BOUGHT = { id: 'r', result: { ids: ['i-1'] } };
