/** The document has something, mostly a table, that is not understood. Nothing is ever skipped instead. */
export class TableError extends Error {
  override readonly name = 'TableError';

  constructor(
    /** Line of the document, counted from 1. */
    readonly line: number,
    readonly problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}
