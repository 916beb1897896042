import { type Authorization, parseAuthorization } from '../../generic/authorization.js';
import { constantTimeEqual } from '../../generic/constant-time-equal.js';
import { sha256Hex } from '../../generic/hash.js';
import { type HeaderTable, type HttpRequest, headerValue, readHeaders } from '../../generic/http-request.js';
import { findSignedHeadersProblem } from '../../generic/signed-headers.js';
import { parseTimestamp, utcDay } from '../../generic/timestamp.js';
import {
  checkSkew,
  explainMismatch,
  failure,
  type Verification,
  type VerificationFailure,
  type VerifyOptions,
} from '../../generic/verification.js';
import { DEFAULT_SKEW, type TencentCredentialsLookup } from '../credentials.js';
import { canonicalRequest } from './canonical-request.js';
import { type CredentialScope, credentialScope, parseCredential } from './credential-scope.js';
import { REQUIRED_SIGNED_HEADERS } from './sign.js';
import { signature } from './signature.js';
import { signingKey } from './signing-key.js';
import { SCHEME, stringToSign } from './string-to-sign.js';

export interface Tc3VerifyOptions extends VerifyOptions {
  /** Given, the scope must name this service; otherwise it is taken as the client names it. */
  readonly service?: string;
}

/**
 * Checks the TC3 signature of a request as it came over the wire. A Host header with a port may have been signed with or without it:
 * Tencent's Node SDK signs it without.
 */
export async function verifyTc3(
  request: HttpRequest,
  lookupCredentials: TencentCredentialsLookup,
  options: Tc3VerifyOptions = {},
): Promise<Verification> {
  const headers = readHeaders(request);
  const claim = readClaim(headers, options);
  if ('ok' in claim) return claim;
  const { authorization, scope, timestamp, date } = claim;

  const problem = findSignedHeadersProblem(authorization.signedHeaders, headers, REQUIRED_SIGNED_HEADERS);
  if (problem) return failure('signed-headers', problem);
  const late = checkSkew(date, options.now ?? new Date(), options.skew ?? DEFAULT_SKEW);
  if (late) return late;
  const credentials = await lookupCredentials(scope.secretId);
  if (!credentials) return failure('credentials', 'There is no such secret id.');
  if (credentials.token && !constantTimeEqual(headerValue(headers, 'x-tc-token') ?? '', credentials.token))
    return failure('session-token', 'X-TC-Token is not that of these credentials.');

  const hash = await sha256Hex(request.body ?? '');
  const key = await signingKey(credentials, scope);
  const toSign = (text: string) => stringToSign(text, timestamp, credentialScope(scope));
  const compute = async (table: HeaderTable) => {
    const canonical = canonicalRequest(request, table, authorization.signedHeaders, hash);
    return { canonicalRequest: canonical, stringToSign: await toSign(canonical) };
  };
  const given = authorization.signature;
  const computed = await compute(headers);
  const success = { ok: true, scheme: SCHEME, keyId: scope.secretId, date } as const;
  if (constantTimeEqual(given, await signature(key, computed.stringToSign)))
    return { ...success, host: 'as-sent', computed };
  const withoutPort = hostWithoutPort(headers);
  if (withoutPort) {
    const alternative = await compute(withoutPort);
    if (constantTimeEqual(given, await signature(key, alternative.stringToSign)))
      return { ...success, host: 'without-port', computed: alternative };
  }
  return explainMismatch({
    given,
    computed,
    claimed: options.claimed,
    stringToSign: toSign,
    signature: (text) => signature(key, text),
  });
}

/** The headers with a Host that has lost its port; `undefined` when it has none. */
function hostWithoutPort(headers: HeaderTable): HeaderTable | undefined {
  const host = headerValue(headers, 'host') ?? '';
  const bare = host.replace(/:\d+$/, '');
  return bare === host ? undefined : new Map(headers).set('host', [bare]);
}

interface Claim {
  readonly authorization: Authorization;
  readonly scope: CredentialScope & { readonly secretId: string };
  readonly timestamp: string;
  readonly date: Date;
}

/** What the headers say, as far as it fits together. */
function readClaim(headers: HeaderTable, options: Tc3VerifyOptions): Claim | VerificationFailure {
  const written = headerValue(headers, 'authorization');
  if (written === undefined) return failure('authorization', 'There is no Authorization header.');
  const authorization = parseAuthorization(written);
  if (authorization?.scheme !== SCHEME)
    return failure(
      'authorization',
      `Authorization must have the form "${SCHEME} Credential=..., SignedHeaders=..., Signature=...".`,
    );
  const scope = parseCredential(authorization.credential);
  if (!scope)
    return failure('credential-scope', 'Credential must have the form secretId/yyyy-mm-dd/service/tc3_request.');
  const timestamp = headerValue(headers, 'x-tc-timestamp') ?? '';
  const date = parseTimestamp(timestamp);
  if (!date) return failure('date', 'X-TC-Timestamp must be the seconds since 1970.');
  if (scope.day !== utcDay(date))
    return failure('credential-scope', 'The day in Credential is not that of X-TC-Timestamp in UTC.');
  if (options.service !== undefined && scope.service !== options.service)
    return failure('credential-scope', `The service in Credential must be ${options.service}.`);
  return { authorization, scope, timestamp, date };
}
