import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The program of an npm package that has one package for each platform, such as `bun`. Its own launcher works only after an install script,
 * and none runs here. `undefined` where there is no package for this platform.
 */
export function findBinary(name: string, files: readonly string[]): string | undefined {
  const manifest = require.resolve(`${name}/package.json`);
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const beside = createRequire(manifest);
  for (const platform of Object.keys(optionalDependencies)) {
    let folder: string;
    try {
      folder = dirname(beside.resolve(`${platform}/package.json`));
    } catch {
      continue;
    }
    const program = files.map((file) => join(folder, file)).find((file) => existsSync(file));
    if (program) return program;
  }
  return undefined;
}
