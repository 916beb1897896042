export type { TencentCredentials } from '@launchspec/signing/tencent';
export {
  CredentialsError,
  type CredentialsErrorOptions,
  type CredentialsLookup,
  type CredentialsProblem,
} from '../credentials-error.js';
export { firstOf } from '../first-of.js';
export type {
  CredentialsProvider,
  CredentialsSource,
  Environment,
  EnvironmentOptions,
  ProfileOptions,
} from '../provider.js';
export { redactable } from '../redactable.js';
export { fromEnvironment } from './environment.js';
export { fromProfile } from './profile.js';
