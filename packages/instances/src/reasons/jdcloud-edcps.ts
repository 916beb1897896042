import type { api } from '@launchspec/clients/jdcloud-edcps';
import type { ReasonsOf } from './reason.js';

// The document has HTTP statuses only: no code says which field.
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
} as const satisfies ReasonsOf<'jdcloud-edcps', typeof api>;
