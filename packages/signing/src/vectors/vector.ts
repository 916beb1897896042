/** What is given to a signer. Which members there are depends on the vendor. */
export interface VectorInputs {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders?: readonly string[];
  /** Of Tencent v1: all parameters but the signature. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Under the vendor's names; `derivedSigningKeyHex` where the secret is not known. */
  readonly credentials: Readonly<Record<string, string | null>>;
  readonly region?: string;
  readonly service?: string;
  /** As the vendor writes it: `20240115T083000Z`, or seconds since 1970. */
  readonly date: string | number;
  readonly nonce?: string | number | null;
}

/** What each stage must be; `null` or absent where the vector does not say. */
export interface VectorStages {
  readonly canonicalRequest?: string | null;
  readonly stringToSign?: string | null;
  readonly derivedKeys?: { readonly kSigning?: string };
  readonly signature?: string | null;
  readonly authorization?: string | null;
}

export interface Vector {
  readonly name: string;
  readonly scheme: string;
  readonly inputs: VectorInputs;
  readonly expected: VectorStages;
}

export interface VectorFile {
  readonly vectors: readonly Vector[];
}
