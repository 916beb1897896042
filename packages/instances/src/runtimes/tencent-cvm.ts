import type { ApiRuntime } from '../api-runtime.js';
import { definition } from '../definitions/tencent-cvm.js';
import type { InstanceDescription } from '../describe.js';
import { reasons } from '../reasons/tencent-cvm.js';
import { type Fate, fateOf, type Terminating, type Terminator } from '../terminate.js';
import { valueAt } from '../tree.js';

/** The vendor takes so many ids in one call. */
const MOST_IDS = 100;

const isInBin = ({ vendorState }: InstanceDescription) => vendorState === 'SHUTDOWN';

/**
 * Instances that are paid afterwards go with one call. Subscribed ones go into the recycle bin with the first, and for good with a second;
 * so a call is made only for those that are seen where it takes them one step further. One call takes instances of one way of paying only.
 */
const terminate: Terminator = async (terminating) => {
  const { ids, fates, until, keepInRecycleBin } = terminating;
  const there: InstanceDescription[] = [];
  for (const instance of await until(ids, () => true)) {
    if (instance.state === 'absent') fates.set(instance.id, 'gone');
    else there.push(instance);
  }
  const isPrepaid = ({ raw }: InstanceDescription) => valueAt(raw, '/InstanceChargeType') === 'PREPAID';
  const modes = new Set(there.filter((each) => !isPrepaid(each)).map(({ raw }) => valueAt(raw, '/InstanceChargeType')));
  for (const mode of modes)
    await giveBack(
      terminating,
      there.filter(({ raw }) => valueAt(raw, '/InstanceChargeType') === mode),
      'gone',
    );

  const prepaid = there.filter(isPrepaid);
  for (const { id } of prepaid.filter(isInBin)) fates.set(id, 'in-bin');
  await giveBack(
    terminating,
    prepaid.filter((each) => !isInBin(each)),
    'in-bin',
  );
  const onTheWay = prepaid.map(({ id }) => id).filter((id) => fates.get(id) === 'in-bin');
  if (keepInRecycleBin || onTheWay.length === 0) return;
  const settled = await until(onTheWay, (each) => each.state === 'absent' || isInBin(each));
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
    // A call that was refused for one instance did nothing, so each is tried by itself. One whose answer was lost must not be repeated.
    if (error?.vendorCode !== undefined && some.length > 1 && !error.retryable)
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
