#!/usr/bin/env node
// npm run vectors -- FILE: signs every vector of a file and says where the first stage differs. Exit 0, 1 on a difference, 2 on a file
// that cannot be read.
import { readFileSync } from 'node:fs';
import { parseVectors } from './vectors/parse.js';
import { runVector } from './vectors/run.js';

process.exitCode = await main(process.argv.slice(2));

async function main([path, ...rest]: readonly string[]): Promise<number> {
  if (path === undefined || rest.length > 0) return complain('usage: npm run vectors -- FILE');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return complain(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  const file = parseVectors(text);
  if (typeof file === 'string') return complain(`${path} ${file}`);

  let failed = 0;
  for (const vector of file.vectors) {
    const result = await runVector(vector);
    if (result.ok) print(`OK    ${result.name}`);
    else {
      failed++;
      print(`DIFF  ${result.name}: ${result.stage}`);
      const [expected, actual] = [result.expected.split('\n'), result.actual.split('\n')];
      for (let line = 0; line < Math.max(expected.length, actual.length); line++) {
        if (expected[line] === actual[line]) continue;
        print(`      line ${line + 1}`);
        print(`      expected ${show(expected[line])}`);
        print(`      actual   ${show(actual[line])}`);
      }
    }
  }
  print(`${file.vectors.length - failed} of ${file.vectors.length} vectors agree`);
  return failed === 0 ? 0 : 1;
}

function show(line: string | undefined): string {
  return line === undefined ? '(nothing)' : JSON.stringify(line);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
