import { describe, expect, test, vi } from 'vitest';
import type { VendorError } from '../src/errors/vendor-error.js';
import { clockAt, recorder } from './support/recorder.js';
import { BOUGHT, createToy, refusal } from './support/toy.js';

const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' });
const { clock } = clockAt(0);

/** A body of a class, which writes itself as it likes. */
class Order {
  readonly hidden = true;

  toJSON(): object {
    return { count: 1 };
  }
}

describe('a token that is not there does not make a second call harmless', () => {
  test.each<[string, unknown, unknown]>([
    ['no body', undefined, undefined],
    ['a text', 'count=1', 'count=1'],
    ['a list', [1], [1]],
    ['a number as token', { once: 7 }, { once: 7 }],
    ['an object as token', { once: { a: 1 } }, { once: { a: 1 } }],
  ])('%s is sent once', async (_, body, written) => {
    const { sent, fetch } = recorder(reset);
    const { error, token } = await createToy({ fetch, clock }).request('post', '/buy', { body });
    expect(sent.map((request) => request.body)).toEqual([written]);
    expect(token).toBeUndefined();
    expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown', token: undefined });
    expect(error?.message).toContain('Ask list before you repeat it.');
  });

  test.each<[string, unknown, object]>([
    ['an empty token', { once: '' }, {}],
    ['null as token', { once: null }, {}],
    ['an object of a class', new Order(), { count: 1 }],
    ['an object with a toJSON of its own', { toJSON: () => ({ count: 2 }) }, { count: 2 }],
    ['an object without a prototype', Object.assign(Object.create(null), { count: 3 }), { count: 3 }],
  ])('%s gets one that is sent', async (_, body, written) => {
    const { sent, fetch } = recorder(reset, BOUGHT);
    const { data, token } = await createToy({ fetch, clock }).request('post', '/buy', { body });
    expect(data).toEqual(BOUGHT);
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent.map((request) => request.body)).toEqual([1, 2].map(() => ({ ...written, once: token })));
  });

  test('a token in the query is made, kept and given back', async () => {
    const { sent, fetch } = recorder(reset, { id: 'r' });
    const { token } = await createToy({ fetch, clock }).request('delete', '/things/{id}', {
      params: { path: { id: 'a b' } },
    });
    expect(sent.map(({ url }) => `${url.pathname}${url.search}`)).toEqual(
      [1, 2].map(() => `/things/a%20b?once=${token}`),
    );
  });
});

describe('spent', () => {
  test('what names its purchase is not asked again, and its ids stay', async () => {
    const { sent, fetch } = recorder({ status: 503, json: refusal('Away', { ids: ['i-1'] }) }, refused);
    const { error } = await createToy({ fetch, clock }).request('post', '/buy', { body: {} });
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ kind: 'vendor', spent: 'yes', body: { result: { ids: ['i-1'] } } });
  });

  test('an internal error, then no connection: the vendor error, and not "nothing was sent"', async () => {
    const { fetch } = recorder({ status: 503, json: refusal('Broken') }, refused);
    const { error } = await createToy({ fetch, clock }).request('post', '/buy', { body: {} });
    expect(error).toMatchObject({ kind: 'vendor', code: 'Broken', status: 503, spent: 'unknown', attempts: 4 });
  });

  test.each([
    [400, 'Bad', 'no'],
    [200, 'Bad', 'no'],
    [500, 'Bad', 'unknown'],
    [400, 'NobodyKnowsThis', 'no'],
    // Where every status is 200, it does not tell that nothing was done.
    [200, 'NobodyKnowsThis', 'unknown'],
    [500, 'NobodyKnowsThis', 'unknown'],
    [500, 'Slow', 'no'],
    [200, 'Broken', 'unknown'],
  ])('after HTTP %i with the code %s: %s', async (status, code, spent) => {
    const { fetch } = recorder({ status, json: refusal(code) });
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', { body: {} });
    expect(error).toMatchObject({ code, spent });
  });

  test('an answer that cannot be read as success stands in the error, with whatever it names', async () => {
    const odd = { id: 'r', result: { order: 'o-1', ids: 'i-1' } };
    const { fetch } = recorder(odd);
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', { body: {} });
    expect(error).toMatchObject({ kind: 'outcome-unknown', reason: 'unreadable', status: 200, body: odd });
  });

  test('a fallback that was not reached does not make a lost request unsent', async () => {
    const both = new AggregateError([refused, new TypeError('Load failed')]);
    const { sent, fetch } = recorder(both);
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', { body: {} });
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown' });
  });
});

