import type { VendorRequest } from '../api-id.js';
import { definition } from '../definitions/tencent-cvm.js';
import { parseWith } from '../parse.js';
import { type Plan, type PlanOptions, planWith } from '../plan.js';
import type { LaunchRequest as AnyLaunchRequest } from '../request-types.js';

export type LaunchRequest = AnyLaunchRequest<'tencent-cvm'>;

/** What a launch request comes to with this API, see `plan` of `@launchspec/instances`. It never throws. */
export function plan(request: LaunchRequest, options?: PlanOptions): Plan<'tencent-cvm'> {
  return planWith(definition, request, options);
}

/**
 * A create request of this vendor as a launch request.
 * @throws VendorRequestError when it is not a request at all.
 */
export function parse(request: VendorRequest<'tencent-cvm'>): LaunchRequest {
  return parseWith(definition, request).request;
}
