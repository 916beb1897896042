import type { ApiDefinition } from './api-definition.js';
import type { ApiId, VendorRequest } from './api-id.js';
import { type CreateOptions as AnyCreateOptions, createWith, type LaunchResult } from './create.js';
import { type CreateManyOptions, createManyWith, type FleetItem, type FleetResult } from './create-many.js';
import { definition as bastion } from './definitions/jdcloud-bastion.js';
import { definition as edcps } from './definitions/jdcloud-edcps.js';
import { definition as vm } from './definitions/jdcloud-vm.js';
import { definition as tencent } from './definitions/tencent-cvm.js';
import { definition as zenlayer } from './definitions/zenlayer-bmc.js';
import { type DescribeOptions, describeWith, type InstanceDescription } from './describe.js';
import { parseWith } from './parse.js';
import { type Plan, type PlanOptions, planWith } from './plan.js';
import type { LaunchRequest } from './request-types.js';
import { runtime as bastionRuntime } from './runtimes/jdcloud-bastion.js';
import { runtime as edcpsRuntime } from './runtimes/jdcloud-edcps.js';
import { runtime as vmRuntime } from './runtimes/jdcloud-vm.js';
import { runtime as tencentRuntime } from './runtimes/tencent-cvm.js';
import { runtime as zenlayerRuntime } from './runtimes/zenlayer-bmc.js';
import type { Target } from './session.js';
import { type ApiRuntime, type TerminateOptions, type TerminateResult, terminateWith } from './terminate.js';
import { type TranslateOptions, type Translation, translateWith } from './translate.js';
import { type WaitOptions, type WaitResult, waitWith } from './wait-until-ready.js';

const DEFINITIONS: { readonly [Api in ApiId]: ApiDefinition<Api> } = {
  'jdcloud-vm': vm,
  'jdcloud-edcps': edcps,
  'jdcloud-bastion': bastion,
  'zenlayer-bmc': zenlayer,
  'tencent-cvm': tencent,
};

const RUNTIMES: { readonly [Api in ApiId]: ApiRuntime<Api> } = {
  'jdcloud-vm': vmRuntime,
  'jdcloud-edcps': edcpsRuntime,
  'jdcloud-bastion': bastionRuntime,
  'zenlayer-bmc': zenlayerRuntime,
  'tencent-cvm': tencentRuntime,
};

/** The ids of all APIs. */
export const APIS = Object.keys(DEFINITIONS) as readonly ApiId[];

function of<Table extends object, Api extends keyof Table & string>(table: Table, api: Api): Table[Api] {
  if (!Object.hasOwn(table, api))
    throw new RangeError(`there is no API ${String(api)}; choose one of ${APIS.join(', ')}`);
  return table[api];
}

/**
 * What a launch request comes to with an API: the exact vendor request, where each value went, what the vendor adds by default, and
 * everything that is wrong. It is pure: no network, no clock, no credentials. No request makes it throw.
 * @throws RangeError when there is no such API.
 */
export function plan<Api extends ApiId>(api: Api, request: LaunchRequest<Api>, options?: PlanOptions): Plan<Api> {
  return planWith(of(DEFINITIONS, api) as ApiDefinition<Api>, request, options);
}

/**
 * A vendor's create request as a launch request. What no field of ours says just as well stands under `vendor`, so that a plan of the
 * result is the same request again.
 * @throws VendorRequestError when it is not a request at all. RangeError when there is no such API.
 */
export function parse<Api extends ApiId>(api: Api, request: VendorRequest<Api>): LaunchRequest<Api> {
  return parseWith(of(DEFINITIONS, api) as ApiDefinition<Api>, request).request;
}

/**
 * One vendor's create request as another's, with what became of each value: carried, converted, in need of a choice, or lost.
 * @throws VendorRequestError when it is not a request at all. RangeError when there is no such API.
 */