describe('many calls of one client', () => {
  test('do not share tokens, bodies or answers', async () => {
    const fetch = async (_: string, { body }: RequestInit) => {
      const { once } = JSON.parse(body as string) as { once: string };
      return new Response(JSON.stringify({ id: 'r', result: { ids: [once] } }));
    };
    const client = createToy({ fetch, clock });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, count) => client.request('post', '/buy', { body: { count } })),
    );
    expect(new Set(results.map(({ token }) => token)).size).toBe(200);
    for (const { data, token } of results) expect(data).toEqual({ id: 'r', result: { ids: [token] } });
  });

  test('share the budget, which ten successes fill by one', async () => {
    const { sent, fetch } = recorder();
    const client = createToy({ fetch: (...request) => answer(...request), clock, retry: { budget: 1 } });
    const send = () => client.request('post', '/buy', { body: {} });
    let answer = fetch;
    const say = (...answers: unknown[]) => {
      answer = recorder(...answers).fetch;
    };
    say(reset);
    expect((await send()).error?.attempts).toBe(2);
    expect((await send()).error?.attempts).toBe(1);
    say(BOUGHT);
    for (let success = 0; success < 9; success += 1) await send();
    say(reset);
    expect((await send()).error?.attempts).toBe(1);
    say(BOUGHT);
    await send();
    say(reset);
    expect((await send()).error?.attempts).toBe(2);
    expect(sent).toEqual([]);
  });

  test('that were refused for the time at once are each sent again, with the right one', async () => {
    const late = { status: 401, headers: { date: new Date(3_600_000).toUTCString() }, json: refusal('Late') };
    const { sent, fetch } = recorder(late, late, BOUGHT);
    const { clock } = clockAt(0);
    const client = createToy({ fetch, clock });
    const results = await Promise.all([1, 2].map(() => client.request('post', '/buy', { body: {} })));
    expect(results.map(({ data }) => data)).toEqual([BOUGHT, BOUGHT]);
    expect(sent).toHaveLength(4);
  });
});

describe('aborting', () => {
  test('a provider that hangs', async () => {
    const stop = new AbortController();
    const credentials = () => {
      stop.abort(new Error('enough'));
      return new Promise<object>(() => {});
    };
    const { sent, fetch } = recorder(BOUGHT);
    const { error } = await createToy({ fetch, credentials }).request('post', '/buy', {
      body: {},
      signal: stop.signal,
    });
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ kind: 'not-sent', reason: 'aborted', spent: 'no', cause: { message: 'enough' } });
  });

  test.each(['call', 'client'])('by the signal of the %s, when there are both', async (whose) => {
    const [ofCall, ofClient] = [new AbortController(), new AbortController()];
    const fetch = () => {
      (whose === 'call' ? ofCall : ofClient).abort();
      return new Promise<Response>(() => {}); // It does not listen.
    };
    const client = createToy({ fetch, signal: ofClient.signal });
    const { error } = await client.request('post', '/buy', { body: {}, signal: ofCall.signal });
    expect(error).toMatchObject({ kind: 'outcome-unknown', reason: 'aborted', spent: 'unknown', attempts: 1 });
  });

  test('a fetch that does not listen is given up when the time is up', async () => {
    vi.useFakeTimers();
    try {
      const never = () => new Promise<Response>(() => {});
      const call = createToy({ fetch: never, timeout: 1000 }).request('post', '/buy-blindly', { body: {} });
      await vi.advanceTimersByTimeAsync(1000);
      const { error } = await call;
      expect(error).toMatchObject({ kind: 'outcome-unknown', reason: 'timeout', spent: 'unknown' });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a documented code keeps its word, even where a secret is in it', async () => {
  const { fetch } = recorder({ status: 400, json: refusal('Broken') });
  const events: { code: string | undefined }[] = [];
  const client = createToy({ fetch, onAttempt: (event) => void events.push(event) });
  const { error } = await client.request('post', '/buy', { body: { password: 'Broken' } });
  expect(events.map(({ code }) => code)).toEqual(['Broken']);
  expect((error as VendorError<'vendor', string, unknown>).code).toBe('Broken');
  expect((error as VendorError<'vendor', string, unknown>).vendorMessage).toBe('It says [redacted].');
});
