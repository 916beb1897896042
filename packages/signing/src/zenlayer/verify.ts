import { parseAuthorization } from '../generic/authorization.js';
import { constantTimeEqual } from '../generic/constant-time-equal.js';
import { sha256Hex } from '../generic/hash.js';
import { type HttpRequest, headerValue, readHeaders } from '../generic/http-request.js';
import { findSignedHeadersProblem } from '../generic/signed-headers.js';
import { parseTimestamp } from '../generic/timestamp.js';
import { checkSkew, explainMismatch, failure, type Verification, type VerifyOptions } from '../generic/verification.js';
import { canonicalRequest } from './canonical-request.js';
import type { ZenlayerCredentials } from './credentials.js';
import { REQUIRED_SIGNED_HEADERS } from './sign.js';
import { signature } from './signature.js';
import { signingKey } from './signing-key.js';
import { SCHEME, stringToSign } from './string-to-sign.js';

/** How many seconds a client's clock may be wrong. */
export const DEFAULT_SKEW = 300;

/** Finds the credentials of a key id. Give the same object each time: signing keys are kept with it. */
export type ZenlayerCredentialsLookup = (
  accessKeyId: string,
) => ZenlayerCredentials | undefined | Promise<ZenlayerCredentials | undefined>;

/** Checks the signature of a request as it came over the wire. */
export async function verify(
  request: HttpRequest,
  lookupCredentials: ZenlayerCredentialsLookup,
  options: VerifyOptions = {},
): Promise<Verification> {
  const headers = readHeaders(request);
  const written = headerValue(headers, 'authorization');
  if (written === undefined) return failure('authorization', 'There is no Authorization header.');
  const authorization = parseAuthorization(written);
  if (authorization?.scheme !== SCHEME)
    return failure(
      'authorization',
      `Authorization must have the form "${SCHEME} Credential=..., SignedHeaders=..., Signature=...".`,
    );
  if (headerValue(headers, 'x-zc-signature-method') !== SCHEME)
    return failure('authorization', `x-zc-signature-method must be ${SCHEME}.`);
  const timestamp = headerValue(headers, 'x-zc-timestamp') ?? '';
  const date = parseTimestamp(timestamp);
  if (!date) return failure('date', 'x-zc-timestamp must be the seconds since 1970.');
  const problem = findSignedHeadersProblem(authorization.signedHeaders, headers, REQUIRED_SIGNED_HEADERS);
  if (problem) return failure('signed-headers', problem);
  const late = checkSkew(date, options.now ?? new Date(), options.skew ?? DEFAULT_SKEW);
  if (late) return late;
  const credentials = await lookupCredentials(authorization.credential);
  if (!credentials) return failure('credentials', 'There is no such key id.');

  const hash = await sha256Hex(request.body ?? '');
  const canonical = canonicalRequest(request, headers, authorization.signedHeaders, hash);
  const toSign = (text: string) => stringToSign(text, timestamp);
  const computed = { canonicalRequest: canonical, stringToSign: await toSign(canonical) };
  const key = await signingKey(credentials);
  const given = authorization.signature;
  if (constantTimeEqual(given, await signature(key, computed.stringToSign)))
    return { ok: true, scheme: SCHEME, keyId: authorization.credential, date, computed };
  return explainMismatch({
    given,
    computed,
    claimed: options.claimed,
    stringToSign: toSign,
    signature: (text) => signature(key, text),
  });
}
