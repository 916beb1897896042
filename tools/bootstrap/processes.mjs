// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program with this one's terminal, hands signals on to it, and gives back its exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runProgram(program, args, options = {}) {
  const child = spawn(program, args, {
    ...options,
    stdio: 'inherit',
    shell: process.platform === 'win32' && program === 'npm',
  });
  const handOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', handOn).on('SIGTERM', handOn);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${program} cannot be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      process.off('SIGINT', handOn).off('SIGTERM', handOn);
      resolve(signal ? 130 : (code ?? 1));
    });
  });
}

/**
 * Takes the end of the parent process for a SIGTERM. npm starts its scripts with a shell; a SIGTERM to npm ends that shell, which
 * hands it on to nobody, and a server would stay behind.
 */
export function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}
