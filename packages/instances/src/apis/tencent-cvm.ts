import type { VendorRequest } from '../api-id.js';
import { type CreateOptions, createWith, type LaunchResult } from '../create.js';
import { definition } from '../definitions/tencent-cvm.js';
import { type DescribeOptions, describeWith, type InstanceDescription } from '../describe.js';
import { parseWith } from '../parse.js';
import { type Plan, type PlanOptions, planWith } from '../plan.js';
import type { LaunchRequest as AnyLaunchRequest } from '../request-types.js';
import { runtime } from '../runtimes/tencent-cvm.js';
import type { Target } from '../session.js';
import { type TerminateOptions, type TerminateResult, terminateWith } from '../terminate.js';
import { type WaitOptions, type WaitResult, waitWith } from '../wait-until-ready.js';

// The functions of `@launchspec/instances` for one API; what else they need is loaded by whoever calls a vendor.

export type LaunchRequest = AnyLaunchRequest<'tencent-cvm'>;

/** See `plan` of `@launchspec/instances`. It never throws. */
export function plan(request: LaunchRequest, options?: PlanOptions): Plan<'tencent-cvm'> {
  return planWith(definition, request, options);
}

/** See `parse` of `@launchspec/instances`. @throws VendorRequestError */
export function parse(request: VendorRequest<'tencent-cvm'>): LaunchRequest {
  return parseWith(definition, request).request;
}

/** See `create` of `@launchspec/instances`. @throws UnsupportedError, LaunchError, ClientOptionsError */
export function create(
  request: LaunchRequest,
  options: CreateOptions<'tencent-cvm'>,
): Promise<LaunchResult<'tencent-cvm'>> {
  return createWith(runtime, request, options);
}

/** See `waitUntilReady` of `@launchspec/instances`. @throws LaunchError, TypeError */
export function waitUntilReady(
  target: Target<'tencent-cvm'>,
  options?: WaitOptions<'tencent-cvm'>,
): Promise<WaitResult> {
  return waitWith(runtime, target, options);
}

/** See `describe` of `@launchspec/instances`. @throws LaunchError, TypeError */
export function describe(
  target: Target<'tencent-cvm'>,
  options?: DescribeOptions<'tencent-cvm'>,
): Promise<InstanceDescription[]> {
  return describeWith(runtime, target, options);
}

/** See `terminate` of `@launchspec/instances`. @throws TypeError */
export function terminate(
  target: Target<'tencent-cvm'>,
  options?: TerminateOptions<'tencent-cvm'>,
): Promise<TerminateResult> {
  return terminateWith(runtime, target, options);
}
