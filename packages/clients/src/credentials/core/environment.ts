import { env as processEnvironment } from 'node:process';
import { CredentialsError } from '../credentials-error.js';
import type { CredentialsProvider, EnvironmentOptions } from '../provider.js';
import { allNames, type FieldNames } from './field-names.js';
import { keepWhileSame } from './keep-while-same.js';
import { pickValues, type Values } from './pick-values.js';

/** Reads variables at each call. */
export function environmentProvider<Credentials extends object>(
  names: FieldNames,
  make: (values: Values) => Credentials,
  { env = processEnvironment }: EnvironmentOptions,
): CredentialsProvider<Credentials> {
  const keep = keepWhileSame(make);
  return async () => {
    const picked = pickValues((name) => env[name], names);
    if (picked && 'values' in picked) return keep(picked.values);
    const where = { source: 'environment', variables: allNames(names) } as const;
    throw new CredentialsError(picked ? { ...where, ...picked.fault } : { ...where, ...unset(names) });
  };
}

function unset({ pairs, tokens, tokenIs }: FieldNames) {
  const ways = pairs.map(({ id, secret }) => `${id} and ${secret}`);
  if (tokenIs === 'personal') ways.push(...tokens);
  const list = ways.join(', or ');
  return {
    problem: 'not-found',
    names: pairs.flatMap(({ id, secret }) => [id, secret]),
    summary: `the environment has no ${list}`,
    advice: 'set them',
  } as const;
}
