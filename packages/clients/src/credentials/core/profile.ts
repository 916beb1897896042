import { env as processEnvironment } from 'node:process';
import { CredentialsError } from '../credentials-error.js';
import type { CredentialsProvider, CredentialsSource, Environment, ProfileOptions } from '../provider.js';
import { homeFolder } from './files.js';
import { findFirst } from './find-first.js';
import { keepWhileSame } from './keep-while-same.js';
import type { Values } from './pick-values.js';
import { type Choice, type Place, readPlace } from './place.js';

/** Where a vendor's tools look, and how they choose among profiles. */
export interface ProfileVendor<Credentials extends object> {
  readonly choose: (context: ProfileContext) => Choice | Promise<Choice>;
  readonly places: (context: ProfileContext, profile: string) => readonly Place[];
  readonly make: (values: Values) => Credentials;
}

export interface ProfileContext {
  readonly env: Environment;
  readonly home: string | undefined;
  readonly profile: string | undefined;
  readonly file: string | undefined;
  /** The system's places count too: the home is the user's own. */
  readonly system: boolean;
}

/** Reads the files at each call, so that exchanged keys are found. The place that had the profile stays the one that is read. */
export function profileProvider<Credentials extends object>(
  vendor: ProfileVendor<Credentials>,
  options: ProfileOptions,
): CredentialsProvider<Credentials> {
  const keep = keepWhileSame(vendor.make);
  let last: { readonly profile: string; readonly file: string } | undefined;
  return async () => {
    const context = contextOf(options);
    const choice = await vendor.choose(context);
    const { profile } = choice;
    const places = vendor.places(context, profile);
    const known = places.filter(({ file }) => last?.profile === profile && last.file === file);
    const sources = (known.length > 0 ? known : places).map(
      (place): CredentialsSource<Credentials> =>
        async () => {
          const result = await readPlace(place, choice);
          if ('fault' in result) {
            throw new CredentialsError({ ...result.fault, source: 'profile', files: [place.file], profile });
          }
          last = { profile, file: place.file };
          return keep(result.values);
        },
    );
    const found = await findFirst(sources, ['not-found', 'profile-not-found'], (attempts) => none(attempts, profile));
    return found.credentials;
  };
}

function contextOf({ profile, file, env = processEnvironment, home }: ProfileOptions): ProfileContext {
  return { env, home: home ?? homeFolder(), profile, file: file || undefined, system: home === undefined };
}

function none(attempts: readonly CredentialsError[], profile: string): CredentialsError {
  const [only] = attempts;
  if (only && attempts.length === 1) return only;
  const misnamed = attempts.some(({ problem }) => problem === 'profile-not-found');
  return new CredentialsError({
    problem: misnamed ? 'profile-not-found' : 'not-found',
    source: 'profile',
    files: attempts.flatMap(({ files }) => files),
    names: [...new Set(attempts.flatMap(({ names }) => names))],
    profile,
    summary: `no profile ${JSON.stringify(profile)} with credentials`,
    advice: attempts.map(({ message }) => message).join('; ') || 'this user has no home folder; give a file',
    attempts,
  });
}
