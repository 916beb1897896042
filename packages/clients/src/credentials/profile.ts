import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CredentialsError } from './credentials-error.js';
import { type CredentialsProvider, type Naming, readParts, remembering } from './provider.js';

export interface ProfileOptions {
  /** Default: the one that the vendor's own tools would take. */
  readonly profile?: string;
  /** Default: the file of the vendor's own tools. It is read at each request, so that new keys are noticed. */
  readonly file?: string;
  /** Where the vendor's tools find the user's files. Default: the home directory. */
  readonly home?: string;
  /** Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A kind of file: where it is, and what its profiles hold. */
export interface ProfileFormat<Credentials> {
  readonly file: (options: {
    home: string;
    profile: string;
    environment: NonNullable<ProfileOptions['environment']>;
  }) => string;
  readonly profile: (options: {
    home: string;
    environment: NonNullable<ProfileOptions['environment']>;
  }) => Promise<string>;
  /** The texts of each profile by name; undefined when the file is not of this format. */
  readonly parse: (text: string, profile: string) => Profiles | undefined;
  readonly naming: Naming<Credentials>;
}

export type Profiles = ReadonlyMap<string, Readonly<Record<string, string | undefined>>>;

export function profileProvider<Credentials extends object>(
  format: ProfileFormat<Credentials>,
  options: ProfileOptions = {},
): CredentialsProvider<Credentials> {
  const home = options.home ?? homedir();
  return remembering(async () => {
    const environment = options.environment ?? process.env;
    const profile = options.profile ?? (await format.profile({ home, environment }));
    const place = options.file ?? format.file({ home, profile, environment });
    const refuse = (problem: string) => new CredentialsError([{ place, profile, missing: [], problem }]);
    const text = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw refuse(error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`);
    });
    const profiles = format.parse(text.replace(/^\uFEFF/, ''), profile);
    if (!profiles) throw refuse('is not of the expected form');
    const texts = profiles.get(profile);
    if (!texts) throw refuse(`has no such profile; it has ${[...profiles.keys()].join(', ') || 'none'}`);
    return readParts({ place, profile }, texts, format.naming);
  });
}

/** Sections of `name = value` lines; `#` and `;` begin comments. All that the vendors' files have of INI. */
export function parseIni(text: string): Profiles {
  const profiles = new Map<string, Record<string, string>>();
  let section: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const name = /^\[(.+)\]$/.exec(line)?.[1]?.trim();
    if (name !== undefined) {
      section = profiles.get(name) ?? {};
      profiles.set(name, section);
      continue;
    }
    const [, key, value] = /^([^#;=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (section && key !== undefined && value !== undefined) section[key] = value;
  }
  return profiles;
}

/** An object of objects of texts; undefined when a text is not that. */
export function parseJsonProfiles(text: string): Profiles | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    return new Map(
      Object.entries(value).flatMap(([name, profile]) => (isRecord(profile) ? [[name, textsOf(profile)]] : [])),
    );
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textsOf(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** The content of a small file that names the current profile. */
export async function readName(...path: readonly string[]): Promise<string | undefined> {
  return (await readFile(join(...path), 'utf8').catch(() => '')).trim() || undefined;
}
