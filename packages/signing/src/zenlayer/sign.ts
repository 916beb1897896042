import type { SigningKey } from '../digest/digest.js';
import { formatAuthorization } from '../generic/authorization.js';
import { requireDate, requireText } from '../generic/credential-rules.js';
import { sha256Hex } from '../generic/hash.js';
import { type HttpRequest, readHeaders } from '../generic/http-request.js';
import { sortHeaderNames } from '../generic/signed-headers.js';
import { formatTimestamp } from '../generic/timestamp.js';
import { canonicalRequest } from './canonical-request.js';
import type { ZenlayerCredentials } from './credentials.js';
import { signature } from './signature.js';
import { signingKey } from './signing-key.js';
import { SCHEME, stringToSign } from './string-to-sign.js';

/** What the vendor wants signed, and its SDKs sign. */
export const REQUIRED_SIGNED_HEADERS: readonly string[] = ['content-type', 'host'];

export interface ZenlayerSignOptions {
  /** Default: the present. */
  readonly date?: Date;
  /** Default: `content-type` and `host`. */
  readonly signedHeaders?: readonly string[];
}

/** Every step of a signature. */
export interface ZenlayerStages {
  readonly payloadHash: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Cannot be read back. */
  readonly signingKey: SigningKey;
  readonly signature: string;
  readonly authorization: string;
}

export interface ZenlayerSigned {
  /** The headers to add to the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stages: ZenlayerStages;
}

/**
 * Signs a request.
 * @throws SigningError when an input cannot be signed.
 */
export async function sign(
  request: HttpRequest,
  credentials: ZenlayerCredentials,
  options: ZenlayerSignOptions = {},
): Promise<ZenlayerSigned> {
  const { date = new Date() } = options;
  requireText(credentials.accessKeyId, 'accessKeyId');
  requireText(credentials.accessKeyPassword, 'accessKeyPassword');
  requireDate(date);

  const timestamp = formatTimestamp(date);
  const added: Record<string, string> = { 'x-zc-timestamp': timestamp, 'x-zc-signature-method': SCHEME };
  const headers = readHeaders(request);
  for (const name in added) headers.set(name, [added[name] as string]);

  const signedHeaders = options.signedHeaders ? sortHeaderNames(options.signedHeaders) : REQUIRED_SIGNED_HEADERS;
  const hash = await sha256Hex(request.body ?? '');
  const canonical = canonicalRequest(request, headers, signedHeaders, hash);
  const text = await stringToSign(canonical, timestamp);
  const key = await signingKey(credentials);
  const hex = await signature(key, text);
  const authorization = formatAuthorization({
    scheme: SCHEME,
    credential: credentials.accessKeyId,
    signedHeaders,
    signature: hex,
  });
  added.authorization = authorization;
  return {
    headers: added,
    stages: {
      payloadHash: hash,
      canonicalRequest: canonical,
      stringToSign: text,
      signingKey: key,
      signature: hex,
      authorization,
    },
  };
}
