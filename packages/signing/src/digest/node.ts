import { toBytes } from '../generic/utf8.js';
import type { Digest, SigningKey } from './digest.js';

interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(): Uint8Array;
  digest(encoding: 'hex' | 'base64'): string;
}

/** What is used of the module `node:crypto`. */
export interface NodeCrypto {
  /** In one go, at half the cost. Node has it from 20.12 on, and not every platform that stands in for Node. */
  hash?(name: string, data: string | Uint8Array, encoding: 'hex'): string;
  createHash(name: string): Hash;
  createHmac(name: string, key: object): Hash;
  createSecretKey(secret: Uint8Array): object;
}

/** Keeps a key where nobody who prints or walks through it finds it. */
class Key implements SigningKey {
  readonly type = 'secret';
  readonly #hmac: (data: string | Uint8Array) => Hash;

  constructor(crypto: NodeCrypto, secret: Uint8Array, hash: string) {
    const key = crypto.createSecretKey(secret);
    this.#hmac = (data) => crypto.createHmac(hash, key).update(data);
  }

  hmac(data: string | Uint8Array): Hash {
    return this.#hmac(data);
  }
}

/** Node's own hashes, which Bun and Deno have too. They answer at once; Web Crypto costs many times as much in waiting. */
export function nodeDigest(crypto: NodeCrypto): Digest {
  return {
    sha256: (data) => crypto.hash?.('sha256', data, 'hex') ?? crypto.createHash('sha256').update(data).digest('hex'),
    importKey: (secret, hash) => new Key(crypto, toBytes(secret), hash.replace('-', '').toLowerCase()),
    hmac: (key, data) => (key as Key).hmac(data).digest(),
    hmacText: (key, data, encoding) => (key as Key).hmac(data).digest(encoding),
  };
}
