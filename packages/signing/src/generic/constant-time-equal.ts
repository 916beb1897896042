/** Compares two texts in a time that depends on the length of the first only, not on where they differ. */
export function constantTimeEqual(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < given.length; index++) {
    // Past the end of the expected text charCodeAt is NaN, which counts as 0; the lengths already differ then.
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
