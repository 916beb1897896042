import { FAULT_KINDS, type FaultKind } from './faults.js';
import { PreferenceError } from './preference-error.js';

/** What a caller asks for with the `Prefer` header (RFC 7240), in Prism's words. */
export interface Preferences {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  /** `validation=off` skips the rules across fields. */
  readonly validation?: boolean;
  /** `fault=reset-after`: something that goes wrong with this request. */
  readonly fault?: FaultKind;
  /** `wait=5`: seconds until the answer (RFC 7240 has it the other way round: it is how long a client would wait). */
  readonly wait?: number;
}

/** @throws PreferenceError when a preference has a value it cannot have. */
export function readPreferences(header: string | undefined): Preferences {
  const given = new Map<string, string>();
  for (const part of (header ?? '').split(/[,;]/)) {
    const [name, value] = splitOnce(part.trim());
    const key = name.toLowerCase();
    if (!given.has(key)) given.set(key, value.replace(/^"(.*)"$/, '$1')); // Of a preference given twice, the first one counts.
  }
  const code = given.get('code');
  if (code !== undefined && !/^[1-5]\d\d$/.test(code))
    throw new PreferenceError('code', 'must be an HTTP status, for example 404');
  const dynamic = given.get('dynamic');
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false')
    throw new PreferenceError('dynamic', 'must be true or false');
  const validation = given.get('validation');
  if (validation !== undefined && validation !== 'on' && validation !== 'off')
    throw new PreferenceError('validation', 'must be on or off');
  const fault = given.get('fault');
  // A latency has a delay, which is what `wait` is for.
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'latency');
  if (fault !== undefined && !kinds.some((kind) => kind === fault))
    throw new PreferenceError('fault', `must be one of ${kinds.join(', ')}`);
  const wait = given.get('wait');
  if (wait !== undefined && !/^\d{1,3}(\.\d+)?$/.test(wait))
    throw new PreferenceError('wait', 'must be a number of seconds below 1000');
  const example = given.get('example');
  return {
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(example === undefined ? {} : { example }),
    ...(dynamic === undefined ? {} : { dynamic: dynamic === 'true' }),
    ...(validation === undefined ? {} : { validation: validation === 'on' }),
    ...(fault === undefined ? {} : { fault: fault as FaultKind }),
    ...(wait === undefined ? {} : { wait: Number(wait) * 1000 }),
  };
}

function splitOnce(text: string): [string, string] {
  const index = text.indexOf('=');
  return index < 0 ? [text, ''] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}
