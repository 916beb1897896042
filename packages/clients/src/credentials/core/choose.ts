import { CredentialsError } from '../credentials-error.js';
import type { Environment } from '../provider.js';
import { readTextIfThere, systemCode } from './files.js';
import type { Choice } from './place.js';
import { TextFault } from './text-fault.js';

export const DEFAULT_PROFILE = 'default';

/** The profile of the option, else of the first variable that is set. */
export function chosenBy(
  option: string | undefined,
  env: Environment,
  variables: readonly string[],
): Choice | undefined {
  const profile = [option, ...variables.map((name) => env[name])].find((name) => name !== undefined && name !== '');
  return profile === undefined ? undefined : { profile, named: true };
}

/** A profile that a file or nobody chose. The default counts as not named: it need not be there. */
export function orDefault(profile = DEFAULT_PROFILE): Choice {
  return { profile: profile || DEFAULT_PROFILE, named: profile !== '' && profile !== DEFAULT_PROFILE };
}

/** The profile that a tool keeps as the current one in a file beside the profiles. */
export async function chosenByFile(file: string, find: (text: string) => string | undefined): Promise<Choice> {
  try {
    const text = await readTextIfThere(file);
    return orDefault(text === undefined ? undefined : find(text));
  } catch (cause) {
    if (cause instanceof TextFault) throw broken('malformed', file, `${file} ${cause.rule}`);
    throw broken('unreadable', file, `${file} cannot be read (${systemCode(cause)})`, cause);
  }
}

function broken(problem: 'malformed' | 'unreadable', file: string, summary: string, cause?: unknown): CredentialsError {
  const advice = 'mend the file, or name the profile: without it the current one is not known';
  return new CredentialsError({ problem, source: 'profile', files: [file], summary, advice, cause });
}
