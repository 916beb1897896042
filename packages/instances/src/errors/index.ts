export type { LaunchErrorCode, LaunchErrorReason } from '../reasons/reason.js';
export { LaunchError, type LaunchFailure } from './launch-error.js';
export { UnsupportedError } from './unsupported-error.js';
export { VendorRequestError } from './vendor-request-error.js';
