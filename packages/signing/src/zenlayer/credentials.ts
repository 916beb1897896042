/** Exchange the whole object when the password changes: signing keys are kept with it. */
export interface ZenlayerCredentials {
  readonly accessKeyId: string;
  readonly accessKeyPassword: string;
}

/** A personal access token, sent as it is instead of a signature. */
export interface ZenlayerToken {
  readonly token: string;
}
