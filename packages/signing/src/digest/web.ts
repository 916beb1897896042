import { encodeBase64 } from '../generic/base64.js';
import { encodeHex } from '../generic/hex.js';
import { toBytes } from '../generic/utf8.js';
import type { Digest } from './digest.js';

/** Web Crypto, which browsers and edge runtimes have. */
export const webDigest: Digest = {
  sha256: async (data) => encodeHex(new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(data)))),
  importKey: (secret, hash) => crypto.subtle.importKey('raw', toBytes(secret), { name: 'HMAC', hash }, false, ['sign']),
  hmac: async (key, data) => new Uint8Array(await crypto.subtle.sign('HMAC', key as CryptoKey, toBytes(data))),
  hmacText: async (key, data, encoding) => {
    const bytes = await webDigest.hmac(key, data);
    return encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes);
  },
};
