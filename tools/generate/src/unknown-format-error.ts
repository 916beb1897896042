/** A string format that no validator knows: it would assert nothing. */
export class UnknownFormatError extends Error {
  override readonly name = 'UnknownFormatError';

  constructor(readonly format: string) {
    super(
      `the format "${format}" would assert nothing; add it to tools/generate/src/formats.ts or use a pattern instead`,
    );
  }
}
