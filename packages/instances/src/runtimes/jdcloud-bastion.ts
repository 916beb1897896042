import { definition } from '../definitions/jdcloud-bastion.js';
import { reasons } from '../reasons/jdcloud-bastion.js';
import { type ApiRuntime, oneByOne } from '../terminate.js';

export const runtime: ApiRuntime<'jdcloud-bastion'> = {
  definition,
  reasons,
  load: () => import('@launchspec/clients/jdcloud-bastion'),
  known: { machineType: '/spec', zone: '/az', privateAddresses: '/innerIp', publicAddresses: '/publicIp' },
  terminate: oneByOne('deleteInstance'),
};
