import { valueAt } from '@launchspec/clients/pointers';
import type { Random } from '../world/random.js';
import { LOWER_ALPHANUMERIC } from '../world/random.js';
import type { Machine } from '../world/world.js';
import { type Present, passing, present } from './present.js';
import { addMonths, isoSeconds } from './time.js';
import type { Call, Scene, Vendor } from './vendor.js';

/** How JD Cloud bills, in all of its services. */
export interface Charge {
  readonly chargeMode?: string;
  readonly chargeUnit?: string;
  readonly chargeDuration?: number;
}

/** Months of a subscription; undefined of anything else. */
export function prepaidMonths(charge: Charge | undefined): number | undefined {
  if (charge?.chargeMode !== 'prepaid_by_duration' && charge?.chargeMode !== 'MONTHLY') return undefined;
  const { chargeUnit = 'month', chargeDuration = 1 } = charge;
  return chargeDuration * (chargeUnit.toLowerCase() === 'year' ? 12 : 1);
}

/** What JD Cloud's gateway does alike for every service. */
export const GATEWAY: Pick<Vendor, 'requestId' | 'authErrors'> = {
  requestId: (random: Random) => random.text(32, LOWER_ALPHANUMERIC),
  authErrors: {
    missing: 'authorization-missing',
    malformed: 'authorization-missing',
    unknownKey: 'authorization-missing',
    expired: 'authorization-missing',
    replayed: 'authorization-missing',
    mismatch: 'authorization-missing',
    token: 'authorization-missing',
  },
};

/** The query of a list call. */
export interface ListQuery {
  readonly pageNumber?: number;
  readonly pageSize?: number;
  readonly filters?: readonly {
    readonly name: string;
    readonly operator?: string;
    readonly values: readonly string[];
  }[];
  readonly tags?: readonly { readonly key: string; readonly values?: readonly string[] }[];
  readonly [field: string]: unknown;
}

export type Shown = Readonly<Record<string, unknown>>;

const COMPARE: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  in: (value, wanted) => value === wanted,
  like: (value, wanted) => value.includes(wanted),
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
};

/** What the filters of a list call look at, by their names: a place in an answer. */
export interface Filters {
  readonly at: Readonly<Record<string, string>>;
  /** Those that a part of the value meets too. */
  readonly inPart?: readonly string[];
}

/**
 * What a list call finds, and the page of it that was asked for. A filter that the mock does not know finds nothing, whatever its
 * operator: a vendor that ignored it would show everything, and somebody would delete that.
 */
export function listed(
  all: readonly Present[],
  show: (each: Present) => Shown,
  query: ListQuery,
  { at, inPart = [] }: Filters,
  further: readonly ((shown: Shown) => boolean)[] = [],
): { readonly count: number; readonly page: Shown[]; readonly notes: readonly string[] } {
  const filters = (query.filters ?? []).map(
    ({ name, operator = inPart.includes(name) ? 'like' : 'eq', values }) =>
      (shown: Shown) => {
        if (!Object.hasOwn(at, name)) return false;
        const value = String(valueAt(shown, at[name] as string) ?? '');
        if (operator === 'ne') return values.every((wanted) => value !== wanted);
        return values.some((wanted) => COMPARE[operator]?.(value, wanted));
      },
  );
  const tags = (query.tags ?? []).map(
    ({ key, values }) =>
      (shown: Shown) =>
        ((shown.tags ?? []) as readonly { key: string; value: string }[]).some(
          (tag) => tag.key === key && (values === undefined || values.includes(tag.value)),
        ),
  );
  const found = passing(all, show, [...further, ...filters, ...tags]);
  const { pageNumber = 1, pageSize = 20 } = query;
  const notes = (query.filters ?? [])
    .filter(({ name }) => !Object.hasOwn(at, name))
    .map(({ name }) => `The mock has no filter ${name}, which finds nothing; it has ${Object.keys(at).join(', ')}.`);
  return {
    notes,
    count: found.length,
    page: found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(show),
  };
}

/** The one of an id that the path names. */
export function presentAt(call: Call, scene: Scene): Present | undefined {
  return present(scene, [call.path.instanceId ?? ''])[0];
}

/** The answer where the path names an instance that there is not. */
export function notFound({ path: { instanceId } }: Call) {
  return { error: 'not-found', diagnosis: `there is no instance ${instanceId}` } as const;
}

export function charge(machine: Machine, spec: Charge | undefined): object {
  const months = prepaidMonths(spec);
  return {
    chargeMode: spec?.chargeMode ?? 'postpaid_by_duration',
    chargeStatus: 'normal',
    chargeStartTime: isoSeconds(machine.purchase.at),
    ...(months === undefined ? {} : { chargeExpiredTime: isoSeconds(addMonths(machine.purchase.at, months)) }),
  };
}
