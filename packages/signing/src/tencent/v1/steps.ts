// The steps of Tencent's v1 signature, in the order in which they are taken.
export { decodeParameters, encodeParameters, type Parameters } from './parameters.js';
export { signature } from './signature.js';
export { signingKey } from './signing-key.js';
export { stringToSign } from './string-to-sign.js';
