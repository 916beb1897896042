/** A text has not the format it should have. Says where, and holds nothing of the text. */
export class TextFault extends Error {
  override readonly name = 'TextFault';

  constructor(
    readonly rule: string,
    readonly line?: number,
  ) {
    super(rule);
  }
}
