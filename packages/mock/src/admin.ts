import { readDuration } from './duration.js';
import { FAULT_KINDS, type Fault } from './faults.js';
import type { MockHandler } from './handler.js';
import { jsonResponse, type MockRequest, type MockResponse } from './message.js';
import { type ApiSettings, DEFAULT_SETTINGS } from './world/settings.js';
import { stageOf } from './world/world.js';

export const ADMIN_PREFIX = '/__launchspec';

/** Whether a request is for the mock itself. */
export function isAdmin(target: string): boolean {
  return target === ADMIN_PREFIX || target.startsWith(`${ADMIN_PREFIX}/`) || target.startsWith(`${ADMIN_PREFIX}?`);
}

type Call = (handler: MockHandler, input: { query: URLSearchParams; body: unknown }) => unknown;

/** The admin calls: what there is to see, and to change. */
const CALLS: Readonly<Record<string, Call>> = {
  'GET /health': ({ apis }) => ({ status: 'ok', apis: apis.map(({ description }) => description.id) }),
  'GET /journal': ({ journal }, { query }) => ({
    entries: journal.entries({
      ...textOf(query, 'api'),
      ...textOf(query, 'operation'),
      ...(query.has('status') ? { status: Number(query.get('status')) } : {}),
    }),
  }),
  'DELETE /journal': ({ journal }) => {
    journal.clear();
    return {};
  },
  'GET /ledger': ({ engine: { world } }) => ({
    totals: Object.fromEntries(world.ledger()),
    purchases: world.purchases(),
    forgotten: world.forgotten(),
  }),
  'GET /state': ({ engine: { world }, apis }) => ({
    now: new Date(world.now()).toISOString(),
    apis: Object.fromEntries(
      apis.map(({ description: { id } }) => {
        const { machines, settings, spent } = world.account(id);
        const list = [...machines.values()].map((machine) => ({
          ...machine.item,
          state: stageOf(machine, settings, world.now()),
          createdAt: new Date(machine.purchase.at).toISOString(),
        }));
        return [id, { settings, spent, machines: list }];
      }),
    ),
  }),
  'POST /settings': async (handler, { body }) => {
    const { api, ...settings } = body as { api?: unknown } & Record<string, unknown>;
    await changeSettings(handler, api, settings);
    return { settings: handler.engine.world.account(String(api)).settings };
  },
  'GET /faults': ({ faults }) => ({ faults: faults.list() }),
  'POST /faults': ({ faults }, { body }) => {
    faults.add(readFault(body));
    return { faults: faults.list() };
  },
  'DELETE /faults': ({ faults }) => {
    faults.clear();
    return {};
  },
  'GET /clock': ({ engine: { world } }) => clockOf(world),
  'POST /clock': async (handler, { body }) => {
    await moveClock(handler, body as { advance?: unknown; freeze?: unknown });
    return clockOf(handler.engine.world);
  },
  'POST /reset': async (handler) => {
    await resetAll(handler);
    return {};
  },
};

/** Answers a request for the mock itself. What it cannot understand it refuses, and says what it would. */
export async function admin(handler: MockHandler, request: MockRequest): Promise<MockResponse> {
  const [path = '', query = ''] = request.target.slice(ADMIN_PREFIX.length).split('?');
  const call = isAdmin(request.target) ? CALLS[`${request.method} ${path}`] : undefined;
  if (!call)
    return jsonResponse(404, {
      launchspec: 'There is no such admin call.',
      calls: Object.keys(CALLS).map((name) => name.replace(' ', ` ${ADMIN_PREFIX}`)),
    });
  try {
    const text = request.body === 'tooLarge' ? '' : new TextDecoder().decode(request.body);
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new AdminProblem('the body must be a JSON object');
    return jsonResponse(200, await call(handler, { query: new URLSearchParams(query), body }));
  } catch (error) {
    if (error instanceof AdminProblem || error instanceof SyntaxError)
      return jsonResponse(400, { launchspec: error instanceof SyntaxError ? 'the body must be JSON' : error.message });
    throw error;
  }
}

