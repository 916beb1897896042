import type { MockedApi } from '../catalog.js';
import type { MakeVendor } from './from-spec.js';
import { jdcloudBastion } from './jdcloud-bastion.js';
import { jdcloudEdcps } from './jdcloud-edcps.js';
import { jdcloudVm } from './jdcloud-vm.js';
import { tencentCvm } from './tencent-cvm.js';
import type { Vendor } from './vendor.js';
import { zenlayerBmc } from './zenlayer-bmc.js';

const VENDORS: Readonly<Record<string, MakeVendor>> = {
  'jdcloud-vm': jdcloudVm,
  'jdcloud-edcps': jdcloudEdcps,
  'jdcloud-bastion': jdcloudBastion,
  'tencent-cvm': tencentCvm,
  'zenlayer-bmc': zenlayerBmc,
};

/** How an API behaves. One that nobody has described only validates and answers with examples. */
export function vendorOf(api: MockedApi): Vendor | undefined {
  return VENDORS[api.description.id]?.(api);
}
