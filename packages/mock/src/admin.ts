import { AdminProblem } from './admin-problem.js';
import type { MockedApi } from './catalog.js';
import { readDuration } from './duration.js';
import { FAULT_MEMBERS, type Fault, readFault } from './faults.js';
import type { MockHandler } from './handler.js';
import type { JournalEntry, JournalQuery } from './journal.js';
import { jsonResponse, type MockRequest, type MockResponse } from './message.js';
import type { Purchase } from './world/events.js';
import { type ApiSettings, SETTING_RULES } from './world/settings.js';
import { stageOf } from './world/world.js';

export const ADMIN_PREFIX = '/__launchspec';

/** Whether a request is for the mock itself. */
export function isAdmin(target: string): boolean {
  return target === ADMIN_PREFIX || target.startsWith(`${ADMIN_PREFIX}/`) || target.startsWith(`${ADMIN_PREFIX}?`);
}

type Members = Readonly<Record<string, unknown>>;

interface AdminCall {
  /** The names that its query may have, and the members of its body; none where not given. */
  readonly query?: readonly string[];
  readonly body?: readonly string[];
  readonly answer: (handler: MockHandler, given: Members) => unknown;
}

/** The admin calls: what there is to see, and to change. */
const CALLS: Readonly<Record<string, AdminCall>> = {
  'GET /health': {
    answer: ({ apis }) => ({ status: 'ok', apis: apis.map(({ description }) => description.id) }),
  },
  'GET /journal': {
    query: ['api', 'operation', 'status'],
    answer: (handler, { status, ...query }) => ({
      entries: journalOf(handler, { ...query, ...(status === undefined ? {} : { status: statusOf(status) }) }),
    }),
  },
  'DELETE /journal': {
    answer: ({ journal }) => {
      journal.clear();
      return {};
    },
  },
  'GET /ledger': {
    answer: ({ engine: { world } }) => ({
      totals: Object.fromEntries(world.ledger()),
      purchases: world.purchases(),
      forgotten: world.forgotten(),
    }),
  },
  'GET /state': {
    answer: ({ engine: { world }, apis }) => ({
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
  },
  'POST /settings': {
    body: ['api', ...Object.keys(SETTING_RULES)],
    answer: async (handler, { api, ...settings }) => {
      await changeSettings(handler, api, settings);
      return { settings: handler.engine.world.account(String(api)).settings };
    },
  },
  'GET /faults': { answer: ({ faults }) => ({ faults: faults.list() }) },
  'POST /faults': {
    body: FAULT_MEMBERS,
    answer: (handler, fault) => {
      addFault(handler, fault);
      return { faults: handler.faults.list() };
    },
  },
  'DELETE /faults': {
    answer: ({ faults }) => {
      faults.clear();
      return {};
    },
  },
  'GET /clock': { answer: ({ engine: { world } }) => clockOf(world) },
  'POST /clock': {
    body: ['advance', 'freeze'],
    answer: async (handler, given) => {
      if (Object.keys(given).length === 0) throw new AdminProblem('advance or freeze must be given');
      await moveClock(handler, given);
      return clockOf(handler.engine.world);
    },
  },
  'POST /reset': {
    answer: async (handler) => {
      await resetAll(handler);
      return {};
    },
  },
};

/** Answers a request for the mock itself. What it cannot understand it refuses, and says what it would. */
export async function admin(handler: MockHandler, request: MockRequest): Promise<MockResponse> {
  const [path = '', ...query] = request.target.slice(ADMIN_PREFIX.length).split('?');
  const call = isAdmin(request.target) ? CALLS[`${request.method} ${path}`] : undefined;
  if (!call)
    return jsonResponse(404, {
      launchspec: 'There is no such admin call.',
      calls: Object.keys(CALLS).map((name) => name.replace(' ', ` ${ADMIN_PREFIX}`)),
    });
  try {
    const given = { ...readQuery(call, query.join('?')), ...readBody(call, request.body) };
    await handler.engine.refresh(); // Others may share the state.
    return jsonResponse(200, await call.answer(handler, given));
  } catch (error) {
    if (error instanceof AdminProblem) return jsonResponse(400, { launchspec: error.message });
    throw error;
  }
}

function readQuery({ query: names = [] }: AdminCall, text: string): Members {
  const given: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (!names.includes(name)) throw new AdminProblem(`the query cannot have ${name}; ${choice(names)}`);
    if (Object.hasOwn(given, name)) throw new AdminProblem(`${name} is given twice`);
    given[name] = value;
  }
  return given;
}

function readBody({ body: names = [] }: AdminCall, bytes: MockRequest['body']): Members {
  if (bytes === 'tooLarge') throw new AdminProblem('the body is too large');
  if (bytes.length === 0) return {};
  const body = parse(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AdminProblem('the body must be a JSON object');
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new AdminProblem(`there is no ${unknown}; ${choice(names)}`);
  return body as Members;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AdminProblem('the body must be JSON in UTF-8');
  }
}

function choice(names: readonly string[]): string {
  return names.length === 0 ? 'the call takes nothing' : `there are ${names.join(', ')}`;
}

/** Changes how an API behaves from now on. */
export async function changeSettings(handler: MockHandler, id: unknown, settings: object): Promise<void> {
  const api = knownApi(handler.apis, id);
  checkSettings(api, settings);
  await handler.engine.run(() => ({
    answer: undefined,
    event: { type: 'settings', api: api.description.id, settings },
  }));
}

/** @throws AdminProblem that names the setting and what it should be. */
export function checkSettings({ errors, description }: MockedApi, settings: object): void {
  for (const [name, value] of Object.entries(settings)) {
    const rule = Object.hasOwn(SETTING_RULES, name) ? SETTING_RULES[name as keyof ApiSettings] : undefined;
    if (!rule)
      throw new AdminProblem(`there is no setting ${name}; the settings are ${Object.keys(SETTING_RULES).join(', ')}`);
    if (!rule.holds(value)) throw new AdminProblem(`${name} must be ${rule.words}`);
  }
  const { refuse = [] } = settings as Partial<ApiSettings>;
  for (const [operationId, { purchase }] of Object.entries(description.operations)) {
    const known = errors[operationId] ?? {};
    const unknown = purchase && refuse.find((name) => !Object.hasOwn(known, name));
    if (unknown !== undefined)
      throw new AdminProblem(`${operationId} has no error ${unknown}; its errors are ${Object.keys(known).join(', ')}`);
  }
}

/** Lets something go wrong from now on. */
export function addFault({ apis, faults }: MockHandler, given: object): void {
  const { api, operation } = given as Partial<Fault>;
  const those = api === undefined ? apis : [knownApi(apis, api)];
  if (operation !== undefined) knownOperation(those, operation);
  faults.add(readFault(given));
}

/** What was asked and answered. A name that there is not would find nothing, and look as if nothing had happened. */
export function journalOf({ journal, apis }: MockHandler, query: JournalQuery = {}): readonly JournalEntry[] {
  const those = query.api === undefined ? apis : [knownApi(apis, query.api)];
  if (query.operation !== undefined) knownOperation(those, query.operation);
  return journal.entries(query);
}

/** What was bought, of one API or all. */
export function purchasesOf({ engine, apis }: MockHandler, api?: string): readonly Purchase[] {
  const id = api === undefined ? undefined : knownApi(apis, api).description.id;
  return engine.world.purchases().filter((each) => id === undefined || each.api === id);
}

export function knownApi(apis: readonly MockedApi[], id: unknown): MockedApi {
  const api = apis.find(({ description }) => description.id === id);
  if (!api) throw new AdminProblem(`api must be one of ${apis.map(({ description }) => description.id).join(', ')}`);
  return api;
}

function knownOperation(apis: readonly MockedApi[], id: unknown): string {
  // Several APIs have operations of one name.
  const known = [...new Set(apis.flatMap(({ description }) => Object.keys(description.operations)))];
  if (typeof id !== 'string' || !known.includes(id))
    throw new AdminProblem(`operation must be one of ${known.join(', ')}`);
  return id;
}

function statusOf(text: unknown): number {
  if (typeof text !== 'string' || !/^[1-5]\d\d$/.test(text)) throw new AdminProblem('status must be an HTTP status');
  return Number(text);
}

/** Later dates, with what is added to them, would not be written in four digits. */
const LATEST = Date.UTC(9000, 0);

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
    if (now + milliseconds > LATEST) throw new AdminProblem('advance must not lead beyond the year 9000');
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

function clockOf(world: MockHandler['engine']['world']): object {
  return { now: new Date(world.now()).toISOString(), frozen: world.clock().frozenAt !== null };
}
