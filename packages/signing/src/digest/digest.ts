/** A key for HMAC. It can sign, and cannot be read back or printed. */
export interface SigningKey {
  readonly type: string;
}

export type HmacHash = 'SHA-256' | 'SHA-1';

/** The hashes of a platform: at once where it can, later where it has to. */
export interface Digest {
  sha256(data: string | Uint8Array): Uint8Array | Promise<Uint8Array>;
  importKey(secret: string | Uint8Array, hash: HmacHash): SigningKey | Promise<SigningKey>;
  hmac(key: SigningKey, data: string | Uint8Array): Uint8Array | Promise<Uint8Array>;
}
