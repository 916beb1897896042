import { type Authorization, parseAuthorization } from '../generic/authorization.js';
import { constantTimeEqual } from '../generic/constant-time-equal.js';
import { sha256Hex } from '../generic/hash.js';
import { type HeaderTable, type HttpRequest, headerValue, readHeaders } from '../generic/http-request.js';
import { findSignedHeadersProblem } from '../generic/signed-headers.js';
import {
  checkSkew,
  explainMismatch,
  failure,
  type Verification,
  type VerificationFailure,
  type VerifyOptions,
} from '../generic/verification.js';
import { canonicalRequest } from './canonical-request.js';
import { type CredentialScope, credentialScope, parseCredential } from './credential-scope.js';
import type { JdcloudCredentials } from './credentials.js';
import { parseJdcloudDate } from './date.js';
import { declaredPayloadHash } from './payload-hash.js';
import { signature } from './signature.js';
import { requiredSignedHeaders } from './signed-headers.js';
import { signingKey } from './signing-key.js';
import { stringToSign } from './string-to-sign.js';
import { type JdcloudVersion, schemeOf, VERSIONS } from './version.js';

export interface JdcloudVerifyOptions extends VerifyOptions {
  /** Default: both. */
  readonly versions?: readonly JdcloudVersion[];
  /** Given, the scope must name this region. */
  readonly region?: string;
  /** Given, the scope must name this service. */
  readonly service?: string;
  /** The headers that must be signed. Default: in version 2 date, nonce and security token, in version 3 none. */
  readonly requiredSignedHeaders?: readonly string[];
}

/** No vendor text states a limit; a quarter of an hour is what AWS, whose scheme this is, allows. */
export const DEFAULT_SKEW = 900;

/** Finds the credentials of a key id. Give the same object each time: signing keys are kept with it. */
export type JdcloudCredentialsLookup = (
  accessKeyId: string,
) => JdcloudCredentials | undefined | Promise<JdcloudCredentials | undefined>;

/** Checks the signature of a request as it came over the wire. */
export async function verify(
  request: HttpRequest,
  lookupCredentials: JdcloudCredentialsLookup,
  options: JdcloudVerifyOptions = {},
): Promise<Verification> {
  const headers = readHeaders(request);
  const claim = readClaim(headers, options);
  if ('ok' in claim) return claim;
  const { authorization, version, scope, dateText, date } = claim;

  const required = options.requiredSignedHeaders ?? requiredSignedHeaders(headers, version);
  const problem = findSignedHeadersProblem(authorization.signedHeaders, headers, required);
  if (problem) return failure('signed-headers', problem);
  const late = checkSkew(date, options.now ?? new Date(), options.skew ?? DEFAULT_SKEW);
  if (late) return late;
  const credentials = await lookupCredentials(scope.keyId);
  if (!credentials) return failure('credentials', 'There is no such key id.');
  const token = headerValue(headers, 'x-jdcloud-security-token') ?? '';
  if (credentials.sessionToken && !constantTimeEqual(token, credentials.sessionToken))
    return failure('session-token', 'x-jdcloud-security-token is not that of these credentials.');

  const hash = await sha256Hex(request.body ?? '');
  const declared = declaredPayloadHash(headers, version);
  if (declared !== undefined && declared !== hash)
    return failure('payload-hash', 'x-jdcloud-content-sha256 is not the hash of the body.');

  const canonical = canonicalRequest(request, headers, authorization.signedHeaders, hash, version);
  const toSign = (text: string) => stringToSign(text, dateText, credentialScope(scope, version), version);
  const computed = { canonicalRequest: canonical, stringToSign: await toSign(canonical) };
  const key = await signingKey(credentials, scope, version);
  const given = authorization.signature;
  if (!constantTimeEqual(given, await signature(key, computed.stringToSign)))
    return explainMismatch({
      given,
      computed,
      claimed: options.claimed,
      stringToSign: toSign,
      signature: (text) => signature(key, text),
    });
  const nonce = headerValue(headers, 'x-jdcloud-nonce');
  return {
    ok: true,
    scheme: schemeOf(version),
    keyId: scope.keyId,
    date,
    ...(nonce === undefined ? {} : { nonce }),
    computed,
  };
}

interface Claim {
  readonly authorization: Authorization;
  readonly version: JdcloudVersion;
  readonly scope: CredentialScope & { readonly keyId: string };
  readonly dateText: string;
  readonly date: Date;
}

/** What the headers say, as far as it fits together. */
function readClaim(headers: HeaderTable, options: JdcloudVerifyOptions): Claim | VerificationFailure {
  const written = headerValue(headers, 'authorization');
  if (written === undefined) return failure('authorization', 'There is no Authorization header.');
  const authorization = parseAuthorization(written);
  const versions = options.versions ?? VERSIONS;
  const version = versions.find((one) => schemeOf(one) === authorization?.scheme);
  if (!authorization || !version) {
    const forms = versions.map((one) => `"${schemeOf(one)} Credential=..., SignedHeaders=..., Signature=..."`);
    return failure('authorization', `Authorization must have the form ${forms.join(' or ')}.`);
  }
  const scope = parseCredential(authorization.credential, version);
  if (!scope) {
    const form = credentialScope({ day: 'yyyymmdd', region: 'region', service: 'service' }, version);
    return failure('credential-scope', `Credential must have the form accessKeyId/${form}.`);
  }
  const dateText = headerValue(headers, 'x-jdcloud-date') ?? '';
  const date = parseJdcloudDate(dateText);
  if (!date) return failure('date', 'x-jdcloud-date must have the form yyyymmddThhmmssZ.');
  if (scope.day !== dateText.slice(0, 8))
    return failure('credential-scope', 'The day in Credential is not that of x-jdcloud-date.');
  for (const name of ['region', 'service'] as const)
    if (options[name] !== undefined && scope[name] !== options[name])
      return failure('credential-scope', `The ${name} in Credential must be ${options[name]}.`);
  return { authorization, version, scope, dateText, date };
}
