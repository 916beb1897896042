import { SigningError } from './signing-error.js';

/** @throws SigningError when a key id or secret is missing, before it becomes a signature over `undefined`. */
export function requireText(value: unknown, input: string): asserts value is string {
  if (typeof value !== 'string' || value === '') throw new SigningError(input, 'must be a text that is not empty');
}

/** @throws SigningError when the date is none. */
export function requireDate(date: Date): void {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw new SigningError('date', 'must be a valid Date');
}
