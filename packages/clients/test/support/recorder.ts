import type { Clock } from '../../src/client-options.js';

export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly body: unknown;
}

type Answer =
  | unknown
  | Error
  | { readonly status: number; readonly headers?: Record<string, string>; readonly json: unknown };

/** A fetch that records what was sent and gives the answers in turn, the last one for ever. */
export function recorder(...answers: Answer[]) {
  const sent: Sent[] = [];
  const fetch = async (address: string, init: RequestInit): Promise<Response> => {
    const request = new Request(address, init);
    const text = await request.text();
    sent.push({
      method: request.method,
      url: new URL(request.url),
      headers: Object.fromEntries(request.headers),
      text,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    const whole = typeof answer === 'object' && answer !== null && 'json' in answer;
    const { status, headers, json } = (whole ? answer : { status: 200, json: answer }) as {
      status: number;
      headers?: Record<string, string>;
      json: unknown;
    };
    return new Response(typeof json === 'string' ? json : JSON.stringify(json), {
      status,
      ...(headers ? { headers } : {}),
    });
  };
  return { sent, fetch };
}

/** A clock that waits move. */
export function clockAt(start: number) {
  const waits: number[] = [];
  let now = start;
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
  return { clock, waits };
}
