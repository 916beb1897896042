/** Objects, lists and scalars in one body: many times more than any API here takes. */
const MOST_VALUES = 10_000;
/** Characters of one text: many times more than the longest field of any API here. */
const LONGEST_TEXT = 2 ** 18;

/**
 * Whether a body has more in it than is worth a look at each part. Validators and patterns are made for requests as vendors take them;
 * some need time in the square of what they are given, or more stack than there is.
 */
export function isTooLarge(body: unknown): boolean {
  const left = [body];
  for (let count = 1; left.length > 0; count++) {
    if (count + left.length > MOST_VALUES) return true;
    const value = left.pop();
    if (typeof value === 'string' && value.length > LONGEST_TEXT) return true;
    if (typeof value !== 'object' || value === null) continue;
    const children = Object.values(value);
    if (children.length > MOST_VALUES) return true;
    left.push(...children);
  }
  return false;
}
