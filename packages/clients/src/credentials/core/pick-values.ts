import type { CredentialsProblem } from '../credentials-error.js';
import { allNames, type FieldNames } from './field-names.js';

/** The parts of credentials, not yet in the vendor's shape. */
export interface Values {
  readonly id?: string;
  readonly secret?: string;
  readonly token?: string;
}

/** Why there are no values; said in names only. */
export interface Fault {
  readonly problem: CredentialsProblem;
  readonly names: readonly string[];
  readonly summary: string;
  readonly advice: string;
}

export type Picked = { readonly values: Values } | { readonly fault: Fault } | undefined;

/** Every key and token seen is printable ASCII in one piece. Anything else came from a line end, a quote or a comment around it. */
const VALUE = /^[\x21-\x7e]+$/;

/** Takes one pair, one token, or both. What is unset, null or empty is not there. */
export function pickValues(read: (name: string) => unknown, names: FieldNames): Picked {
  const present = new Map<string, string>();
  for (const name of allNames(names)) {
    const value = read(name);
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' || !VALUE.test(value)) return { fault: malformed(name) };
    present.set(name, value);
  }
  return pickPresent(present, names);
}

function pickPresent(present: ReadonlyMap<string, string>, names: FieldNames): Picked {
  for (const { id, secret } of names.pairs) {
    if (present.has(id) !== present.has(secret)) {
      return { fault: present.has(id) ? incomplete([secret], id) : incomplete([id], secret) };
    }
  }
  const pairs = names.pairs.filter(({ id }) => present.has(id));
  const tokens = names.tokens.filter((name) => present.has(name));
  if (countOf(pairs, ({ id, secret }) => `${present.get(id)} ${present.get(secret)}`) > 1) {
    return { fault: ambiguous(pairs.map(({ id }) => id)) };
  }
  if (countOf(tokens, (name) => present.get(name)) > 1) return { fault: ambiguous(tokens) };
  const [pair] = pairs;
  const [token] = tokens;
  if (!pair && token !== undefined && names.tokenIs === 'of-a-session') {
    return { fault: incomplete(Object.values(names.pairs[0] ?? {}), token) };
  }
  if (!pair && token === undefined) return undefined;
  return { values: valuesOf(present, pair, token) };
}

function valuesOf(
  present: ReadonlyMap<string, string>,
  pair: FieldNames['pairs'][number] | undefined,
  token: string | undefined,
): Values {
  const get = (name: string) => present.get(name) as string;
  return {
    ...(pair ? { id: get(pair.id), secret: get(pair.secret) } : {}),
    ...(token === undefined ? {} : { token: get(token) }),
  };
}

const countOf = <Item>(items: readonly Item[], value: (item: Item) => string | undefined) =>
  new Set(items.map(value)).size;

function incomplete(names: readonly string[], given: string): Fault {
  return {
    problem: 'incomplete',
    names,
    summary: `${given} is set without ${names.join(' and ')}`,
    advice: `set ${names.join(' and ')} as well, or remove ${given}`,
  };
}

function ambiguous(names: readonly string[]): Fault {
  return {
    problem: 'ambiguous',
    names,
    summary: `${names.join(' and ')} are set to different credentials`,
    advice: 'remove all but the one that is meant',
  };
}

function malformed(name: string): Fault {
  return {
    problem: 'malformed',
    names: [name],
    summary: `${name} is not a key`,
    advice: 'it must be text without white space, line ends or letters beyond ASCII; copy it again',
  };
}
