import type { api } from '@launchspec/clients/jdcloud-bastion';
import type { ReasonsOf } from './reason.js';

// The document has no errors at all; these are those of the gateway and of services of the same vendor.
export const reasons = {
  codes: {
    ACCESS_ERROR: 'CREDENTIALS_INVALID',
    FAILED_PRECONDITION: 'PRECONDITION_FAILED',
    INTERNAL: 'VENDOR_FAILURE',
    INVALID_ARGUMENT: 'REQUEST_INVALID',
    NOT_FOUND: 'RESOURCE_NOT_FOUND',
    RATE_LIMIT: 'RATE_LIMITED',
    UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  },
  aboutInstance: { NOT_FOUND: 'INSTANCE_NOT_FOUND', FAILED_PRECONDITION: 'INSTANCE_STATE' },
} as const satisfies ReasonsOf<'jdcloud-bastion', typeof api>;
