import type { JdcloudCredentials } from '@launchspec/signing/jdcloud';
import { environmentProvider } from '../core/environment.js';
import type { FieldNames } from '../core/field-names.js';
import type { CredentialsProvider, EnvironmentOptions } from '../provider.js';
import { makeJdcloud } from './make.js';

const VARIABLES: FieldNames = {
  pairs: [
    { id: 'JDCLOUD_ACCESS_KEY_ID', secret: 'JDCLOUD_SECRET_ACCESS_KEY' },
    { id: 'JDCLOUD_ACCESS_KEY', secret: 'JDCLOUD_SECRET_KEY' },
  ],
  tokens: ['JDCLOUD_SESSION_TOKEN'],
  tokenIs: 'of-a-session',
};

/**
 * Reads the variables of JD Cloud's own tools at each call:
 *
 * - `JDCLOUD_ACCESS_KEY_ID`, `JDCLOUD_SECRET_ACCESS_KEY` and, of temporary credentials, `JDCLOUD_SESSION_TOKEN`, as the PHP SDK does
 *   (jdcloud-api/jdcloud-sdk-php, `src/Credentials/CredentialProvider.php`);
 * - `JDCLOUD_ACCESS_KEY`, `JDCLOUD_SECRET_KEY`, as the Packer plugin does (hashicorp/packer-plugin-jdcloud,
 *   `builder/jdcloud/credential_config.go`). The token goes with this pair too, though the plugin knows none.
 *
 * The Terraform provider's `access_key` and `secret_key` are too common names to be taken for JD Cloud's. Unverified: that the server
 * takes the session token as it is; the PHP SDK sends it so, the Go and Python SDKs encode it in Base64.
 */
export function fromEnvironment(options: EnvironmentOptions = {}): CredentialsProvider<JdcloudCredentials> {
  return environmentProvider(VARIABLES, makeJdcloud, options);
}
