import type { HmacHash } from '../../digest/digest.js';

/** How the vendor calls the two hashes. */
export type SignatureMethod = 'HmacSHA1' | 'HmacSHA256';

export const HASHES: Readonly<Record<SignatureMethod, HmacHash>> = { HmacSHA1: 'SHA-1', HmacSHA256: 'SHA-256' };

/** What the parameter SignatureMethod says; left out, it says HmacSHA1. `undefined` when it says something else. */
export function readSignatureMethod(parameter: string | undefined): SignatureMethod | undefined {
  if (parameter === undefined) return 'HmacSHA1';
  return parameter === 'HmacSHA1' || parameter === 'HmacSHA256' ? parameter : undefined;
}
