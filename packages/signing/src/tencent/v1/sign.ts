import type { SigningKey } from '../../digest/digest.js';
import { requireDate, requireText } from '../../generic/credential-rules.js';
import { SigningError } from '../../generic/signing-error.js';
import { formatTimestamp } from '../../generic/timestamp.js';
import type { TencentCredentials } from '../credentials.js';
import { encodeParameters, type Parameters } from './parameters.js';
import { signature } from './signature.js';
import type { SignatureMethod } from './signature-method.js';
import { signingKey } from './signing-key.js';
import { stringToSign } from './string-to-sign.js';

export interface V1Request {
  /** `GET`: the signed parameters are the query; `POST`: they are the body, as a form. */
  readonly method: string;
  /** As in the Host header, with the port where it has one. */
  readonly host: string;
  readonly path: string;
  /** Action, Version, Region and the flattened parameters of the action, as plain text. */
  readonly parameters: Parameters;
}

export interface V1SignOptions {
  /** Default: the present. */
  readonly date?: Date;
  /** A positive whole number; default: a random one. */
  readonly nonce?: number;
  /** Default `HmacSHA256`. */
  readonly signatureMethod?: SignatureMethod;
  /** `false` leaves the parameter SignatureMethod out, which the vendor reads as HmacSHA1. */
  readonly declareMethod?: boolean;
}

/** Every step of a signature. The string to sign holds every parameter as plain text, passwords and session token included. */
export interface V1Stages {
  readonly stringToSign: string;
  /** Cannot be read back. */
  readonly signingKey: SigningKey;
  readonly signature: string;
}

export interface V1Signed {
  /** All parameters, Signature included. */
  readonly parameters: Parameters;
  /** The same as a query or form. */
  readonly encoded: string;
  readonly stages: V1Stages;
}

/**
 * Signs parameters.
 * @throws SigningError when an input cannot be signed.
 */
export async function signV1(
  request: V1Request,
  credentials: TencentCredentials,
  options: V1SignOptions = {},
): Promise<V1Signed> {
  const { date = new Date(), nonce = randomNonce(), signatureMethod = 'HmacSHA256', declareMethod = true } = options;
  requireText(credentials.secretId, 'secretId');
  requireText(credentials.secretKey, 'secretKey');
  requireDate(date);
  if (!Number.isSafeInteger(nonce) || nonce < 0) throw new SigningError('nonce', 'must be a whole number from 0 on');
  if (!declareMethod && signatureMethod !== 'HmacSHA1')
    throw new SigningError('declareMethod', 'can be false with HmacSHA1 only');

  const { Signature: _, ...given } = request.parameters;
  const parameters: Record<string, string> = {
    ...given,
    Timestamp: formatTimestamp(date),
    Nonce: String(nonce),
    SecretId: credentials.secretId,
    ...(credentials.token ? { Token: credentials.token } : {}),
    ...(declareMethod ? { SignatureMethod: signatureMethod } : {}),
  };
  const text = stringToSign(request, Object.entries(parameters));
  const key = await signingKey(credentials, signatureMethod);
  const base64 = await signature(key, text);
  const signed = { ...parameters, Signature: base64 };
  return {
    parameters: signed,
    encoded: encodeParameters(signed),
    stages: { stringToSign: text, signingKey: key, signature: base64 },
  };
}

function randomNonce(): number {
  // Below 2^31, as some of the vendor's SDKs read it into 32 bits. A UUID begins with 32 random ones, and platforms keep random bytes for
  // UUIDs in stock: a tenth of the cost of getRandomValues.
  return Number.parseInt(crypto.randomUUID().slice(0, 8), 16) >>> 1 || 1;
}
