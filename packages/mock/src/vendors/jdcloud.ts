import type { Random } from '../world/random.js';
import { LOWER_ALPHANUMERIC } from '../world/random.js';
import type { Vendor } from './vendor.js';

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
