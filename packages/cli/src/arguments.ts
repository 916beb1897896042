import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

export type Command = 'serve' | 'mock' | 'docs';

export interface Arguments {
  readonly command: Command;
  readonly port: number;
}

export const USAGE = `usage: launchspec <command> [--port N]

  serve   the mock of all APIs and the reference docs on one port
  mock    the mock alone
  docs    the reference docs alone

  --port N   port to listen on, on this machine only (default 4010; 0 picks a free one)
`;

const COMMANDS: readonly string[] = ['serve', 'mock', 'docs'] satisfies Command[];

/** @throws UsageError that names the argument and what it should be. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [command, ...rest] = positionals;
  if (command === undefined) throw new UsageError('a command is missing');
  if (!COMMANDS.includes(command)) throw new UsageError(`there is no command "${command}"`);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one argument too many`);
  return { command: command as Command, port: readPort(values.port) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { port: { type: 'string', default: '4010' }, help: { type: 'boolean', short: 'h', default: false } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535)) throw new UsageError(`--port must be a number from 0 to 65535, not "${text}"`);
  return port;
}
