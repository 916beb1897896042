import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const PROCESSES = fileURLToPath(new URL('../processes.mjs', import.meta.url));
/** Prints its process id and the signals it gets, ends upon SIGTERM, and never by itself. */
const SERVER = `
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('up');
`;
const RUNNER = `
  import { endWithParent, runProgram } from ${JSON.stringify(PROCESSES)};
  endWithParent();
  process.exitCode = await runProgram(process.execPath, ['-e', ${JSON.stringify(SERVER)}]);
`;

/** A runner started as npm starts a script: by a shell that waits for it. */
function startByShell() {
  const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; exit', process.execPath, RUNNER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.setEncoding('utf8');
  const up = new Promise<void>((resolve) => {
    shell.stdout.on('data', (text: string) => {
      output += text;
      if (output.includes('up')) resolve();
    });
  });
  return { shell, up, output: () => output };
}

describe.skipIf(process.platform === 'win32')('a program run for npm', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('ends when %s ends the shell around it', async (signal) => {
    const { shell, up, output } = startByShell();
    await up;
    shell.kill(signal);
    await once(shell.stdout, 'close'); // Every process that could write to it has ended.
    expect(output()).toBe('up\nSIGTERM\n');
  });

  test.each([
    ['process.exit(3)', 3],
    ["process.kill(process.pid, 'SIGKILL')", 130],
  ])('gives back how it ended: %s', async (script, expected) => {
    const { runProgram } = await import('../processes.mjs');
    expect(await runProgram(process.execPath, ['-e', script])).toBe(expected);
  });
});

test('a program that does not exist is one line and exit code 1', async () => {
  const source = `import { runProgram } from ${JSON.stringify(PROCESSES)}; process.exitCode = await runProgram('no-such-program', []);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'ignore', 'pipe'] });
  let message = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    message += text;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(message).toBe('no-such-program cannot be started: spawn no-such-program ENOENT\n');
});
