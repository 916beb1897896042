import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The one vitest set-up. Each package runs it from its own folder, so paths are relative to that package.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    root: process.cwd(),
    setupFiles: [fileURLToPath(new URL('./vitest.setup.ts', import.meta.url))],
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
