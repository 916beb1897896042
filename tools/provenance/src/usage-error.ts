/** What was asked for cannot be done as asked: an unknown argument, a file that is not there or cannot be read. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
