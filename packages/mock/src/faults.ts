import { AdminProblem } from './admin-problem.js';
import { Random } from './world/random.js';

/** Something that goes wrong on purpose. */
export interface Fault {
  /** Only for this API, this operation. Default: all. */
  readonly api?: string;
  readonly operation?: string;
  readonly kind: FaultKind;
  /** How often it happens. Default: for ever. */
  readonly times?: number;
  /** The share of requests that it happens to, from 0 to 1. Default 1. */
  readonly rate?: number;
  /** Of `latency`: milliseconds, fixed or anywhere between two numbers. */
  readonly delay?: number | readonly [number, number];
  /** Of `status`: the HTTP status, with a page instead of an answer of the API. Default 503. */
  readonly status?: number;
  /** Of `partial`: how many machines of the batch fail. Default 1. */
  readonly failing?: number;
}

export const FAULT_KINDS = [
  /** The answer comes late. */
  'latency',
  /** As the vendor throttles, before the work. */
  'throttle',
  /** As the vendor says that it failed, before the work. */
  'internal',
  /** As the vendor says that it is away, before the work. */
  'unavailable',
  /** A proxy's page, before the work. */
  'status',
  /** The connection breaks before the work, after it, or in the middle of the answer. */
  'reset-before',
  'reset-after',
  'half-answer',
  /** Some of the machines of a batch fail while they are made. */
  'partial',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_MEMBERS = [
  'api',
  'operation',
  'kind',
  'times',
  'rate',
  'delay',
  'status',
  'failing',
] as const satisfies readonly (keyof Fault)[];

/** The faults that are to happen, in the same order and to the same requests for the same seed. */
export class Faults {
  #faults: { fault: Fault; left: number }[] = [];
  #random: Random;

  constructor(private readonly seed: string) {
    this.#random = new Random(`${seed} faults`);
  }

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  list(): readonly (Fault & { readonly left: number | null })[] {
    return this.#faults.map(({ fault, left }) => ({ ...fault, left: Number.isFinite(left) ? left : null }));
  }

  clear(): void {
    this.#faults = [];
    this.#random = new Random(`${this.seed} faults`);
  }

  /** Those that happen to a request now. */
  take(api: string, operation: string): Fault[] {
    const happening = this.#faults.filter(
      ({ fault, left }) =>
        left > 0 &&
        (fault.api ?? api) === api &&
        (fault.operation ?? operation) === operation &&
        (fault.rate === undefined || this.#random.next() < fault.rate),
    );
    for (const each of happening) each.left -= 1;
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return happening.map(({ fault }) => fault);
  }

  /** Milliseconds that the given faults delay an answer by. */
  delayOf(faults: readonly Fault[]): number {
    return faults.reduce((sum, { kind, delay = 0 }) => {
      if (kind !== 'latency') return sum;
      return sum + (typeof delay === 'number' ? delay : delay[0] + this.#random.next() * (delay[1] - delay[0]));
    }, 0);
  }
}

/** @throws AdminProblem that names the member and what it should be. */
export function readFault(value: object): Fault {
  const fault = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(fault).find((name) => !FAULT_MEMBERS.some((each) => each === name));
  if (unknown !== undefined) throw new AdminProblem(`there is no ${unknown}; there are ${FAULT_MEMBERS.join(', ')}`);
  const is = (name: string, holds: (value: unknown) => boolean, rule: string) => {
    if (fault[name] !== undefined && !holds(fault[name])) throw new AdminProblem(`${name} must be ${rule}`);
  };
  const kind = FAULT_KINDS.find((each) => each === fault.kind);
  if (kind === undefined) throw new AdminProblem(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  is('times', isCount, 'a whole number from 1 on');
  is('rate', (each) => typeof each === 'number' && each >= 0 && each <= 1, 'a number from 0 to 1');
  is(
    'delay',
    (each) => isDelay(each) || (Array.isArray(each) && each.length === 2 && each.every(isDelay)),
    'milliseconds up to ten minutes, or two of them',
  );
  is('status', (each) => isCount(each) && Number(each) >= 400 && Number(each) <= 599, 'an HTTP status from 400 to 599');
  is('failing', isCount, 'a whole number from 1 on');
  for (const [name, of] of Object.entries(ONLY_OF))
    if (fault[name] !== undefined && kind !== of) throw new AdminProblem(`${name} is for the kind ${of} only`);
  if (kind === 'latency' && fault.delay === undefined) throw new AdminProblem('a latency needs a delay');
  return { ...fault, kind } as Fault;
}

const ONLY_OF: Readonly<Record<string, FaultKind>> = { delay: 'latency', status: 'status', failing: 'partial' };
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 1;
const isDelay = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 600_000;
