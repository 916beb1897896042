import { toBytes } from './utf8.js';

const UNRESERVED_ONLY = /^[A-Za-z0-9\-._~]*$/;
const PERCENT = 0x25;
/** What a byte is worth as a hexadecimal digit; -1 where it is none. */
const DIGITS = Int8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? -1 : value;
});
const ENCODED = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return UNRESERVED_ONLY.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** Percent-encodes every byte that RFC 3986 does not call unreserved, in upper-case hexadecimal. */
export function percentEncode(data: string | Uint8Array): string {
  if (typeof data === 'string' && UNRESERVED_ONLY.test(data)) return data;
  let text = '';
  for (const byte of toBytes(data)) text += ENCODED[byte];
  return text;
}

/** Undoes percent-encoding, to bytes. A `%` that begins no escape stands for itself. */
export function percentDecode(text: string, { plusIsSpace = false } = {}): Uint8Array {
  const bytes = toBytes(plusIsSpace ? text.replaceAll('+', ' ') : text);
  const decoded = new Uint8Array(bytes.length);
  const digit = (index: number) => DIGITS[bytes[index] ?? 0] as number;
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const value = bytes[index] === PERCENT ? (digit(index + 1) << 4) | digit(index + 2) : -1;
    // Negative, too, when only one of the two is a digit.
    if (value < 0) decoded[length++] = bytes[index] as number;
    else {
      decoded[length++] = value;
      index += 2;
    }
  }
  return decoded.subarray(0, length);
}

/** One spelling for every percent-encoding of the same bytes: `%7e`, `%7E` and `~` become `~`. */
export function normalizePercentEncoding(text: string, options?: { plusIsSpace?: boolean }): string {
  return UNRESERVED_ONLY.test(text) ? text : percentEncode(percentDecode(text, options));
}
