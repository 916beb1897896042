import type { ZenlayerCredentials, ZenlayerToken } from '@launchspec/signing/zenlayer';
import { environmentProvider } from '../core/environment.js';
import type { FieldNames } from '../core/field-names.js';
import type { CredentialsProvider, EnvironmentOptions } from '../provider.js';
import { makeZenlayer } from './make.js';

const VARIABLES: FieldNames = {
  pairs: [
    { id: 'ZENLAYERCLOUD_ACCESS_KEY_ID', secret: 'ZENLAYERCLOUD_ACCESS_KEY_PASSWORD' },
    { id: 'ZENLAYER_ACCESS_KEY_ID', secret: 'ZENLAYER_ACCESS_KEY_SECRET' },
  ],
  tokens: ['ZENLAYER_TOKEN'],
  tokenIs: 'personal',
};

/**
 * Reads the variables of Zenlayer's own tools at each call:
 *
 * - `ZENLAYERCLOUD_ACCESS_KEY_ID`, `ZENLAYERCLOUD_ACCESS_KEY_PASSWORD`, as the Terraform provider does
 *   (zenlayer/terraform-provider-zenlayercloud, `zenlayercloud/provider.go`);
 * - `ZENLAYER_ACCESS_KEY_ID`, `ZENLAYER_ACCESS_KEY_SECRET`, and the personal access token `ZENLAYER_TOKEN`, which goes before keys, as
 *   the command line `zeno` does (zenlayer/zenlayercloud-cli, `cmd/root.go`, `internal/loader/loader.go`).
 *
 * The SDKs read none. Unverified: that the token goes before the Terraform provider's pair too, which `zeno` does not know.
 */
export function fromEnvironment(
  options: EnvironmentOptions = {},
): CredentialsProvider<ZenlayerCredentials | ZenlayerToken> {
  return environmentProvider(VARIABLES, makeZenlayer, options);
}
