import { requestCheck } from '@launchspec/clients/request-check';
import { rules } from '@launchspec/clients/tencent-cvm/rules';
import { RunInstances } from '@launchspec/clients/tencent-cvm/validators';
import type { ApiDefinition } from '../api-definition.js';
import { capabilities, fixed } from '../capabilities/tencent-cvm.js';
import { create } from '../generated/tencent-cvm.js';

export const definition: ApiDefinition<'tencent-cvm'> = {
  id: 'tencent-cvm',
  create,
  capabilities,
  fixed,
  check: requestCheck({ validators: { RunInstances } }, { rules }),
  defaultsOf: [
    '/body/SystemDisk',
    '/body/InternetAccessible',
    '/body/LoginSettings',
    '/body/EnhancedService/SecurityService',
    '/body/EnhancedService/MonitorService',
  ],
  templates: ['/body/LaunchTemplate/LaunchTemplateId'],
};
