import type { SigningKey } from '../digest/digest.js';
import { formatAuthorization } from '../generic/authorization.js';
import { requireDate, requireText } from '../generic/credential-rules.js';
import { type HttpRequest, readHeaders } from '../generic/http-request.js';
import { sortHeaderNames } from '../generic/signed-headers.js';
import { canonicalRequest } from './canonical-request.js';
import { credentialScope } from './credential-scope.js';
import type { JdcloudCredentials } from './credentials.js';
import { formatJdcloudDate } from './date.js';
import { payloadHash } from './payload-hash.js';
import { signature } from './signature.js';
import { defaultSignedHeaders } from './signed-headers.js';
import { signingKey } from './signing-key.js';
import { stringToSign } from './string-to-sign.js';
import { type JdcloudVersion, schemeOf } from './version.js';

export interface JdcloudSignOptions {
  /** The region in the path; `jdcloud-api` for calls without one. */
  readonly region: string;
  /** The product, which is the first label of the vendor's host: `vm`, `edcps`, `bastion`. */
  readonly service: string;
  /** Default: the present. */
  readonly date?: Date;
  /** Default: a random UUID. */
  readonly nonce?: string;
  /** Default `JDCLOUD2`. */
  readonly version?: JdcloudVersion;
  /** Default: every header but `authorization` and `user-agent`. */
  readonly signedHeaders?: readonly string[];
}

/** Every step of a signature. The texts hold what the request holds, a session token included. */
export interface JdcloudStages {
  readonly payloadHash: string;
  readonly canonicalRequest: string;
  readonly credentialScope: string;
  readonly stringToSign: string;
  /** Cannot be read back. */
  readonly signingKey: SigningKey;
  readonly signature: string;
  readonly authorization: string;
}

export interface JdcloudSigned {
  /** The headers to add to the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stages: JdcloudStages;
}

/**
 * Signs a request.
 * @throws SigningError when an input cannot be signed.
 */
export async function sign(
  request: HttpRequest,
  credentials: JdcloudCredentials,
  options: JdcloudSignOptions,
): Promise<JdcloudSigned> {
  const { region, service, version = 'JDCLOUD2', date: clock = new Date(), nonce = crypto.randomUUID() } = options;
  requireText(credentials.accessKeyId, 'accessKeyId');
  requireText(credentials.secretAccessKey, 'secretAccessKey');
  requireText(region, 'region');
  requireText(service, 'service');
  requireDate(clock);

  const date = formatJdcloudDate(clock);
  const added: Record<string, string> = { 'x-jdcloud-date': date, 'x-jdcloud-nonce': nonce };
  if (credentials.sessionToken) added['x-jdcloud-security-token'] = credentials.sessionToken;
  const headers = readHeaders(request);
  for (const name in added) headers.set(name, [added[name] as string]);

  const signedHeaders = options.signedHeaders ? sortHeaderNames(options.signedHeaders) : defaultSignedHeaders(headers);
  const scope = { day: date.slice(0, 8), region, service };
  const credential = credentialScope(scope, version);
  const hash = await payloadHash(request.body ?? '', headers, version);
  const canonical = canonicalRequest(request, headers, signedHeaders, hash, version);
  const text = await stringToSign(canonical, date, credential, version);
  const key = await signingKey(credentials, scope, version);
  const hex = await signature(key, text);
  const authorization = formatAuthorization({
    scheme: schemeOf(version),
    credential: `${credentials.accessKeyId}/${credential}`,
    signedHeaders,
    signature: hex,
  });
  added.authorization = authorization;
  return {
    headers: added,
    stages: {
      payloadHash: hash,
      canonicalRequest: canonical,
      credentialScope: credential,
      stringToSign: text,
      signingKey: key,
      signature: hex,
      authorization,
    },
  };
}
