import { percentDecode, percentEncode } from '../../generic/percent.js';
import { fromBytes } from '../../generic/utf8.js';

/** Parameters by name, flattened: `DataDisks.0.DiskSize`. */
export type Parameters = Readonly<Record<string, string>>;

/** Parameters as a query or form, in the order that they have. */
export function encodeParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/** What is wrong with a query or form: it cannot be read in one way only. */
export type ParameterProblem = 'repeated' | 'not UTF-8';

/** Undoes `encodeParameters`; a problem when a name is repeated or bytes are no UTF-8. */
export function decodeParameters(text: string): ReadonlyMap<string, string> | ParameterProblem {
  const parameters = new Map<string, string>();
  for (const item of text.split('&').filter((one) => one !== '')) {
    const end = item.indexOf('=');
    const name = decode(end < 0 ? item : item.slice(0, end));
    const value = decode(end < 0 ? '' : item.slice(end + 1));
    if (name === undefined || value === undefined) return 'not UTF-8';
    if (parameters.has(name)) return 'repeated';
    parameters.set(name, value);
  }
  return parameters;
}

function decode(text: string): string | undefined {
  return /[%+]/.test(text) ? fromBytes(percentDecode(text, { plusIsSpace: true })) : text;
}
