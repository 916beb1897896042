import type { SigningKey } from '../digest/digest.js';
import { decodeHex, encodeHex } from '../generic/hex.js';
import { hmac, importHmacKey } from '../generic/hmac.js';
import { SCHEMES, type Stages } from './stages.js';
import type { Vector } from './vector.js';

export type VectorResult =
  | { readonly name: string; readonly ok: true }
  | {
      readonly name: string;
      readonly ok: false;
      /** The first stage that differs; `inputs` when they cannot be signed at all. */
      readonly stage: string;
      readonly expected: string;
      readonly actual: string;
    };

/** Signs the inputs of a vector and compares stage by stage. */
export async function runVector({ name, scheme, inputs, expected }: Vector): Promise<VectorResult> {
  const differs = (stage: string, actual: string, wanted: string): VectorResult => {
    return { name, ok: false, stage, expected: wanted, actual };
  };
  const signer = SCHEMES[scheme];
  if (!signer) return differs('scheme', scheme, Object.keys(SCHEMES).join(', '));
  let stages: Stages;
  try {
    stages = await signer(inputs);
  } catch (error) {
    return differs('inputs', error instanceof Error ? error.message : 'an error', 'inputs that can be signed');
  }
  for (const stage of ['canonicalRequest', 'stringToSign', 'signingKey', 'signature', 'authorization'] as const) {
    if (stage === 'signingKey') {
      const key = decodeHex(expected.derivedKeys?.kSigning ?? '');
      if (key?.length && !(await sameKey(stages.signingKey, await importHmacKey(key))))
        return differs(stage, 'another key', 'the key of the vector');
    } else if (typeof expected[stage] === 'string' && stages[stage] !== expected[stage])
      return differs(stage, stages[stage] ?? 'none', expected[stage]);
  }
  return { name, ok: true };
}

/** Keys cannot be read back, so both sign the same text. */
async function sameKey(a: SigningKey, b: SigningKey): Promise<boolean> {
  return encodeHex(await hmac(a, 'probe')) === encodeHex(await hmac(b, 'probe'));
}
