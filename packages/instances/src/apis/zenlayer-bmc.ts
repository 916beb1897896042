import type { VendorRequest } from '../api-id.js';
import { definition } from '../definitions/zenlayer-bmc.js';
import { parseWith } from '../parse.js';
import { type Plan, type PlanOptions, planWith } from '../plan.js';
import type { LaunchRequest as AnyLaunchRequest } from '../request-types.js';

export type LaunchRequest = AnyLaunchRequest<'zenlayer-bmc'>;

/** What a launch request comes to with this API, see `plan` of `@launchspec/instances`. It never throws. */
export function plan(request: LaunchRequest, options?: PlanOptions): Plan<'zenlayer-bmc'> {
  return planWith(definition, request, options);
}

/**
 * A create request of this vendor as a launch request.
 * @throws VendorRequestError when it is not a request at all.
 */
export function parse(request: VendorRequest<'zenlayer-bmc'>): LaunchRequest {
  return parseWith(definition, request).request;
}
