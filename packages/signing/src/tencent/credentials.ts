/** Exchange the whole object when the secret changes: signing keys are kept with it. */
export interface TencentCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials: sent as `X-TC-Token` or, in v1, as the signed parameter `Token`. */
  readonly token?: string | undefined;
}

/** Finds the credentials of a secret id. Give the same object each time: signing keys are kept with it. */
export type TencentCredentialsLookup = (
  secretId: string,
) => TencentCredentials | undefined | Promise<TencentCredentials | undefined>;

/** How many seconds a client's clock may be wrong. */
export const DEFAULT_SKEW = 300;
