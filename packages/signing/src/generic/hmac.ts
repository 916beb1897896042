import { toBytes } from './utf8.js';

export type HmacHash = 'SHA-256' | 'SHA-1';

/** A key for HMAC that can sign and cannot be read back. */
export function importHmacKey(secret: string | Uint8Array, hash: HmacHash = 'SHA-256'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash }, false, ['sign']);
}

/** HMAC of a text or of bytes; the key says with which hash. */
export async function hmac(key: CryptoKey, data: string | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, toBytes(data)));
}
