import { purchasedIds } from '@launchspec/clients/purchased';
import type { ApiAccess } from './api-access.js';
import type { ApiId } from './api-id.js';
import { isOfTemplate } from './defaults.js';
import { UnsupportedError } from './errors/unsupported-error.js';
import { launchErrorOfPlan } from './launch-error-of.js';
import { type PlanOptions, planWith } from './plan.js';
import type { LaunchRequest } from './request-types.js';
import { type ConnectionOptions, rememberSession, Session, type Target } from './session.js';
import { valueAt } from './tree.js';
import type { PlanViolation, Unsupported } from './violation.js';

export type CreateOptions<Api extends ApiId = ApiId> = ConnectionOptions<Api> &
  PlanOptions & {
    /**
     * `enforce` (default): a request that breaks the vendor's schema or rules is not sent. `report`: it is sent, and the violations stand
     * in the result, because a document can be older than its API. What is no launch request, is not offered or contradicts itself is never
     * sent.
     */
    readonly validate?: 'enforce' | 'report';
  };

/** What was bought. It is plain data, and can be asked about as it is: `waitUntilReady(result)`. */
export interface LaunchResult<Api extends ApiId = ApiId> extends Target<Api> {
  readonly api: Api;
  readonly region: string | undefined;
  readonly requestId: string | undefined;
  readonly instanceIds: readonly string[];
  /** Where the vendor answers with orders, which become instances later. */
  readonly orders: readonly string[];
  /**
   * How many of how many: `complete` is false where a vendor made fewer than were asked for. `asked` is undefined where it was left out
   * beside a template, which may say it.
   */
  readonly outcome: { readonly asked: number | undefined; readonly bought: number; readonly complete: boolean };
  /** The idempotency token that was sent, given or made. */
  readonly token: string | undefined;
  /** With `onUnsupported: 'report'`, what was left out. */
  readonly unsupported: readonly Unsupported[];
  /** With `validate: 'report'`, how the request differs from the spec. */
  readonly violations: readonly PlanViolation[];
  /** The vendor's answer. */
  readonly raw: unknown;
}

/**
 * Plans, signs and sends a launch request.
 * @throws UnsupportedError for what the API does not offer; nothing was sent.
 * @throws LaunchError for everything else; its `spent` says whether something may have been bought.
 * @throws ClientOptionsError when an option cannot be used.
 */
export async function createWith<Api extends ApiId>(
  runtime: ApiAccess<Api>,
  request: LaunchRequest<Api>,
  { onUnsupported, validate = 'enforce', ...connection }: CreateOptions<Api>,
): Promise<LaunchResult<Api>> {
  const { definition } = runtime;
  const plan = planWith(definition, request, onUnsupported === undefined ? {} : { onUnsupported });
  if (onUnsupported !== 'report' && plan.unsupported.length > 0) {
    const said = new Set(plan.unsupported.map(({ path }) => path));
    throw new UnsupportedError(
      plan.api,
      plan.unsupported,
      plan.violations.filter(({ path }) => !said.has(path)),
    );
  }
  const reportable = ({ kind }: PlanViolation) => validate === 'report' && (kind === 'schema' || kind === 'rule');
  const forbidding = plan.violations.filter((violation) => !reportable(violation));
  if (forbidding.length > 0) throw launchErrorOfPlan({ ...plan, violations: forbidding });

  const { path, header } = plan.request.params;
  const region = path.regionId ?? header['X-TC-Region'];
  const session = await Session.open(runtime, region, connection as unknown as ConnectionOptions);
  const { data, token, error } = await session.call(plan.operation, { path, header, body: plan.request.body });
  if (error) throw error;

  const { purchase } = session.description.operations[plan.operation] ?? {};
  const bought = [...new Set(purchase && purchasedIds(purchase, data).map(String))];
  const { body } = plan.request;
  const count = valueAt(body, purchase?.count ?? '') ?? (isOfTemplate(definition, body) ? undefined : 1);
  const asked = count === undefined ? undefined : Number(count);
  const isOrder = session.lifecycle.order !== undefined;
  const requestId = valueAt(data, session.description.envelope.requestId);
  const result: LaunchResult<Api> = {
    api: plan.api,
    region,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    instanceIds: isOrder ? [] : bought,
    orders: isOrder ? bought : [],
    outcome: { asked, bought: bought.length, complete: asked === undefined || bought.length >= asked },
    token,
    unsupported: plan.unsupported,
    violations: plan.violations,
    raw: data,
  };
  rememberSession(result, session);
  return result;
}
