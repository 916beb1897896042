import { rules } from '@launchspec/clients/jdcloud-bastion/rules';
import { createInstance } from '@launchspec/clients/jdcloud-bastion/validators';
import { requestCheck } from '@launchspec/clients/request-check';
import type { ApiDefinition } from '../api-definition.js';
import { capabilities, fixed } from '../capabilities/jdcloud-bastion.js';
import { create } from '../generated/jdcloud-bastion.js';

export const definition: ApiDefinition<'jdcloud-bastion'> = {
  id: 'jdcloud-bastion',
  create,
  capabilities,
  fixed,
  check: requestCheck({ validators: { createInstance } }, { rules }),
  defaultsOf: [],
  templates: [],
};
