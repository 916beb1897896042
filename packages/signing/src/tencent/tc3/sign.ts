import type { SigningKey } from '../../digest/digest.js';
import { formatAuthorization } from '../../generic/authorization.js';
import { requireDate, requireText } from '../../generic/credential-rules.js';
import { sha256Hex } from '../../generic/hash.js';
import { type HttpRequest, readHeaders } from '../../generic/http-request.js';
import { sortHeaderNames } from '../../generic/signed-headers.js';
import { formatTimestamp, utcDay } from '../../generic/timestamp.js';
import type { TencentCredentials } from '../credentials.js';
import { canonicalRequest } from './canonical-request.js';
import { credentialScope } from './credential-scope.js';
import { signature } from './signature.js';
import { signingKey } from './signing-key.js';
import { SCHEME, stringToSign } from './string-to-sign.js';

/** What the vendor wants signed at the least. */
export const REQUIRED_SIGNED_HEADERS: readonly string[] = ['content-type', 'host'];

export interface Tc3SignOptions {
  /** The product, which is the first label of the vendor's host: `cvm`. */
  readonly service: string;
  /** Default: the present. */
  readonly date?: Date;
  /** Default: `content-type` and `host`. */
  readonly signedHeaders?: readonly string[];
}

/** Every step of a signature. */
export interface Tc3Stages {
  readonly payloadHash: string;
  readonly canonicalRequest: string;
  readonly credentialScope: string;
  readonly stringToSign: string;
  /** Cannot be read back. */
  readonly signingKey: SigningKey;
  readonly signature: string;
  readonly authorization: string;
}

export interface Tc3Signed {
  /** The headers to add to the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stages: Tc3Stages;
}

/**
 * Signs a request, POST or GET.
 * @throws SigningError when an input cannot be signed.
 */
export async function signTc3(
  request: HttpRequest,
  credentials: TencentCredentials,
  options: Tc3SignOptions,
): Promise<Tc3Signed> {
  const { service, date = new Date() } = options;
  requireText(credentials.secretId, 'secretId');
  requireText(credentials.secretKey, 'secretKey');
  requireText(service, 'service');
  requireDate(date);

  const timestamp = formatTimestamp(date);
  const added: Record<string, string> = { 'x-tc-timestamp': timestamp };
  if (credentials.token) added['x-tc-token'] = credentials.token;
  const headers = readHeaders(request);
  for (const name in added) headers.set(name, [added[name] as string]);

  const signedHeaders = options.signedHeaders ? sortHeaderNames(options.signedHeaders) : REQUIRED_SIGNED_HEADERS;
  const scope = { day: utcDay(date), service };
  const credential = credentialScope(scope);
  const hash = await sha256Hex(request.body ?? '');
  const canonical = canonicalRequest(request, headers, signedHeaders, hash);
  const text = await stringToSign(canonical, timestamp, credential);
  const key = await signingKey(credentials, scope);
  const hex = await signature(key, text);
  const authorization = formatAuthorization({
    scheme: SCHEME,
    credential: `${credentials.secretId}/${credential}`,
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
