import { bearer, sign, type ZenlayerCredentials, type ZenlayerToken } from '@launchspec/signing/zenlayer';
import type { CommonOptions } from '../client-options.js';
import type { RequestSigner } from './signer.js';

/** Credentials are a key pair, which signs, or a personal access token, which is sent as it is. */
export type ZenlayerOptions = CommonOptions<ZenlayerCredentials | ZenlayerToken>;

export function zenlayerSigner(
  _service: string,
  _options: ZenlayerOptions,
): RequestSigner<ZenlayerCredentials | ZenlayerToken> {
  return {
    async sign({ method, url, headers, body }, credentials, date) {
      if ('token' in credentials) return { headers: { ...bearer(credentials) } };
      const request = { method, host: url.host, path: url.pathname, headers, body };
      return { headers: (await sign(request, credentials, { date })).headers };
    },
    secretsOf: (credentials) => ['token' in credentials ? credentials.token : credentials.accessKeyPassword],
  };
}
