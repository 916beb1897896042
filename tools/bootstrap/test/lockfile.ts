import { parse } from 'yaml';

export interface InstalledManifest {
  readonly name: string;
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Addresses in a lockfile: an install would ask that host, whatever registry its user has chosen. */
export function findAddresses(lockfile: string): string[] {
  return lockfile.split('\n').filter((line) => /[a-z]+:\/\/|\btarball:/.test(line));
}

/**
 * Platform packages that an installed package declares and the lockfile lacks. pnpm leaves out, without a word, what the registry did
 * not carry when the lockfile was made; on that platform the tool would then come without its binary.
 */
export function findMissingPlatforms(lockfile: string, installed: readonly InstalledManifest[]): string[] {
  const { packages } = parse(lockfile) as { packages: Record<string, unknown> };
  const locked = new Set(Object.keys(packages));
  return installed.flatMap(({ name, version, optionalDependencies }) => {
    // A package that is itself optional may be installed here without being locked; what counts is what the lockfile has.
    if (!locked.has(`${name}@${version}`)) return [];
    return Object.entries(optionalDependencies ?? {})
      .filter(([dependency, range]) => !hasVersion(locked, dependency, range))
      .map(([dependency, range]) => `${name}@${version} needs ${dependency}@${range}`);
  });
}

function hasVersion(locked: ReadonlySet<string>, name: string, range: string): boolean {
  if (/^\d+\.\d+\.\d+[\w.-]*$/.test(range)) return locked.has(`${name}@${range}`);
  return [...locked].some((key) => key.startsWith(`${name}@`));
}
