import { rules } from '@launchspec/clients/jdcloud-edcps/rules';
import { createInstances } from '@launchspec/clients/jdcloud-edcps/validators';
import { requestCheck } from '@launchspec/clients/request-check';
import type { ApiDefinition } from '../api-definition.js';
import { capabilities, fixed } from '../capabilities/jdcloud-edcps.js';
import { create } from '../generated/jdcloud-edcps.js';

export const definition: ApiDefinition<'jdcloud-edcps'> = {
  id: 'jdcloud-edcps',
  create,
  capabilities,
  fixed,
  check: requestCheck({ validators: { createInstances } }, { rules }),
  defaultsOf: [],
  templates: [],
};
