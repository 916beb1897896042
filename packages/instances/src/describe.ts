import type { ApiAccess } from './api-access.js';
import type { ApiId } from './api-id.js';
import { type ConnectionOptions, type Session, sessionOf, type Target } from './session.js';
import { valueAt } from './tree.js';
import { stateOf, vendorStateOf } from './wait-until-ready.js';

/** An instance as its vendor knows it, in house terms. */
export interface InstanceDescription {
  readonly id: string;
  /** `absent`: the vendor does not know it (any more). */
  readonly state: 'pending' | 'ready' | 'failed' | 'absent';
  readonly vendorState: string | number | undefined;
  readonly name: string | undefined;
  readonly machineType: string | undefined;
  readonly zone: string | undefined;
  readonly image: string | undefined;
  readonly privateAddresses: readonly string[];
  readonly publicAddresses: readonly string[];
  /** All that the vendor says, in its own terms; undefined where it is absent. */
  readonly raw: unknown;
}

export interface DescribeOptions<Api extends ApiId = ApiId> {
  readonly signal?: AbortSignal;
  /** Who asks, for instances that were not bought in this process. */
  readonly connection?: ConnectionOptions<Api>;
}

/** @throws LaunchError when the vendor cannot be asked. */
export async function describeWith(
  runtime: ApiAccess,
  target: Target,
  { signal, connection }: DescribeOptions = {},
): Promise<InstanceDescription[]> {
  const session = await sessionOf(runtime, target, connection);
  return describeInstances(session, await instancesOf(session, target, signal), signal);
}

/** The ids of a target; those of its orders are asked for. An order that has not become an instance is left out. */
export async function instancesOf(
  session: Session,
  { instanceIds, orders = [] }: Target,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const found = await session.instancesOfOrders(orders, signal);
  return [...new Set([...instanceIds, ...found.values()])];
}

export async function describeInstances(
  session: Session,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<InstanceDescription[]> {
  const { details, known } = session.runtime;
  const { lifecycle } = session;
  const found = await session.ask(details ?? lifecycle, ids, signal);
  return ids.map((id): InstanceDescription => {
    const raw = found.get(id);
    const text = (pointer: string | undefined) => {
      const value = pointer === undefined ? undefined : valueAt(raw, pointer);
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const texts = (pointer: string) => {
      const value = valueAt(raw, pointer);
      return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string' && each !== '');
    };
    const vendorState = vendorStateOf(lifecycle, raw);
    const state = raw === undefined ? 'absent' : stateOf(lifecycle, vendorState);
    return {
      id,
      state: state as InstanceDescription['state'],
      vendorState,
      name: text(known.name),
      machineType: text(known.machineType),
      zone: text(known.zone),
      image: text(known.image),
      privateAddresses: texts(known.privateAddresses),
      publicAddresses: texts(known.publicAddresses),
      raw,
    };
  });
}
