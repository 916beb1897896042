#!/usr/bin/env node
import { calls } from './calls.js';
import { footprint } from './footprint.js';
import { mocks } from './mocks.js';
import { plans } from './plans.js';
import { validation } from './validation.js';

// Ratios are what counts; absolute figures are this machine's, today.
const suites: Readonly<Record<string, () => Promise<string>>> = { validation, plans, calls, footprint, mocks };

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(suites, name));
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark "${unknown}"; the benchmarks are ${Object.keys(suites).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of chosen.length > 0 ? chosen : Object.keys(suites)) {
    process.stdout.write(`${await suites[name]?.()}\n`);
  }
}
