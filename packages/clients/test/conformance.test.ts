import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Clock } from '../src/client-options.js';
import { CLIENT_TIME, startLedgerServer } from './support/ledger-server.js';
import { SAMPLES } from './support/operations.js';

type Expected = [requests: number, work: number, end: string, spent?: string];

interface Row {
  readonly name: string;
  readonly script: readonly string[];
  readonly expect: { readonly [harmless in 'safe' | 'token' | 'none']: Expected };
}

const { rows } = JSON.parse(readFileSync(new URL('../conformance/faults.json', import.meta.url), 'utf8')) as {
  rows: Row[];
};

const LIMIT = 20_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Waits take no time: they move the clock, by a second at least, as some signatures know no less. */
function movingClock(): Clock {
  let now = CLIENT_TIME;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += Math.max(milliseconds, 1000);
    },
  };
}

describe.each(SAMPLES.map((sample) => [`${sample.api.id} ${sample.operationId}`, sample] as const))(
  '%s',
  (_, sample) => {
    const { api, operation, init, client } = sample;
    const { idempotency } = operation;
    const harmless = typeof idempotency === 'object' ? 'token' : idempotency;

    test.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, { script, expect: expected }) => {
      // The time is up when the server has decided not to answer, not when a busy machine is late.
      const limits = heldTimers(LIMIT);
      const server = await startLedgerServer(
        sample,
        script.filter((step) => step !== 'refuse'),
        { onSilence: () => limits.at(-1)?.() },
      );
      try {
        const events: unknown[] = [];
        const steps = [...script];
        const { data, error, token, violations } = await client({
          baseUrl: server.url,
          clock: movingClock(),
          timeout: LIMIT,
          onAttempt: (event) => events.push(event),
          fetch: async (url, request) => fetch(steps.shift() === 'refuse' ? await refusing(url) : url, request),
        }).request(operation.method, operation.path, init);

        const [requests, work, end, spent = 'no'] = expected[harmless];
        const kinds = Object.entries({ throttled: 'throttled', expired: 'signature-expired' } as const);
        const kind = kinds.find(([word]) => word === end)?.[1];
        const ended = error ? error.kind : 'data';
        if (kind && error && 'code' in error) expect(api.errorKinds[kind]).toContain(error.code);
        else expect(`${ended} ${error?.message ?? ''}`).toMatch(new RegExp(`^${end} `));
        expect(events).toHaveLength(requests);
        expect(server.work()).toBe(work);
        expect(error?.spent ?? 'no').toBe(operation.purchase ? spent : 'no');
        expect(violations).toEqual([]);
        if (operation.purchase && harmless !== 'safe') expect(server.work()).toBeLessThanOrEqual(1);
        if (ended === 'data') expect(data).toEqual(sample.answer);
        if (error) expect(error.attempts).toBe(requests);
        // The same body and token each time, and never the same signature.
        expect(new Set(server.received.map(({ body }) => body)).size).toBeLessThanOrEqual(1);
        const signatures = server.received.map(({ url, headers }) => headers.authorization ?? url);
        expect(new Set(signatures).size).toBe(signatures.length);
        expect(token !== undefined).toBe(harmless === 'token');
      } finally {
        await server.close();
      }
    });
  },
);

/** Collects what would run after so many milliseconds, instead of letting it run. */
function heldTimers(milliseconds: number): (() => void)[] {
  const held: (() => void)[] = [];
  const { setTimeout: original } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay?: number) => {
    if (delay !== milliseconds) return original(run, delay);
    held.push(run);
    return undefined;
  }) as typeof setTimeout);
  return held;
}

/** The same address at a port where nobody listens any more. */
async function refusing(url: string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return url.replace(/:\d+/, `:${port}`);
}
