import { type JdcloudCredentials, sign } from '@launchspec/signing/jdcloud';
import type { CommonOptions } from '../client-options.js';
import type { RequestSigner } from './signer.js';

export interface JdcloudOptions extends CommonOptions<JdcloudCredentials> {
  /** Makes the nonce of a signature. Default: a random UUID. */
  readonly nonce?: () => string;
}

/** What the vendor's Go and Python SDKs sign where a path has no region. */
const NO_REGION = 'jdcloud-api';

export function jdcloudSigner(service: string, { nonce }: JdcloudOptions): RequestSigner<JdcloudCredentials> {
  return {
    async sign({ method, url, headers, body, region = NO_REGION }, credentials, date) {
      const request = { method, host: url.host, path: url.pathname, query: url.search.slice(1), headers, body };
      const options = { region, service, date, ...(nonce ? { nonce: nonce() } : {}) };
      return { headers: (await sign(request, credentials, options)).headers };
    },
    secretsOf: ({ secretAccessKey, sessionToken }) => [secretAccessKey, sessionToken],
  };
}
