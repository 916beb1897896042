/** Exchange the whole object when the secret changes: signing keys are kept with it. */
export interface JdcloudCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Sent and signed as `x-jdcloud-security-token`, as it is given. */
  readonly sessionToken?: string | undefined;
}
