const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** An object that holds secrets, and shows none: printed or written as JSON it is what `shown` makes of it. */
export function shownWithout<T extends object>(whole: T, shown: (whole: T) => object): T {
  for (const name of ['toJSON', INSPECT]) Object.defineProperty(whole, name, { value: () => shown(whole) });
  return whole;
}
