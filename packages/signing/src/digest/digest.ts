/** A key for HMAC. It can sign, and cannot be read back or printed. */
export interface SigningKey {
  readonly type: string;
}

export type HmacHash = 'SHA-256' | 'SHA-1';

/** The hashes of a platform: at once where it can, later where it has to. */
export interface Digest {
  /** In hexadecimal. */
  sha256(data: string | Uint8Array): string | Promise<string>;
  importKey(secret: string | Uint8Array, hash: HmacHash): SigningKey | Promise<SigningKey>;
  /** As bytes, to make the next key of. */
  hmac(key: SigningKey, data: string | Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** As text, to send: a platform that writes it itself is faster than bytes that are then written by us. */
  hmacText(key: SigningKey, data: string | Uint8Array, encoding: 'hex' | 'base64'): string | Promise<string>;
}