/** Changes how an API behaves from now on. */
export async function changeSettings(handler: MockHandler, api: unknown, settings: object): Promise<void> {
  const known = handler.apis.find(({ description }) => description.id === api);
  if (!known)
    throw new AdminProblem(`api must be one of ${handler.apis.map(({ description }) => description.id).join(', ')}`);
  const names = Object.keys(DEFAULT_SETTINGS);
  for (const [name, value] of Object.entries(settings)) {
    if (!names.includes(name))
      throw new AdminProblem(`there is no setting ${name}; the settings are ${names.join(', ')}`);
    if (!fits(DEFAULT_SETTINGS[name as keyof ApiSettings], value))
      throw new AdminProblem(
        `${name} must be ${Array.isArray(DEFAULT_SETTINGS[name as keyof ApiSettings]) ? 'a list of texts' : 'a number from 0 on, or null'}`,
      );
  }
  await handler.engine.run(() => ({
    answer: undefined,
    event: { type: 'settings', api: known.description.id, settings },
  }));
}

/** Moves the clock, stops it, or lets it go on. */
export async function moveClock(
  handler: MockHandler,
  { advance = 0, freeze }: { readonly advance?: unknown; readonly freeze?: unknown },
): Promise<void> {
  const milliseconds = readDuration(advance);
  if (milliseconds === undefined)
    throw new AdminProblem('advance must be a duration: "90s", "2m", "1h" or milliseconds');
  if (freeze !== undefined && typeof freeze !== 'boolean') throw new AdminProblem('freeze must be true or false');
  await handler.engine.run((world) => {
    const { offset, frozenAt } = world.clock();
    const now = world.now();
    const stopped = freeze ?? frozenAt !== null;
    if (stopped) return { answer: undefined, event: { type: 'clock', offset: 0, frozenAt: now + milliseconds } };
    // A clock that goes on does so from where it stood.
    const ahead = frozenAt === null ? offset : now - world.system();
    return { answer: undefined, event: { type: 'clock', offset: ahead + milliseconds, frozenAt: null } };
  });
}

/** Forgets everything: machines, tokens, ledger, journal, faults, settings and clock. */
export async function resetAll(handler: MockHandler): Promise<void> {
  await handler.engine.run(() => ({ answer: undefined, event: { type: 'reset' } }));
  handler.journal.clear();
  handler.faults.clear();
}

/** What an admin call was given that it cannot take. */
export class AdminProblem extends Error {
  override readonly name = 'AdminProblem';
}

function readFault(value: unknown): Fault {
  const fault = value as Readonly<Record<string, unknown>>;
  const is = (name: string, holds: (value: unknown) => boolean, rule: string) => {
    if (fault[name] !== undefined && !holds(fault[name])) throw new AdminProblem(`${name} must be ${rule}`);
  };
  const kind = FAULT_KINDS.find((each) => each === fault.kind);
  if (kind === undefined) throw new AdminProblem(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  const allowed = ['api', 'operation', 'kind', 'times', 'rate', 'delay', 'status', 'failing'];
  const unknown = Object.keys(fault).find((name) => !allowed.includes(name));
  if (unknown !== undefined) throw new AdminProblem(`there is no ${unknown}; a fault has ${allowed.join(', ')}`);
  is('api', isText, 'the id of an API');
  is('operation', isText, 'an operationId');
  is('times', isWhole, 'a whole number from 1 on');
  is('rate', (each) => typeof each === 'number' && each >= 0 && each <= 1, 'a number from 0 to 1');
  is(
    'delay',
    (each) => isDelay(each) || (Array.isArray(each) && each.length === 2 && each.every(isDelay)),
    'milliseconds, or two of them',
  );
  is('status', (each) => isWhole(each) && Number(each) >= 400 && Number(each) <= 599, 'an HTTP status from 400 to 599');
  is('failing', isWhole, 'a whole number from 1 on');
  return { ...fault, kind } as Fault;
}

const isText = (value: unknown) => typeof value === 'string';
const isWhole = (value: unknown) => Number.isInteger(value) && Number(value) >= 1;
const isDelay = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 600_000;

function fits(example: ApiSettings[keyof ApiSettings], value: unknown): boolean {
  if (Array.isArray(example)) return Array.isArray(value) && value.every(isText);
  return (example === null && value === null) || (typeof value === 'number' && value >= 0);
}

function clockOf(world: MockHandler['engine']['world']): object {
  return { now: new Date(world.now()).toISOString(), frozen: world.clock().frozenAt !== null };
}

function textOf(query: URLSearchParams, name: 'api' | 'operation'): { readonly [name: string]: string } {
  const value = query.get(name);
  return value === null ? {} : { [name]: value };
}
