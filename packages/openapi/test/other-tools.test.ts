import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { generateSource } from 'oazapfts';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

interface Bundle {
  paths: Record<string, Record<string, { operationId: string }>>;
}

describe.each(Object.entries(manifest.exports))('%s', (_, path) => {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const operationIds = async () => {
    const { paths } = JSON.parse(await readFile(file, 'utf8')) as Bundle;
    return Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  };

  test('@hey-api/openapi-ts generates a function for each operation', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launchspec-hey-api-'));
    try {
      await createClient({ input: file, output: { path: folder }, logs: { level: 'silent' } });
      const sdk = await readFile(join(folder, 'sdk.gen.ts'), 'utf8');
      for (const id of await operationIds())
        expect(sdk).toContain(`export const ${id.charAt(0).toLowerCase()}${id.slice(1)} = `);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('oazapfts generates a function for each operation', async () => {
    const source = await generateSource(file);
    for (const id of await operationIds())
      expect(source).toContain(`export function ${id.charAt(0).toLowerCase()}${id.slice(1)}(`);
  });
});