export function translate<From extends ApiId, To extends ApiId>(
  from: From,
  to: To,
  request: VendorRequest<From>,
  options?: TranslateOptions<To>,
): Translation<To> {
  const [source, target] = [of(DEFINITIONS, from), of(DEFINITIONS, to)];
  return translateWith(source as ApiDefinition<From>, target as ApiDefinition<To>, request, options);
}

/** Which API buys, with what credentials and how. */
export type CreateOptions<Api extends ApiId = ApiId> = AnyCreateOptions<Api> & { readonly api: Api };

/**
 * Buys instances: plans, signs and sends a launch request. It spends money.
 * @throws UnsupportedError when the request asks for what the API does not offer, with every such path; nothing was sent.
 * @throws LaunchError for everything else that goes wrong; `spent` says whether something may have been bought.
 * @throws ClientOptionsError when an option cannot be used. RangeError when there is no such API.
 */
export async function create<Api extends ApiId>(
  request: LaunchRequest<Api>,
  { api, ...options }: CreateOptions<Api>,
): Promise<LaunchResult<Api>> {
  return createWith(
    of(RUNTIMES, api) as unknown as ApiRuntime<Api>,
    request,
    options as unknown as AnyCreateOptions<Api>,
  );
}

/**
 * Waits until every instance is ready, has failed or has vanished, or until time or patience is over: `outcome` says which.
 * @throws LaunchError when the vendor cannot be asked and it will not pass by itself. TypeError when nobody knows who bought it.
 * RangeError when there is nothing to wait for.
 */
export async function waitUntilReady<Api extends ApiId>(
  target: Target<Api>,
  options?: WaitOptions<Api>,
): Promise<WaitResult> {
  return waitWith(of(RUNTIMES, target.api) as ApiRuntime, target, options);
}

/**
 * What the vendor knows of instances, in house terms.
 * @throws LaunchError when the vendor cannot be asked. TypeError when nobody knows who bought them.
 */
export async function describe<Api extends ApiId>(
  target: Target<Api>,
  options?: DescribeOptions<Api>,
): Promise<InstanceDescription[]> {
  return describeWith(of(RUNTIMES, target.api) as ApiRuntime, target, options);
}

/**
 * Gives instances back, for good: also where that takes two steps (Zenlayer's recycle bin, Tencent's subscriptions). What could not be given
 * back stands in `remaining`, with its error.
 * @throws TypeError when nobody knows who bought them.
 */
export async function terminate<Api extends ApiId>(
  target: Target<Api>,
  options?: TerminateOptions<Api>,
): Promise<TerminateResult> {
  return terminateWith(of(RUNTIMES, target.api) as ApiRuntime, target, options);
}

/**
 * Buys with several APIs side by side. What goes wrong with one purchase stands in its entry, and hides nothing of the others; all that was
 * bought stands in `bought`.
 * @throws RangeError when an option cannot be used.
 */
export function createMany(items: readonly FleetItem[], options?: CreateManyOptions): Promise<FleetResult> {
  return createManyWith(
    ({ api, request }, connection) => create(request as never, { ...connection, api } as never),
    items,
    options,
  );
}

export type { ApiId, VendorBodies, VendorRequest } from './api-id.js';
export type { LaunchResult } from './create.js';
export type { CreateManyOptions, FleetEntry, FleetItem, FleetProgress, FleetResult } from './create-many.js';
export type { PlanDefault } from './defaults.js';
export type { DescribeOptions, InstanceDescription } from './describe.js';
export type * from './launch-request.js';
export type { Plan, PlannedRequest, PlanOptions, TraceEntry } from './plan.js';
export type { AnyLaunchRequest, LaunchRequest } from './request-types.js';
export type { ConnectionOptions, Target } from './session.js';
export type { TerminateOptions, TerminateResult } from './terminate.js';
export type { TranslateOptions, Translation, TranslationEntry } from './translate.js';
export type { PlanViolation, Unsupported } from './violation.js';
export type { WaitedInstance, WaitOptions, WaitResult, WaitState } from './wait-until-ready.js';
