import { constantTimeEqual } from '../generic/constant-time-equal.js';
import { requireText } from '../generic/credential-rules.js';
import { type HttpRequest, headerValue, readHeaders } from '../generic/http-request.js';
import { failure, type VerificationFailure } from '../generic/verification.js';
import type { ZenlayerToken } from './credentials.js';

/**
 * The headers of a request with a personal access token: no signature, and no timestamp.
 * @throws SigningError when the token is empty.
 */
export function bearer({ token }: ZenlayerToken): { readonly authorization: string } {
  requireText(token, 'token');
  return { authorization: `Bearer ${token}` };
}

/** Checks a personal access token against the one that is expected. */
export function verifyBearer(
  request: HttpRequest,
  expected: ZenlayerToken,
): { readonly ok: true; readonly scheme: 'Bearer' } | VerificationFailure {
  const written = headerValue(readHeaders(request), 'authorization') ?? '';
  const [scheme, token] = [written.slice(0, 7), written.slice(7)];
  if (scheme.toLowerCase() !== 'bearer ' || token === '')
    return failure('authorization', 'Authorization must have the form "Bearer ...".');
  if (!constantTimeEqual(token, expected.token)) return failure('credentials', 'There is no such token.');
  return { ok: true, scheme: 'Bearer' };
}
