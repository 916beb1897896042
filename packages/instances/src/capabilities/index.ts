import type { ApiId } from '../api-id.js';
import type { Capabilities } from './capability.js';
import { capabilities as bastion } from './jdcloud-bastion.js';
import { capabilities as edcps } from './jdcloud-edcps.js';
import { capabilities as vm } from './jdcloud-vm.js';
import { capabilities as tencent } from './tencent-cvm.js';
import { capabilities as zenlayer } from './zenlayer-bmc.js';

export { CONVERSIONS, type ConversionName } from '../conversions.js';
export { FIELDS, type Field, HOUSE_PATHS, type HousePath } from '../fields.js';
export type { Capabilities, Capability, NotOffered, Pointer } from './capability.js';

/** What each API makes of every field of a launch request. */
export const CAPABILITIES: { readonly [api in ApiId]: Capabilities } = {
  'jdcloud-vm': vm,
  'jdcloud-edcps': edcps,
  'jdcloud-bastion': bastion,
  'zenlayer-bmc': zenlayer,
  'tencent-cvm': tencent,
};
