/** A `Prefer` header that asks for something the mock or the spec does not have. */
export class PreferenceError extends Error {
  override readonly name = 'PreferenceError';

  constructor(
    readonly preference: 'code' | 'example' | 'dynamic' | 'validation' | 'fault' | 'wait',
    readonly rule: string,
    /** What could be asked for instead. */
    readonly available: readonly string[] = [],
  ) {
    super(`Prefer: ${preference} ${rule}${available.length > 0 ? `; one of ${available.join(', ')}` : ''}`);
  }
}
