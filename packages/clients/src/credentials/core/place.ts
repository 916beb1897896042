import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CredentialsProblem } from '../credentials-error.js';
import type { FieldNames } from './field-names.js';
import { isThere, readTextIfThere, systemCode } from './files.js';
import { type Fault, type Picked, pickValues, type Values } from './pick-values.js';
import { TextFault } from './text-fault.js';

export type Fields = ReadonlyMap<string, unknown>;

/** One file that may hold the profile. */
export interface Place {
  readonly file: string;
  /** Finds the fields of a profile in the text. Throws `TextFault`. */
  readonly find: (text: string, profile: string) => Fields | undefined;
  readonly names: FieldNames;
  /** What else can be wrong with a profile that has keys. */
  readonly check?: (fields: Fields) => Fault | undefined;
  /** Every profile has a file of its own, in one folder. */
  readonly filePerProfile?: boolean;
  /** How to make the file, without a full stop. */
  readonly advice: string;
}

export interface Choice {
  readonly profile: string;
  /** Somebody named it; that it is not there is then a mistake, and no reason to look for another account. */
  readonly named: boolean;
}

/** A fault, with what the system said of the file and the line of the text. */
export interface PlaceFault extends Fault {
  readonly line?: number;
  readonly cause?: unknown;
}

export type PlaceResult = { readonly values: Values } | { readonly fault: PlaceFault };

/** What a file can look like while somebody writes it. */
const PERHAPS_HALF_WRITTEN: readonly CredentialsProblem[] = [
  'not-found',
  'profile-not-found',
  'incomplete',
  'malformed',
];
const SETTLE_MS = 50;

/** Reads the profile. A file with a fault is read once more after a moment: the vendors' tools do not replace their files at once. */
export async function readPlace(place: Place, choice: Choice): Promise<PlaceResult> {
  const text = await read(place);
  if (typeof text !== 'string') return text ?? { fault: await absent(place, choice) };
  const result = judge(place, choice, text);
  if ('values' in result || !PERHAPS_HALF_WRITTEN.includes(result.fault.problem)) return result;
  await wait(SETTLE_MS);
  const again = await read(place);
  return typeof again === 'string' ? judge(place, choice, again) : result;
}

async function read({ file }: Place): Promise<string | PlaceResult | undefined> {
  try {
    return await readTextIfThere(file);
  } catch (cause) {
    const summary = `${file} cannot be read (${systemCode(cause)})`;
    return { fault: { problem: 'unreadable', names: [], summary, advice: 'let this user read it', cause } };
  }
}

async function absent({ file, filePerProfile, advice }: Place, { profile, named }: Choice): Promise<Fault> {
  const misnamed = named && filePerProfile === true && (await isThere(dirname(file)));
  return misnamed
    ? profileNotFound(`there is no file ${file} for profile ${JSON.stringify(profile)}`)
    : { problem: 'not-found', names: [], summary: `there is no file ${file}`, advice };
}

function judge(place: Place, choice: Choice, text: string): PlaceResult {
  const where = `${place.file}, profile ${JSON.stringify(choice.profile)}`;
  try {
    const fields = place.find(text, choice.profile);
    if (!fields) return { fault: missingProfile(place, choice) };
    const fault = place.check?.(fields);
    const picked: Picked = fault ? { fault } : pickValues((name) => fields.get(name), place.names);
    if (!picked) return { fault: emptyProfile(place, choice, where) };
    return 'values' in picked ? picked : { fault: { ...picked.fault, summary: `${where}: ${picked.fault.summary}` } };
  } catch (error) {
    if (!(error instanceof TextFault)) throw error;
    const { line, rule } = error;
    const summary = `${place.file}${line === undefined ? '' : `, line ${line}`} ${rule}`;
    const fault = { problem: 'malformed', names: [], summary, advice: 'mend the file' } as const;
    return { fault: line === undefined ? fault : { ...fault, line } };
  }
}

function missingProfile({ file, advice }: Place, { profile, named }: Choice): Fault {
  const summary = `${file} has no profile ${JSON.stringify(profile)}`;
  return named ? profileNotFound(summary) : { problem: 'not-found', names: [], summary, advice };
}

function profileNotFound(summary: string): Fault {
  return { problem: 'profile-not-found', names: [], summary, advice: 'add it, or name one that is there' };
}

function emptyProfile({ names, advice }: Place, { named }: Choice, where: string): Fault {
  const missing = Object.values(names.pairs[0] ?? {});
  const summary = `${where} has no ${missing.join(' and ')}`;
  return { problem: named ? 'incomplete' : 'not-found', names: missing, summary, advice };
}
