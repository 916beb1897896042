import { constantTimeEqual } from '../../generic/constant-time-equal.js';
import { type HttpRequest, headerValue, readHeaders } from '../../generic/http-request.js';
import { parseTimestamp } from '../../generic/timestamp.js';
import { fromBytes, toBytes } from '../../generic/utf8.js';
import {
  checkSkew,
  explainMismatch,
  failure,
  type Verification,
  type VerifyOptions,
} from '../../generic/verification.js';
import { DEFAULT_SKEW, type TencentCredentialsLookup } from '../credentials.js';
import { decodeParameters } from './parameters.js';
import { signature } from './signature.js';
import { readSignatureMethod } from './signature-method.js';
import { signingKey } from './signing-key.js';
import { stringToSign } from './string-to-sign.js';

/** Checks the v1 signature of a request as it came over the wire: of the query with GET, of the form in the body with POST. */
export async function verifyV1(
  request: HttpRequest,
  lookupCredentials: TencentCredentialsLookup,
  options: VerifyOptions = {},
): Promise<Verification> {
  const form = request.method.toUpperCase() === 'POST' ? fromBytes(toBytes(request.body ?? '')) : (request.query ?? '');
  const parameters = form === undefined ? 'not UTF-8' : decodeParameters(form);
  if (typeof parameters === 'string') return failure('parameters', `There are parameters that are ${parameters}.`);
  const [given, secretId] = [parameters.get('Signature'), parameters.get('SecretId')];
  if (!given || !secretId) return failure('authorization', 'SecretId and Signature must be among the parameters.');
  const method = readSignatureMethod(parameters.get('SignatureMethod'));
  if (!method) return failure('authorization', 'SignatureMethod must be HmacSHA1 or HmacSHA256.');
  const date = parseTimestamp(parameters.get('Timestamp') ?? '');
  if (!date) return failure('date', 'Timestamp must be the seconds since 1970.');
  const nonce = parameters.get('Nonce');
  if (!nonce || !/^\d+$/.test(nonce)) return failure('parameters', 'Nonce must be a whole number.');
  const late = checkSkew(date, options.now ?? new Date(), options.skew ?? DEFAULT_SKEW);
  if (late) return late;
  const credentials = await lookupCredentials(secretId);
  if (!credentials) return failure('credentials', 'There is no such secret id.');
  if (credentials.token && !constantTimeEqual(parameters.get('Token') ?? '', credentials.token))
    return failure('session-token', 'Token is not that of these credentials.');

  const host = headerValue(readHeaders(request), 'host') ?? request.host;
  const computed = { stringToSign: stringToSign({ ...request, host }, parameters) };
  const key = await signingKey(credentials, method);
  if (constantTimeEqual(given, await signature(key, computed.stringToSign)))
    return { ok: true, scheme: method, keyId: secretId, date, nonce, computed };
  return explainMismatch({
    given,
    computed,
    claimed: options.claimed,
    signature: (text) => signature(key, text),
    separator: '&',
    describe: (parts, index) =>
      index === 0 ? 'method, host, path and first parameter' : `parameter ${parts[index]?.split('=', 1)[0]}`,
  });
}
