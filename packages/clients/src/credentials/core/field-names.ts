/** By what names a vendor calls the parts of credentials, as variables or as fields of a file. */
export interface FieldNames {
  /** Every spelling of the pair. One with the other half of another spelling is no pair. */
  readonly pairs: readonly { readonly id: string; readonly secret: string }[];
  /** Every spelling of the token. */
  readonly tokens: readonly string[];
  /** Of a session, the token goes with a pair; a personal one does without. */
  readonly tokenIs: 'of-a-session' | 'personal';
}

export function allNames({ pairs, tokens }: FieldNames): string[] {
  return [...pairs.flatMap(({ id, secret }) => [id, secret]), ...tokens];
}
