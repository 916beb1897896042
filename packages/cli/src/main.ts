#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { MockStartError } from '@launchspec/mock';
import { SiteNotBuiltError } from '@launchspec/reference';
import { readArguments, USAGE } from './arguments.js';
import { greeting } from './greeting.js';
import { start } from './server.js';
import { UsageError } from './usage-error.js';

/** Exit codes: 0 stopped by a signal or help shown, 1 could not start, 2 wrong arguments. */
async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const started = await start(given);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void started.close());
  process.stdout.write(greeting(given.command, started));
}

// Whoever read the output may be gone (`| head -1`); the server does not depend on it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// By itself V8 lets a heap grow to four times of what lives in it, which a mock that runs beside everything else should not take.
setFlagsFromString('--heap-growing-percent=50');

await main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`launchspec: ${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof MockStartError || error instanceof SiteNotBuiltError) {
    process.stderr.write(`launchspec: ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
});
