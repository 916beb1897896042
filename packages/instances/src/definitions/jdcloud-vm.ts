import { rules } from '@launchspec/clients/jdcloud-vm/rules';
import { createInstances } from '@launchspec/clients/jdcloud-vm/validators';
import { requestCheck } from '@launchspec/clients/request-check';
import type { ApiDefinition } from '../api-definition.js';
import { capabilities, fixed } from '../capabilities/jdcloud-vm.js';
import { create } from '../generated/jdcloud-vm.js';

export const definition: ApiDefinition<'jdcloud-vm'> = {
  id: 'jdcloud-vm',
  create,
  capabilities,
  fixed,
  check: requestCheck({ validators: { createInstances } }, { rules }),
  defaultsOf: ['/body/instanceSpec/charge'],
  templates: ['/body/instanceSpec/instanceTemplateId', '/body/instanceSpec/agId'],
};
