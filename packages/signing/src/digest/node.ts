import { toBytes } from '../generic/utf8.js';
import type { Digest, SigningKey } from './digest.js';

/** What is used of the module `node:crypto`. */
export interface NodeCrypto {
  createHash(name: string): { update(data: string | Uint8Array): { digest(): Uint8Array } };
  createHmac(name: string, key: object): { update(data: string | Uint8Array): { digest(): Uint8Array } };
  createSecretKey(secret: Uint8Array): object;
}

/** Keeps a key where nobody who prints or walks through it finds it. */
class Key implements SigningKey {
  readonly type = 'secret';
  readonly #sign: (data: string | Uint8Array) => Uint8Array;

  constructor(crypto: NodeCrypto, secret: Uint8Array, hash: string) {
    const key = crypto.createSecretKey(secret);
    this.#sign = (data) => crypto.createHmac(hash, key).update(data).digest();
  }

  sign(data: string | Uint8Array): Uint8Array {
    return this.#sign(data);
  }
}

/** Node's own hashes, which Bun and Deno have too. They answer at once; Web Crypto costs many times as much in waiting. */
export function nodeDigest(crypto: NodeCrypto): Digest {
  return {
    sha256: (data) => crypto.createHash('sha256').update(data).digest(),
    importKey: (secret, hash) => new Key(crypto, toBytes(secret), hash.replace('-', '').toLowerCase()),
    hmac: (key, data) => (key as Key).sign(data),
  };
}
