import { definition } from '../definitions/tencent-cvm.js';
import type { InstanceDescription } from '../describe.js';
import type { LaunchErrorCode } from '../reasons/reason.js';
import { reasons } from '../reasons/tencent-cvm.js';
import { type ApiRuntime, type Fate, fateOf, type Terminating, type Terminator } from '../terminate.js';
import { valueAt } from '../tree.js';

/** The vendor takes so many ids in one call. */
const MOST_IDS = 100;

/** What is paid otherwise, or in a way that is not known, may go in two steps. */
const PAID_AFTERWARDS: readonly string[] = ['POSTPAID_BY_HOUR', 'SPOTPAID', 'CDHPAID', 'CDCPAID'];

/** When prepaid instances were given back for the first time: a description that is behind shows them where they were. */
const GIVEN_BACK = new Map<string, number>();
const TIME_TO_SHOW = 600_000;

/** After these nobody knows whether the call did its work. */
const DOUBTFUL: readonly LaunchErrorCode[] = ['INTERNAL', 'UNKNOWN', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED'];

/** Given back before, and on its way. */
const isGoing = ({ vendorState }: InstanceDescription) => vendorState === 'TERMINATING';
const isInBin = ({ vendorState }: InstanceDescription) => vendorState === 'SHUTDOWN';

/**
 * Instances that are paid afterwards go with one call. Subscribed ones go into the recycle bin with the first, and for good with a second;
 * so a call is made only for those that are seen where it takes them one step further. One call takes instances of one way of paying only.
 */
const terminate: Terminator = async (terminating) => {
  const { ids, fates, until, keepInRecycleBin } = terminating;
  const found = await until(ids, () => true);
  const there = found.filter(({ state }) => state !== 'absent');
  const unseen = found.filter(({ state }) => state === 'absent');
  const isPrepaid = ({ raw }: InstanceDescription) =>
    !PAID_AFTERWARDS.includes(String(valueAt(raw, '/InstanceChargeType')));
  const postpaid = there.filter((each) => !isPrepaid(each));
  for (const { id } of postpaid.filter(isGoing)) fates.set(id, 'gone');
  const staying = postpaid.filter((each) => !isGoing(each));
  const modes = new Set(staying.map(({ raw }) => valueAt(raw, '/InstanceChargeType')));
  for (const mode of modes)
    await giveBack(
      terminating,
      staying.filter(({ raw }) => valueAt(raw, '/InstanceChargeType') === mode),
      'gone',
    );

  const prepaid = there.filter(isPrepaid);
  for (const { id } of prepaid.filter(isInBin)) fates.set(id, 'in-bin');
  const now = terminating.session.clock.now();
  const isOnItsWay = ({ id }: InstanceDescription) => now - (GIVEN_BACK.get(id) ?? -Infinity) < TIME_TO_SHOW;
  const waiting = prepaid.filter((each) => !isInBin(each) && (isGoing(each) || (keepInRecycleBin && isOnItsWay(each))));
  await giveBack(
    terminating,
    prepaid.filter((each) => !isInBin(each) && !waiting.includes(each)),
    'in-bin',
  );
  // One that is not found may be too new to be; where a call can do it no harm, the vendor is asked to be rid of it.
  for (const one of unseen) {
    if (keepInRecycleBin) fates.set(one.id, 'gone');
    else await giveBack(terminating, [one], 'in-bin');
  }
  const isSettled = (each: InstanceDescription) => each.state === 'absent' || isInBin(each);
  if (waiting.length > 0)
    for (const each of await until(
      waiting.map(({ id }) => id),
      isSettled,
    ))
      fates.set(each.id, isInBin(each) ? 'in-bin' : each.state === 'absent' ? 'gone' : { error: undefined });
  const onTheWay = [...prepaid, ...unseen].map(({ id }) => id).filter((id) => fates.get(id) === 'in-bin');
  if (keepInRecycleBin || onTheWay.length === 0) return;
  const settled = await until(onTheWay, isSettled);
  for (const each of settled)
    if (!isInBin(each)) fates.set(each.id, each.state === 'absent' ? 'gone' : { error: undefined });
  await giveBack(terminating, settled.filter(isInBin), 'gone');
};

async function giveBack(
  terminating: Terminating,
  instances: readonly InstanceDescription[],
  fate: Fate,
): Promise<void> {
  const { session, signal, fates } = terminating;
  for (let at = 0; at < instances.length; at += MOST_IDS) {
    const some = instances.slice(at, at + MOST_IDS);
    const { error } = await session.call('TerminateInstances', {
      body: { InstanceIds: some.map(({ id }) => id) },
      signal,
    });
    // A call that was refused for one instance did nothing, so each is tried by itself. One that may have done its work must not be repeated.
    const isDoubtful = error !== undefined && DOUBTFUL.includes(error.code);
    if (fate === 'in-bin' && (!error || isDoubtful)) for (const { id } of some) GIVEN_BACK.set(id, session.clock.now());
    if (error?.vendorCode !== undefined && some.length > 1 && !error.retryable && !isDoubtful)
      for (const one of some) await giveBack(terminating, [one], fate);
    else for (const { id } of some) fates.set(id, error ? fateOf(error) : fate);
  }
}

export const runtime: ApiRuntime<'tencent-cvm'> = {
  definition,
  reasons,
  load: () => import('@launchspec/clients/tencent-cvm'),
  details: {
    operation: 'DescribeInstances',
    ask: { in: 'body', name: 'InstanceIds' },
    answer: '/Response/InstanceSet',
    id: 'InstanceId',
  },
  known: {
    name: '/InstanceName',
    machineType: '/InstanceType',
    zone: '/Placement/Zone',
    image: '/ImageId',
    privateAddresses: '/PrivateIpAddresses',
    publicAddresses: '/PublicIpAddresses',
  },
  terminate,
};
