import { signTc3, signV1, type TencentCredentials } from '@launchspec/signing/tencent';
import type { CommonOptions } from '../client-options.js';
import type { RequestSigner } from './signer.js';

export interface TencentOptions extends CommonOptions<TencentCredentials> {
  /** Region that the calls are for: `ap-guangzhou`. */
  readonly region: string;
  /**
   * `post` (default) sends JSON and signs it with TC3. `get` sends everything in the query with a version 1 signature, as the vendor's
   * document prints it; passwords then stand in URLs, which proxies log.
   */
  readonly transport?: 'post' | 'get';
  /** Makes the nonce of a version 1 signature, a positive whole number. Default: a random one. */
  readonly nonce?: () => number;
}

export function tencentSigner(
  service: string,
  { transport, nonce }: TencentOptions,
): RequestSigner<TencentCredentials> {
  return {
    asQuery: transport === 'get',
    async sign({ method, url, headers, body }, credentials, date) {
      const request = { method, host: url.host, path: url.pathname };
      if (method === 'GET') {
        const parameters = Object.fromEntries(url.searchParams);
        const options = { date, ...(nonce ? { nonce: nonce() } : {}) };
        const { encoded } = await signV1({ ...request, parameters }, credentials, options);
        return { headers: {}, query: encoded };
      }
      return { headers: (await signTc3({ ...request, headers, body }, credentials, { service, date })).headers };
    },
    secretsOf: ({ secretKey, token }) => [secretKey, token],
  };
}
