/** What an API does not offer. */
export interface Unsupported {
  /** JSON pointer into the launch request. */
  readonly path: string;
  readonly reason: string;
  /** What to do instead. */
  readonly fix: string;
}

/** Why a request would not be carried out as it was meant. */
export interface PlanViolation {
  /**
   * JSON pointer into the launch request, such as `/dataDisks/0/sizeGib`; of a missing value, where it should be. What is not a field of
   * ours stands under `/vendor` or `/vendorHeaders`.
   */
  readonly path: string;
  /**
   * `house`: it is not a launch request. `capability`: the API has no such thing. `conflict`: a field and `vendor` say different things.
   * `schema`, `rule`: the vendor would refuse it, by the schema of a value or by a rule across values.
   */
  readonly kind: 'house' | 'capability' | 'conflict' | 'schema' | 'rule';
  /** What is wrong, following the path: "must be at least 20". It never holds the value: that may be a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** All values that have to do with it, where there are several. */
  readonly paths?: readonly string[];
  /** Of `schema` and `rule`: where it stands in the vendor request. */
  readonly vendorPath?: string;
  /** Of `rule`: which one, and the vendor's error code for it. */
  readonly rule?: { readonly id: string; readonly error: string };
}
