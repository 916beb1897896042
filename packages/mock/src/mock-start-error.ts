/** The mock could not be started; the message says why in one line. */
export class MockStartError extends Error {
  override readonly name = 'MockStartError';
}
