import { describe, expect, test, vi } from 'vitest';
import { clockAt, recorder } from './support/recorder.js';
import { BOUGHT, createToy, refusal } from './support/toy.js';

const { clock } = clockAt(0);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const buy = { body: { count: 1 } };

describe('what fetch gives', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an object that is not a Response', { status: 200, text: async () => '{}' }],
    ['a body that is no text', { status: 200, headers: new Headers(), text: async () => 7 }],
    ['a body that cannot be read', new Response(new ReadableStream({ pull: (it) => it.error('broken') }))],
    ['a response of a network error', Response.error()],
  ])('%s leaves the outcome unknown', async (_, given) => {
    const fetch = async () => given as Response;
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', buy);
    expect(error).toMatchObject({ kind: 'outcome-unknown', spent: 'unknown', attempts: 1 });
  });

  test('a fetch that throws at once', async () => {
    const fetch = () => {
      throw new Error('at once');
    };
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', buy);
    expect(error).toMatchObject({ kind: 'outcome-unknown', cause: { message: 'at once' } });
  });
});

describe('what the vendor answers', () => {
  test.each<[string, unknown]>([
    ['a message that is an object', { id: 'r', error: { code: 'Bad', message: { toString: null, valueOf: null } } }],
    ['a message and an id that are numbers', { id: 7, error: { code: 'Bad', message: 8 } }],
    ['no message', { error: { code: 'Bad' } }],
    ['an error that is too deep to copy', `{"error": {"code": "Bad"}, "more": ${nested(100_000)}}`],
    ['names like __proto__', '{"error": {"code": "Bad", "__proto__": {"code": "Slow"}}, "__proto__": {"a": 1}}'],
  ])('%s', async (_, json) => {
    const { fetch } = recorder({ status: 400, json });
    const { error } = await createToy({ fetch, clock }).request('post', '/buy-blindly', buy);
    expect(error).toMatchObject({ kind: 'vendor', code: 'Bad', spent: 'no' });
    expect(() => JSON.stringify(error)).not.toThrow();
  });

  test('an answer of ten megabytes', async () => {
    const ids = Array.from({ length: 500_000 }, (_, index) => `instance-${index}`);
    const { fetch } = recorder({ id: 'r', result: { ids } });
    const { data } = await createToy({ fetch, clock }).request('post', '/buy', buy);
    expect(data).toEqual({ id: 'r', result: { ids } });
  });

  test.each<[string, unknown]>([
    ["somebody else's JSON", { status: 'ok' }],
    ['a list', []],
    ['an error without a code', { id: 'r', error: {} }],
    ['a result that is null', { result: null }],
  ])('%s with HTTP 200 is no success', async (_, json) => {
    const { sent, fetch } = recorder({ status: 200, json });
    const { error } = await createToy({ fetch, clock }).request('get', '/list', {});
    expect(error).toMatchObject({ kind: 'no-answer', reason: 'unreadable', spent: 'no' });
    expect(sent).toHaveLength(4);
  });
});

describe('what the caller gives', () => {
  const deep = (depth: number) => JSON.parse(nested(depth)) as unknown;

  test('a body that is nested deeper than can be copied', async () => {
    const { fetch } = recorder({ status: 400, json: refusal('Bad') });
    const { error } = await createToy({ fetch, clock, validate: 'off' }).request('post', '/buy', {
      body: { password: deep(3000), other: deep(3000) },
    });
    expect(error).toMatchObject({ kind: 'vendor', code: 'Bad' });
  });

  test('a body that is nested deeper than JSON can be written', async () => {
    const { error } = await createToy({ fetch: recorder(BOUGHT).fetch }).request('post', '/buy', {
      body: { other: deep(1_000_000) },
    });
    expect(error?.kind).toBe('invalid-request');
  });

  test('a toJSON whose error holds a secret', async () => {
    const body = {
      toJSON: () => {
        throw new TypeError('my secret');
      },
    };
    const { error } = await createToy({}).request('post', '/buy', { body });
    expect(error?.kind).toBe('invalid-request');
    expect(error?.message).not.toContain('my secret');
  });

  test('an onAttempt that fails at once or later', async () => {
    for (const onAttempt of [
      () => {
        throw new Error('the log is full');
      },
      async () => {
        throw new Error('the log is far away');
      },
    ]) {
      const { data } = await createToy({ fetch: recorder(BOUGHT).fetch, onAttempt }).request('post', '/buy', buy);
      expect(data).toEqual(BOUGHT);
    }
  });
});

test('checks that cannot be loaded send nothing, and are loaded again', async () => {
  const loadCheck = vi.fn(async () => () => []);
  loadCheck.mockRejectedValueOnce(new Error('offline'));
  const { sent, fetch } = recorder(BOUGHT);
  const client = createToy({ fetch, loadCheck });
  const { error } = await client.request('post', '/buy', buy);
  expect(error).toMatchObject({ kind: 'not-sent', reason: 'checks', spent: 'no', attempts: 0 });
  expect(error?.message).toContain('offline');
  expect(sent).toEqual([]);
  for (let call = 0; call < 2; call += 1) expect((await client.request('post', '/buy', buy)).data).toEqual(BOUGHT);
  expect(loadCheck).toHaveBeenCalledTimes(2);
});

test('without checks, they are not loaded', async () => {
  const loadCheck = vi.fn(async () => () => []);
  await createToy({ fetch: recorder(BOUGHT).fetch, loadCheck, validate: 'off' }).request('post', '/buy', buy);
  expect(loadCheck).not.toHaveBeenCalled();
});
