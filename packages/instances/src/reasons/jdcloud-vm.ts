import type { api, errors } from '@launchspec/clients/jdcloud-vm';
import type { MessagesOf, ReasonsOf } from './reason.js';

// One code stands for many errors here, so that a code alone says little and names no field.
export const reasons = {
  codes: {
    ACCESS_ERROR: 'CREDENTIALS_INVALID',
    CONFLICT: 'VALUES_CONFLICT',
    FAILED_PRECONDITION: 'PRECONDITION_FAILED',
    INTERNAL: 'VENDOR_FAILURE',
    INVALID_ARGUMENT: 'REQUEST_INVALID',
    NOT_FOUND: 'RESOURCE_NOT_FOUND',
    OUT_OF_RANGE: 'VALUE_OUT_OF_RANGE',
    // HTTP 429, but no throttling.
    QUOTA_EXCEEDED: 'QUOTA_EXCEEDED',
    RATE_LIMIT: 'RATE_LIMITED',
    UNAVAILABLE: 'SERVICE_UNAVAILABLE',
    // The document explains it as a service that is not available for the moment.
    UNKNOWN: 'SERVICE_UNAVAILABLE',
  },
  aboutInstance: { NOT_FOUND: 'INSTANCE_NOT_FOUND', FAILED_PRECONDITION: 'INSTANCE_STATE' },
  messages: {
    'parameter-missing': { message: 'Parameter InstanceSpec.ImageId missing', reason: 'VALUE_MISSING' },
    'invalid-password': { message: 'Invalid password', reason: 'PASSWORD_TOO_WEAK', field: '/login/password' },
    // Of the system disk or of a data disk.
    'disk-type-out-of-stock': { message: "Disk type 'xx' is out of stock", reason: 'SOLD_OUT' },
    'image-not-ready': { message: "Image 'xx' not ready", reason: 'IMAGE_NOT_READY', field: '/image' },
    // What happens to the bill of a stopped instance is no field of ours.
    'stop-charging-needs-cloud-system-disk': {
      message: 'stopCharging only applied to cloud system disk',
      reason: 'VALUES_CONFLICT',
    },
    'stop-charging-needs-postpaid-by-duration': {
      message: 'stopCharging only applied to postpaid by duration',
      reason: 'VALUES_CONFLICT',
      field: '/billing/mode',
    },
    'image-needs-cloud-system-disk': {
      message: 'Image constraints. Only support cloud system disk',
      reason: 'NOT_OFFERED',
      field: '/image',
    },
    'image-does-not-support-instance-type': {
      message: "Image constraints. Doesn't support instanceType 'xx'",
      reason: 'NOT_OFFERED',
      field: '/machineType',
    },
    'subnet-unsupported-in-center-zones': {
      message: "Subnet 'xx' is unsupported in center zones",
      reason: 'NOT_OFFERED',
      field: '/network/subnet',
    },
    'available-ip-not-enough': {
      message: 'Available Ip in segments not enough',
      reason: 'ADDRESSES_EXHAUSTED',
      field: '/network/subnet',
    },
    'max-count-out-of-range': { message: 'Maxcount out of range', reason: 'VALUE_OUT_OF_RANGE', field: '/count' },
    'system-disk-size-out-of-range': {
      message: 'InstanceSpec.SystemDisk.CloudDiskSpec.DiskSizeGB out of range',
      reason: 'VALUE_OUT_OF_RANGE',
    },
    'subnet-does-not-support-ipv6': {
      message: "Subnet 'xx' not support ipv6",
      reason: 'NOT_OFFERED',
      field: '/network/subnet',
    },
    // Of the system disk or of a data disk.
    'snapshot-not-found': { message: "Snapshot 'xx' not found", reason: 'RESOURCE_NOT_FOUND' },
    'instance-type-not-found': {
      message: "InstanceType 'xx' not found",
      reason: 'MACHINE_TYPE_NOT_FOUND',
      field: '/machineType',
    },
    'subnet-not-found': { message: "Subnet 'xx' not found", reason: 'NETWORK_NOT_FOUND', field: '/network/subnet' },
    'security-groups-not-found': {
      message: "SecurityGroups 'xx' not found",
      reason: 'NETWORK_NOT_FOUND',
      field: '/network/securityGroups',
    },
    'key-pair-not-found': { message: "KeyPair 'xx' not found", reason: 'KEY_NOT_FOUND', field: '/login/keyIds' },
    'image-not-found': { message: "Image 'xx' not found", reason: 'IMAGE_NOT_FOUND', field: '/image' },
    'instance-quota-exceeded': { message: 'Instance quota limit exceeded', reason: 'QUOTA_EXCEEDED', field: '/count' },
    'internal-error': { message: 'Internal server error', reason: 'VENDOR_FAILURE' },
    'unknown-error': { message: 'Unknown server error', reason: 'SERVICE_UNAVAILABLE' },
  } satisfies MessagesOf<'jdcloud-vm', typeof errors.createInstances>,
} as const satisfies ReasonsOf<'jdcloud-vm', typeof api>;
