/** An Authorization header in the form that all the schemes share. */
export interface Authorization {
  readonly scheme: string;
  /** Key id and, where the scheme has one, credential scope. */
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function formatAuthorization({ scheme, credential, signedHeaders, signature }: Authorization): string {
  return `${scheme} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
}

const FORM = /^([A-Z0-9-]+) Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Takes an Authorization header apart; `undefined` when it is not in that form. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, scheme, credential, signedHeaders, signature] = FORM.exec(header) ?? [];
  if (!scheme || !credential || !signedHeaders || !signature) return undefined;
  return { scheme, credential, signedHeaders: signedHeaders.split(';'), signature };
}
