import type { Digest } from './digest.js';
import { type NodeCrypto, nodeDigest } from './node.js';
import { webDigest } from './web.js';

interface Platform {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/** Asked for at run time, so that bundlers for browsers have nothing to leave out. */
const nodeCrypto = (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');

/** The hashes of this platform. */
export const digest: Digest = nodeCrypto ? nodeDigest(nodeCrypto as NodeCrypto) : webDigest;
