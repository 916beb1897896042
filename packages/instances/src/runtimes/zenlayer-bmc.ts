import { definition } from '../definitions/zenlayer-bmc.js';
import type { InstanceDescription } from '../describe.js';
import { reasons } from '../reasons/zenlayer-bmc.js';
import { type ApiRuntime, fateOf, type Terminator } from '../terminate.js';

const isInBin = ({ vendorState }: InstanceDescription) => vendorState === 'RECYCLE';

/** Instances are given back one by one into a recycle bin, and released from it together. */
const terminate: Terminator = async ({ session, ids, fates, signal, keepInRecycleBin, until }) => {
  const toBin: string[] = [];
  for (const instanceId of ids) {
    const { error } = await session.call('TerminateInstance', { body: { instanceId }, signal });
    // A second call finds it in the bin: the first one did its work.
    if (error === undefined || error.vendorCode === 'OPERATION_DENIED_INSTANCE_RECYCLED') toBin.push(instanceId);
    else fates.set(instanceId, fateOf(error));
  }
  if (toBin.length === 0) return;
  const settled = await until(toBin, (instance) => instance.state === 'absent' || isInBin(instance));
  // One that could not be made skips the bin.
  for (const instance of settled)
    fates.set(instance.id, instance.state === 'absent' ? 'gone' : isInBin(instance) ? 'in-bin' : { error: undefined });
  const instanceIds = settled.filter(isInBin).map(({ id }) => id);
  if (keepInRecycleBin || instanceIds.length === 0) return;
  const { error } = await session.call('ReleaseInstances', { body: { instanceIds }, signal });
  if (!error) {
    for (const id of instanceIds) fates.set(id, 'gone');
    return;
  }
  // Whether some were released when others were refused is not stated, so it is asked.
  for (const id of instanceIds) fates.set(id, { error });
  for (const { id, state } of await until(instanceIds, () => true)) if (state === 'absent') fates.set(id, 'gone');
};

export const runtime: ApiRuntime<'zenlayer-bmc'> = {
  definition,
  reasons,
  load: () => import('@launchspec/clients/zenlayer-bmc'),
  known: {
    name: '/instanceName',
    machineType: '/instanceTypeId',
    zone: '/zoneId',
    image: '/imageId',
    privateAddresses: '/privateIpAddresses',
    publicAddresses: '/publicIpAddresses',
  },
  terminate,
};
