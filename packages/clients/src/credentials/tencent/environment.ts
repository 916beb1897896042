import type { TencentCredentials } from '@launchspec/signing/tencent';
import { environmentProvider } from '../core/environment.js';
import type { FieldNames } from '../core/field-names.js';
import type { CredentialsProvider, EnvironmentOptions } from '../provider.js';
import { makeTencent } from './make.js';

const VARIABLES: FieldNames = {
  pairs: [{ id: 'TENCENTCLOUD_SECRET_ID', secret: 'TENCENTCLOUD_SECRET_KEY' }],
  tokens: ['TENCENTCLOUD_TOKEN', 'TENCENTCLOUD_SESSION_TOKEN', 'TENCENTCLOUD_SECURITY_TOKEN'],
  tokenIs: 'of-a-session',
};

/**
 * Reads the variables of Tencent Cloud's own tools at each call: `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`, which its Go,
 * Java, node and Python SDKs read (for example TencentCloud/tencentcloud-sdk-go, `tencentcloud/common/env_provider.go`).
 *
 * For the token of temporary credentials the tools disagree, so any of these counts, and two that differ are an error:
 * `TENCENTCLOUD_TOKEN` (tccli, TencentCloud/tencentcloud-cli, `README.md`), `TENCENTCLOUD_SESSION_TOKEN` (the node SDK,
 * tencentcloud-sdk-nodejs-common, `common/credential.js`), `TENCENTCLOUD_SECURITY_TOKEN` (the Terraform provider,
 * tencentcloudstack/terraform-provider-tencentcloud, `tencentcloud/provider.go`). The Go, Java and Python SDKs read none.
 *
 * Variables that ask for a role to be assumed are not read.
 */
export function fromEnvironment(options: EnvironmentOptions = {}): CredentialsProvider<TencentCredentials> {
  return environmentProvider(VARIABLES, makeTencent, options);
}
