import { parseArgs } from 'node:util';
import type { AuthMode } from '@launchspec/mock';
import { UsageError } from './usage-error.js';

export type Command = 'serve' | 'mock' | 'docs';

export interface Arguments {
  readonly command: Command;
  readonly port: number;
  /** What the mock wants of signatures. */
  readonly auth: AuthMode;
  /** Whether the mock can be looked into and changed under `/__launchspec`, and on which port, when not on its own. */
  readonly admin: boolean | { readonly port: number };
  /** Folder, or `redis://` URL, in which the mock keeps its state. */
  readonly state: string | undefined;
}

export const USAGE = `usage: launchspec <command> [--port N] [--auth off|present|verify] [--state DIR] [--admin-port N | --no-admin]

  serve   the mock of all APIs and the reference docs on one port
  mock    the mock alone
  docs    the reference docs alone

  --port N         port to listen on, on this machine only (default 4010; 0 picks a free one)
  --auth MODE      signatures of requests to the mock: off, present (default), or verify, against the key pair launchspec/launchspec
  --state DIR      keep what was bought in a folder, or in Redis (redis://host:port), instead of in memory only
  --admin-port N   serve /__launchspec (journal, ledger, state, settings, faults, clock) on a port of its own (0 picks a free one)
  --no-admin       do not serve /__launchspec at all
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
  return {
    command: command as Command,
    port: readPort('--port', values.port),
    auth: readAuth(values.auth),
    admin: readAdmin(values['no-admin'], values['admin-port']),
    state: values.state,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '4010' },
        auth: { type: 'string', default: 'present' },
        state: { type: 'string' },
        'admin-port': { type: 'string' },
        'no-admin': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const AUTH_MODES: readonly string[] = ['off', 'present', 'verify'] satisfies AuthMode[];

function readAuth(text: string): AuthMode {
  if (!AUTH_MODES.includes(text)) throw new UsageError(`--auth must be ${AUTH_MODES.join(', ')}, not "${text}"`);
  return text as AuthMode;
}

function readAdmin(off: boolean, port: string | undefined): Arguments['admin'] {
  if (port === undefined) return !off;
  if (off) throw new UsageError('--admin-port and --no-admin exclude each other');
  return { port: readPort('--admin-port', port) };
}

function readPort(name: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535)) throw new UsageError(`${name} must be a number from 0 to 65535, not "${text}"`);
  return port;
}
