#!/usr/bin/env node
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withMatrix } from './matrix.js';

const README = fileURLToPath(new URL('../../../packages/instances/README.md', import.meta.url));

const readme = await readFile(README, 'utf8');
const fresh = withMatrix(readme);
if (process.argv.includes('--check')) {
  if (fresh !== readme) {
    process.stderr.write(
      'packages/instances/README.md: the matrix differs from the capability tables. To fix: npm run generate\n',
    );
    process.exitCode = 1;
  }
} else if (fresh !== readme) await writeFile(README, fresh);
