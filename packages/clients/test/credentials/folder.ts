import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test, with these files in it. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}) {
  const path = mkdtempSync(join(tmpdir(), 'credentials-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const write = (name: string, text: string | Buffer) => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { path, write, file: (name: string) => join(path, name), remove: (name: string) => rmSync(join(path, name)) };
}
