import { requestCheck } from '@launchspec/clients/request-check';
import { rules } from '@launchspec/clients/zenlayer-bmc/rules';
import { CreateInstances } from '@launchspec/clients/zenlayer-bmc/validators';
import type { ApiDefinition } from '../api-definition.js';
import { capabilities, fixed } from '../capabilities/zenlayer-bmc.js';
import { create } from '../generated/zenlayer-bmc.js';

export const definition: ApiDefinition<'zenlayer-bmc'> = {
  id: 'zenlayer-bmc',
  create,
  capabilities,
  fixed,
  check: requestCheck({ validators: { CreateInstances } }, { rules }),
  defaultsOf: [],
  templates: [],
};
