import { definition } from '../definitions/jdcloud-vm.js';
import { reasons } from '../reasons/jdcloud-vm.js';
import { type ApiRuntime, oneByOne } from '../terminate.js';

export const runtime: ApiRuntime<'jdcloud-vm'> = {
  definition,
  reasons,
  load: () => import('@launchspec/clients/jdcloud-vm'),
  details: {
    operation: 'describeInstances',
    ask: { in: 'query', name: 'filters', filter: 'instanceId' },
    answer: '/result/instances',
    id: 'instanceId',
  },
  known: {
    name: '/instanceName',
    machineType: '/instanceType',
    zone: '/az',
    image: '/imageId',
    privateAddresses: '/privateIpAddress',
    publicAddresses: '/elasticIpAddress',
  },
  terminate: oneByOne('deleteInstance'),
};
