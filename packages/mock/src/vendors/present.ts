import { type Machine, type Stage, stageOf } from '../world/world.js';
import type { Scene } from './vendor.js';

/** A machine that there is, and what it is doing. */
export interface Present {
  readonly machine: Machine;
  readonly stage: Stage;
}

/** The machines of the account that there are, newest first: all of them, or those of some ids. */
export function present({ world, api }: Scene, ids?: readonly string[]): Present[] {
  const { machines, settings } = world.account(api);
  const now = world.now();
  const found: Present[] = [];
  for (const machine of ids ? named(machines, ids) : machines.values()) {
    const stage = stageOf(machine, settings, now);
    if (stage !== 'gone') found.push({ machine, stage });
  }
  return found.reverse();
}

/** Oldest first, as the machines are. Looking at all of them for one would take longer than the rest of a request. */
function named(machines: ReadonlyMap<string, Machine>, ids: readonly string[]): Machine[] {
  return [...new Set(ids)].flatMap((id) => machines.get(id) ?? []).sort((a, b) => a.sequence - b.sequence);
}

/** Those whose view passes every test. Views are only made where there is something to look for. */
export function passing<View>(
  all: readonly Present[],
  show: (each: Present) => View,
  tests: readonly ((shown: View) => boolean)[],
): readonly Present[] {
  if (tests.length === 0) return all;
  return all.filter((each) => {
    const shown = show(each);
    return tests.every((test) => test(shown));
  });
}
