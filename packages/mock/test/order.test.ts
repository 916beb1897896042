import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../src/catalog.js';
import { createMockFetch, type MockFetch } from '../src/index.js';
import type { WorldEvent } from '../src/world/events.js';
import type { EventLog } from '../src/world/log.js';
import { answerChecks } from './answer-checks.js';
import { operations, sampleRequests } from './examples.js';

/** How many random histories for each API; `LAUNCHSPEC_RUNS=100000` for the long run. */
const RUNS = Number(process.env.LAUNCHSPEC_RUNS ?? 25);

/** A log in memory that is as far away as one elsewhere: what is read was written as text, and takes a turn. */
function distantLog(): EventLog {
  const written: string[] = [];
  return {
    read: async (index) => {
      await Promise.resolve();
      const text = written[index];
      return text === undefined ? undefined : (JSON.parse(text) as WorldEvent);
    },
    append: async (index, event) => {
      await Promise.resolve();
      if (written[index] !== undefined) return false;
      written[index] = JSON.stringify(event);
      return true;
    },
    close: () => Promise.resolve(),
  };
}

interface MachineState {
  readonly id: string;
  readonly order?: string;
  readonly state: string;
}

interface State {
  readonly now: string;
  readonly apis: Readonly<Record<string, { readonly machines: readonly MachineState[] }>>;
}

/** A machine goes through these from left to right, whatever is asked and whoever is asked. */
const STAGES = [['pending'], ['running', 'failed'], ['recycled'], ['removing'], ['gone']];
const stageOf = (state: string) => STAGES.findIndex((names) => names.includes(state));

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ call: fc.nat(), machine: fc.nat(), all: fc.boolean(), replica: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ advance: fc.constantFrom(1, 400, 1000, 86_400_000), replica: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ failing: fc.nat(2), replica: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ restart: fc.constant(true), replica: fc.nat(1) }) },
);

/** The sample request of an operation, for some machines in the place of those that it names. */
function forMachines(sample: ReturnType<typeof sampleRequests>[number], machines: readonly MachineState[]) {
  const [first] = machines;
  const { pathKey = '' } =
    operations().find(
      ({ api, operation }) => api === sample.api && operation.operationId === sample.operation.operationId,
    ) ?? {};
  const path = (pathKey.split('#')[0] as string)
    .replace('{regionId}', 'cn-north-1')
    .replace('{sourceId}', first?.order ?? 'none')
    .replace('{instanceId}', first?.id ?? 'none');
  const body = JSON.stringify(sample.request, (name, value: unknown) => {
    if (/^instanceId$/i.test(name)) return first?.id ?? value;
    return /^instanceIds$/i.test(name) && first ? machines.map(({ id }) => id) : value;
  }) as string | undefined;
  return { path, body };
}

describe.each([...CATALOG.keys()])('calls to %s in any order, at two mocks with one state', (api) => {
  const samples = sampleRequests().filter((sample) => sample.api === api);
  const check = answerChecks();
  const day = { advance: 86_400_000, replica: 0 } as const;
  const calls = samples.map((_, call) => ({ call, machine: 0, all: false, replica: call % 2 }));
  /** A history in which machines live and go, whatever the random ones do: everything is asked twice, with days between. */
  const whole = [...calls, ...calls].flatMap((call) => [call, { advance: 1000, replica: 0 } as const, day]);

  test(
    'are answered as the spec says, no machine comes back, and a restart changes nothing',
    async () => {
      const reached = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
          const log = distantLog();
          const start = () => createMockFetch({ auth: 'off', now: () => Date.UTC(2026, 10, 21), log });
          const replicas: [MockFetch, MockFetch] = [start(), start()];
          const stateOf = async (mock: MockFetch) =>
            (await (await mock('http://localhost/__launchspec/state')).json()) as State;
          let before: readonly MachineState[] = [];
          for (const each of steps) {
            const mock = replicas[each.replica] as MockFetch;
            if ('advance' in each) await mock.advance(each.advance);
            else if ('failing' in each) await mock.configure(api, { failing: each.failing });
            else if ('restart' in each) {
              const known = await stateOf(mock);
              replicas[each.replica] = start();
              expect(await stateOf(replicas[each.replica] as MockFetch)).toEqual(known);
            } else {
              const sample = samples[each.call % samples.length] as (typeof samples)[number];
              const chosen = before[each.machine % Math.max(1, before.length)];
              const machines = each.all ? before.slice(0, 5) : chosen ? [chosen] : [];
              const { path, body } = forMachines(sample, machines);
              const answer = await mock(`http://localhost/${api}${path}`, {
                method: sample.method,
                headers: sample.headers,
                ...(body === undefined ? {} : { body }),
              });
              const text = await answer.text();
              const entry = mock.journal().at(-1);
              expect(entry?.diagnosis ?? '').not.toContain('bug of the mock');
              expect(entry?.operation).toBe(sample.operation.operationId);
              expect(check(api, sample.operation.operationId, answer.status, JSON.parse(text))).toBeUndefined();
            }
            const [one, two] = await Promise.all(replicas.map(stateOf));
            expect(one).toEqual(two);
            const after = one?.apis[api]?.machines ?? [];
            const now = new Map(after.map(({ id, state }) => [id, stageOf(state)]));
            for (const { id, state } of before) expect(now.get(id)).toBeGreaterThanOrEqual(stageOf(state));
            for (const { state } of after) reached.add(state);
            before = after;
          }
        }),
        { numRuns: RUNS, examples: [[whole]] },
      );
      expect([...reached]).toEqual(expect.arrayContaining(['pending', 'running', 'gone']));
    },
    60_000 + RUNS * 500,
  );

  test('of several purchases at once each counts once', async () => {
    const log = distantLog();
    const start = () => createMockFetch({ auth: 'off', now: () => 0, log });
    const replicas = [start(), start(), start()];
    const [buy] = samples.filter(({ operation }) => operation['x-purchase'] !== undefined);
    const { path, body } = forMachines(buy as (typeof samples)[number], []);
    const request = { method: buy?.method ?? '', headers: buy?.headers ?? {}, body: body ?? '' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, call) =>
        (replicas[call % 3] as MockFetch)(`http://localhost/${api}${path}`, request),
      ),
    );
    const ledgers = await Promise.all(
      replicas.map(async (mock) => (await mock('http://localhost/__launchspec/ledger')).json()),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(ledgers.map((ledger) => JSON.stringify(ledger))).size).toBe(1);
    const ids = replicas[0]?.purchases().flatMap(({ items }) => items.map(({ id }) => id)) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    const isOnce = (body ?? '').includes('lientToken');
    expect(replicas[0]?.purchases()).toHaveLength(isOnce ? 1 : 12);
  });
});
