import type { FieldNames } from '../core/field-names.js';
import { parseJsonObject } from '../core/json.js';
import type { Fault } from '../core/pick-values.js';
import type { Fields } from '../core/place.js';

export const TCCLI_FIELDS: FieldNames = {
  pairs: [{ id: 'secretId', secret: 'secretKey' }],
  tokens: ['token'],
  tokenIs: 'of-a-session',
};

/** The whole file is one profile. */
export const findTccli = (text: string): Fields => parseJsonObject(text);

/** A profile whose keys, if it has any, are not the ones that tccli itself would sign with. */
export function checkTccli(fields: Fields): Fault | undefined {
  const isSet = (name: string) => Boolean(fields.get(name));
  if (fields.get('type') === 'cvm-role')
    return unsupported(['type'], 'takes its keys from the metadata of an instance');
  if (isSet('role-arn') && isSet('role-session-name')) {
    return unsupported(['role-arn', 'role-session-name'], 'asks for a role to be assumed');
  }
  const expiresAt = fields.get('expiresAt');
  if (typeof expiresAt !== 'number' || expiresAt * 1000 > Date.now()) return undefined;
  return {
    problem: 'expired',
    names: ['expiresAt'],
    summary: `expired at ${dateOf(expiresAt)}`,
    advice: 'run any call with tccli, which renews them, or `tccli auth login`',
  };
}

function unsupported(names: readonly string[], what: string): Fault {
  const advice = 'give a provider of your own that does this';
  return { problem: 'unsupported', names, summary: `the profile ${what}`, advice };
}

/** Not `toISOString` alone: it throws where a date is out of range. */
function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? 'an impossible time' : date.toISOString();
}
