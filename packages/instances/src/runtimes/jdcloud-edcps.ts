import { definition } from '../definitions/jdcloud-edcps.js';
import { reasons } from '../reasons/jdcloud-edcps.js';
import { type ApiRuntime, oneByOne } from '../terminate.js';

export const runtime: ApiRuntime<'jdcloud-edcps'> = {
  definition,
  reasons,
  load: () => import('@launchspec/clients/jdcloud-edcps'),
  known: {
    name: '/name',
    machineType: '/deviceType',
    zone: '/az',
    image: '/osTypeId',
    privateAddresses: '/privateIp',
    publicAddresses: '/publicIp',
  },
  terminate: oneByOne('deleteInstance'),
};
