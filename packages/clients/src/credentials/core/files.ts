// Said here, because the clients are built without the types of any platform.
/// <reference types="node" />
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';

/** The text of a file without byte order mark, or undefined when there is no such file. Other errors are the system's. */
export async function readTextIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Undefined where the user has none, as in a container that runs under a number without a name. */
export function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    return undefined;
  }
}

/** What the system says of an error: `EACCES`. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

const isAbsence = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(systemCode(error));
