import { isDeepStrictEqual } from 'node:util';
import type { Item, Purchase } from '../world/events.js';
import type { Random } from '../world/random.js';
import { PAIR } from '../world/settings.js';
import { type Account, stageOf } from '../world/world.js';
import type { Call, Reply, Scene } from './vendor.js';

/** How a vendor sells. `Body` is the body of its create call. */
export interface Shop<Body> {
  readonly count: (body: Body) => number;
  /** A name each, as the vendor expands sequences. */
  readonly names: (body: Body, count: number) => readonly string[];
  readonly newId: (random: Random) => string;
  /** The order of each machine, where the vendor has one each. */
  readonly newOrder?: (random: Random) => string;
  /** What one machine costs: 1, or its months. */
  readonly prepaidMonths: (body: Body) => number | undefined;
  readonly errors: { readonly quota: string; readonly balance: string; readonly stock: string };
  /** Which error says that the value at a place of the body (`*`: any element) does not exist, the first place first. */
  readonly absent: Readonly<Record<string, string>>;
  /** Which error says that it is sold out. */
  readonly soldOut: Readonly<Record<string, string>>;
  /** Which error says that the account may not have it. */
  readonly denied?: Readonly<Record<string, string>>;
  /** Which error says that the values at two places do not go together; the first is the one that it speaks of. */
  readonly incompatible?: readonly (readonly [place: string, other: string, error: string])[];
  /** Which error says that a number of Mbps is more than a machine may have. */
  readonly bandwidth?: Readonly<Record<string, string>>;
  /** What an error says of a value. */
  readonly message: (error: string, value: string) => string;
  /** Further refusals that depend on what there is already. */
  readonly refuse?: (body: Body, account: Account, now: number) => { error: string; diagnosis: string } | undefined;
  readonly answer: (items: readonly Item[], scene: Scene) => unknown;
}

/** More than any vendor documents; some document no limit. */
const MOST_AT_ONCE = 1000;

/** Buys what a call asks for, or says why not. */
export function purchase<Body>(shop: Shop<Body>, call: Call, scene: Scene): Reply {
  const { world, random, api, requestId } = scene;
  const body = call.body as Body;
  const earlier = call.token === undefined ? undefined : world.purchaseBy(api, call.token);
  if (earlier) {
    // Without the secrets: whether a password changed is nobody's to know from the journal.
    const other = !isDeepStrictEqual(earlier.request, call.shownBody);
    return {
      body: earlier.answer,
      notes: [
        other
          ? 'The client token was used before with another request; the answer is that of the first one.'
          : 'The client token was used before; nothing was bought.',
      ],
    };
  }
  const account = world.account(api);
  const now = world.now();
  const refusal = refusalOf(shop, body, account, now);
  if (refusal) return refusal;
  const count = shop.count(body);
  const names = shop.names(body, count);
  const failing = account.settings.failing + call.failing;
  const items = names.map((name, index): Item => {
    const order = shop.newOrder?.(random);
    // The last ones fail: a batch that is cut short has its first machines.
    const fails = index >= count - failing;
    return { id: shop.newId(random), name, fails, ...(order === undefined ? {} : { order }) };
  });
  const answer = shop.answer(items, scene);
  const event: Purchase = {
    type: 'purchase',
    api,
    operation: call.operation,
    at: now,
    region: call.region,
    requestId,
    ...(call.token === undefined ? {} : { token: call.token }),
    request: call.shownBody,
    prepaid: shop.prepaidMonths(body) !== undefined,
    cost: costOf(shop, body),
    items,
    answer,
  };
  return { body: answer, event };
}

function refusalOf<Body>(shop: Shop<Body>, body: Body, account: Account, now: number): Reply | undefined {
  const { settings } = account;
  const [refused] = settings.refuse;
  if (refused !== undefined) return { error: refused, diagnosis: `the setting refuse names ${refused}` };
  const refusal = (error: string, value: unknown, diagnosis: string) => ({
    error,
    message: shop.message(error, String(value)),
    diagnosis,
  });
  for (const [setting, places] of [
    ['absent', shop.absent],
    ['denied', shop.denied ?? {}],
    ['soldOut', shop.soldOut],
  ] as const) {
    if (settings[setting].length === 0) continue;
    for (const [place, error] of Object.entries(places)) {
      const value = valuesAt(body, place).find((each) => settings[setting].includes(String(each)));
      if (value !== undefined)
        return refusal(error, value, `/body${place} is among the values of the setting ${setting}`);
    }
  }
  for (const pair of settings.incompatible) {
    const [one = '', two = ''] = pair.split(PAIR);
    for (const [place, other, error] of shop.incompatible ?? []) {
      for (const [first, second] of [
        [one, two],
        [two, one],
      ] as const) {
        const value = meant(body, place, first);
        if (value !== undefined && meant(body, other, second) !== undefined)
          return refusal(error, value, `/body${place} and /body${other} are a pair of the setting incompatible`);
      }
    }
  }
  const { bandwidth } = settings;
  for (const [place, error] of Object.entries(bandwidth === null ? {} : (shop.bandwidth ?? {}))) {
    const value = valuesAt(body, place).find((each) => Number(each) > Number(bandwidth));
    if (value !== undefined)
      return refusal(error, value, `/body${place} is more than ${bandwidth}, the setting bandwidth`);
  }
  const more = shop.refuse?.(body, account, now);
  if (more) return more;
  const count = shop.count(body);
  if (count > MOST_AT_ONCE)
    return {
      error: shop.errors.stock,
      diagnosis: `the mock sells at most ${MOST_AT_ONCE} at once, ${count} are wanted`,
    };
  if (settings.quota !== null) {
    const living = [...account.machines.values()].filter(
      (machine) => !['gone', 'removing'].includes(stageOf(machine, settings, now)),
    ).length;
    if (living + count > settings.quota) {
      const diagnosis = `${living} of a quota of ${settings.quota} are used, ${count} more are wanted`;
      return { error: shop.errors.quota, diagnosis };
    }
  }
  if (settings.stock !== null && count > settings.stock)
    return { error: shop.errors.stock, diagnosis: `${settings.stock} are in stock, ${count} are wanted` };
  const cost = costOf(shop, body);
  if (settings.balance !== null && cost > settings.balance)
    return { error: shop.errors.balance, diagnosis: `the balance is ${settings.balance}, the price is ${cost}` };
  return undefined;
}

function costOf<Body>(shop: Shop<Body>, body: Body): number {
  return shop.count(body) * (shop.prepaidMonths(body) ?? 1);
}

/** What a request has at a place, if a half of a pair means it: by its value, or by the field's name. A number of 0 asks for nothing. */
function meant(body: unknown, place: string, half: string): string | undefined {
  const field = place.split('/').findLast((step) => step !== '*');
  const value = valuesAt(body, place).find((each) => String(each) === half || (half === field && each !== 0));
  return value === undefined ? undefined : String(value);
}

/** The values at a place; `*` is any element. */
function valuesAt(body: unknown, place: string): unknown[] {
  return place
    .split('/')
    .slice(1)
    .reduce<unknown[]>(
      (values, step) =>
        values.flatMap((value) => {
          if (step === '*') return Array.isArray(value) ? value : [];
          if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
          return [(value as Record<string, unknown>)[step]];
        }),
      [body],
    );
}
