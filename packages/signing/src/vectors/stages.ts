import type { SigningKey } from '../digest/digest.js';
import { sha256Hex } from '../generic/hash.js';
import { decodeHex } from '../generic/hex.js';
import { importHmacKey } from '../generic/hmac.js';
import { readHeaders } from '../generic/http-request.js';
import { utcDay } from '../generic/timestamp.js';
import { parseJdcloudDate } from '../jdcloud/date.js';
import { sign as signJdcloud } from '../jdcloud/sign.js';
import type { JdcloudVersion } from '../jdcloud/version.js';
import { signTc3 } from '../tencent/tc3/sign.js';
import * as tc3 from '../tencent/tc3/steps.js';
import { signV1 } from '../tencent/v1/sign.js';
import type { SignatureMethod } from '../tencent/v1/signature-method.js';
import { sign as signZenlayer } from '../zenlayer/sign.js';
import type { VectorInputs } from './vector.js';

/** The stages of any scheme. */
export interface Stages {
  readonly canonicalRequest?: string;
  readonly stringToSign: string;
  readonly signingKey: SigningKey;
  readonly signature: string;
  readonly authorization?: string;
}

/** How each scheme signs the inputs of a vector. */
export const SCHEMES: Readonly<Record<string, (inputs: VectorInputs) => Promise<Stages>>> = {
  'JDCLOUD2-HMAC-SHA256': (inputs) => jdcloud(inputs, 'JDCLOUD2'),
  'JDCLOUD3-HMAC-SHA256': (inputs) => jdcloud(inputs, 'JDCLOUD3'),
  'TC3-HMAC-SHA256': (inputs) => (text(inputs, 'derivedSigningKeyHex') ? tencentWithKey(inputs) : tencent(inputs)),
  HmacSHA1: (inputs) => tencentV1(inputs, 'HmacSHA1'),
  HmacSHA256: (inputs) => tencentV1(inputs, 'HmacSHA256'),
  'ZC2-HMAC-SHA256': zenlayer,
};

async function jdcloud(inputs: VectorInputs, version: JdcloudVersion): Promise<Stages> {
  const credentials = {
    accessKeyId: text(inputs, 'accessKeyId'),
    secretAccessKey: text(inputs, 'secretAccessKey'),
    sessionToken: text(inputs, 'sessionToken'),
  };
  const { stages } = await signJdcloud(inputs, credentials, {
    region: inputs.region ?? '',
    service: inputs.service ?? '',
    date: parseJdcloudDate(String(inputs.date)) ?? new Date(Number.NaN),
    nonce: String(inputs.nonce),
    version,
    ...listed(inputs),
  });
  return stages;
}

async function tencent(inputs: VectorInputs): Promise<Stages> {
  const credentials = { secretId: text(inputs, 'secretId'), secretKey: text(inputs, 'secretKey') };
  const { stages } = await signTc3(inputs, credentials, {
    service: inputs.service ?? '',
    date: seconds(inputs),
    ...listed(inputs),
  });
  return stages;
}

/** Where only the derived key is known, the steps are taken one by one. */
async function tencentWithKey(inputs: VectorInputs): Promise<Stages> {
  const scope = tc3.credentialScope({ day: utcDay(seconds(inputs)), service: inputs.service ?? '' });
  const hash = await sha256Hex(inputs.body);
  const canonicalRequest = tc3.canonicalRequest(inputs, readHeaders(inputs), inputs.signedHeaders ?? [], hash);
  const stringToSign = await tc3.stringToSign(canonicalRequest, String(inputs.date), scope);
  const signingKey = await importHmacKey(decodeHex(text(inputs, 'derivedSigningKeyHex')) ?? '');
  return { canonicalRequest, stringToSign, signingKey, signature: await tc3.signature(signingKey, stringToSign) };
}

async function tencentV1(inputs: VectorInputs, signatureMethod: SignatureMethod): Promise<Stages> {
  const { method, host, path, params = {} } = inputs;
  const credentials = { secretId: text(inputs, 'secretId'), secretKey: text(inputs, 'secretKey') };
  const { stages } = await signV1({ method, host, path, parameters: params }, credentials, {
    date: seconds(inputs),
    nonce: Number(inputs.nonce),
    signatureMethod,
    declareMethod: 'SignatureMethod' in params,
  });
  return stages;
}

async function zenlayer(inputs: VectorInputs): Promise<Stages> {
  const credentials = {
    accessKeyId: text(inputs, 'accessKeyId'),
    accessKeyPassword: text(inputs, 'accessKeyPassword'),
  };
  return (await signZenlayer(inputs, credentials, { date: seconds(inputs), ...listed(inputs) })).stages;
}

const text = (inputs: VectorInputs, name: string) => inputs.credentials[name] ?? '';
const seconds = (inputs: VectorInputs) => new Date(Number(inputs.date) * 1000);
const listed = ({ signedHeaders }: VectorInputs) => (signedHeaders ? { signedHeaders } : {});
