// The steps of TC3-HMAC-SHA256, in the order in which they are taken.
export { canonicalHeaders } from './canonical-headers.js';
export { canonicalRequest } from './canonical-request.js';
export { type CredentialScope, credentialScope, parseCredential } from './credential-scope.js';
export { signature } from './signature.js';
export { signingKey } from './signing-key.js';
export { stringToSign } from './string-to-sign.js';
