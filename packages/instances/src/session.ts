import type { ApiDescription, Ask, Lifecycle, LifecycleTable } from '@launchspec/clients/description';
import type { CallFailure, JdcloudOptions } from '@launchspec/clients/jdcloud-vm';
import { type Clock, systemClock } from '@launchspec/clients/options';
import type { TencentOptions } from '@launchspec/clients/tencent-cvm';
import type { ZenlayerOptions } from '@launchspec/clients/zenlayer-bmc';
import type { ApiAccess, Question } from './api-access.js';
import type { ApiId } from './api-id.js';
import { LaunchError } from './errors/launch-error.js';
import { placeOf } from './house-paths.js';
import { launchErrorOf } from './launch-error-of.js';
import { isTree, valueAt } from './tree.js';

/** Options of the client that calls a vendor, with its credentials. The region is that of the request. */
export type ConnectionOptions<Api extends ApiId = ApiId> = {
  [Each in Api]: Omit<ClientOptions[Each], 'region' | 'validate'>;
}[Api];

interface ClientOptions {
  'jdcloud-vm': JdcloudOptions;
  'jdcloud-edcps': JdcloudOptions;
  'jdcloud-bastion': JdcloudOptions;
  'zenlayer-bmc': ZenlayerOptions;
  'tencent-cvm': TencentOptions;
}

interface LooseClient {
  request(
    method: string,
    path: string,
    init: object,
  ): Promise<{ data?: unknown; error?: CallFailure; token: string | undefined }>;
}

/** An answer, or why there is none. */
export type Answer =
  | { readonly data: unknown; readonly token: string | undefined; readonly error?: never }
  | { readonly error: LaunchError; readonly data?: never; readonly token?: never };

/** A client of one API in one region, called by operation. */
export class Session {
  private constructor(
    readonly runtime: ApiAccess,
    readonly description: ApiDescription,
    private readonly lifecycles: LifecycleTable,
    readonly region: string | undefined,
    readonly clock: Clock,
    private readonly client: LooseClient,
  ) {}

  /** @throws ClientOptionsError when an option cannot be used. */
  static async open(runtime: ApiAccess, region: string | undefined, options: ConnectionOptions): Promise<Session> {
    const { createClient, api, lifecycles } = await runtime.load();
    // A plan has been checked, and against the same spec; the other calls are ours.
    const settings = { ...options, validate: 'off', ...(region === undefined ? {} : { region }) };
    const client = createClient(settings as never) as LooseClient;
    return new Session(runtime, api, lifecycles, region, options.clock ?? systemClock, client);
  }

  /**
   * How to follow what the API sells.
   * @throws TypeError when the spec does not say it.
   */
  get lifecycle(): Lifecycle {
    const { id, create } = this.runtime.definition;
    const lifecycle = this.lifecycles[create.operationId];
    if (!lifecycle) throw new TypeError(`${id} does not say how to follow an instance`);
    return lifecycle;
  }

  /** The instances that orders have become, by order; one that has not become an instance is missing. */
  async instancesOfOrders(orders: readonly string[], signal: AbortSignal | undefined): Promise<Map<string, string>> {
    const { order } = this.lifecycle;
    const instances = new Map<string, string>();
    if (!order || orders.length === 0) return instances;
    for (const [orderId, instance] of await this.ask({ ...order, id: '' }, orders, signal)) {
      const id = valueAt(instance, `/${order.id}`);
      if (typeof id === 'string' && id !== '') instances.set(orderId, id);
    }
    return instances;
  }

  async call(
    operationId: string,
    init: {
      readonly path?: object;
      readonly query?: object;
      readonly header?: object;
      readonly body?: object;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Answer> {
    const operation = this.description.operations[operationId];
    if (!operation) throw new TypeError(`${this.description.id} has no operation ${operationId}`);
    const { path, query, header, body, signal } = init;
    const region = operation.path.includes('{regionId}') ? { regionId: this.region } : {};
    const { data, error, token } = await this.client.request(operation.method, operation.path, {
      params: { path: { ...region, ...path }, ...(query ? { query } : {}), ...(header ? { header } : {}) },
      ...(body ? { body } : {}),
      ...(signal ? { signal } : {}),
    });
    return error
      ? { error: launchErrorOf(this.runtime.definition, this.runtime.reasons, error, token) }
      : { data, token };
  }

  /**
   * Asks an operation for several ids, as its specification says. Those that it does not know are missing in the result.
   * @throws LaunchError when the vendor cannot be asked.
   */
  async ask(question: Question, ids: readonly string[], signal: AbortSignal | undefined): Promise<Map<string, object>> {
    const found = new Map<string, object>();
    const size = question.ask.in === 'path' ? 1 : PAGE;
    for (let at = 0; at < ids.length; at += size)
      for (const [id, value] of await this.askPage(question, ids.slice(at, at + size), signal)) found.set(id, value);
    return found;
  }

  private async askPage(
    question: Question,
    ids: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Map<string, object>> {
    const { error, data } = await this.call(question.operation, { ...parametersOf(question.ask, ids), signal });
    if (error?.reason === 'INSTANCE_NOT_FOUND') {
      // One that is gone must not hide the others.
      if (ids.length === 1) return new Map();
      const each = await Promise.all(ids.map((id) => this.askPage(question, [id], signal)));
      return new Map(each.flatMap((one) => [...one]));
    }
    if (error) throw error;
    const unreadable = () =>
      new LaunchError({
        api: this.runtime.definition.id,
        operation: question.operation,
        reason: 'ANSWER_UNREADABLE',
        spent: 'no',
        detail: 'an answer that does not say which instances there are',
      });
    // What is not there where it should be is no empty list: an instance that goes on costing money must not look as if it were gone.
    const answer = valueAt(data, question.answer);
    const list = Array.isArray(answer) ? answer : isTree(answer) ? [answer] : undefined;
    // An order that has not become anything yet is answered without it.
    const isOrder = question.id === '';
    if (!list && answer !== null && !isOrder) throw unreadable();
    return new Map(
      (list ?? []).map((each: unknown): [string, object] => {
        if (!isTree(each)) throw unreadable();
        // What was asked for by its id alone may be answered without it.
        const id = each[question.id] ?? (question.ask.in === 'path' && !Array.isArray(answer) ? ids[0] : undefined);
        if (typeof id !== 'string' || (question.ask.in === 'path' && id !== ids[0])) throw unreadable();
        return [id, each];
      }),
    );
  }
}

/** As many as every vendor answers on one page if nobody says otherwise. */
const PAGE = 20;

function parametersOf({ in: place, name, filter }: Ask, ids: readonly string[]): object {
  if (place === 'path') return { path: { [name]: ids[0] } };
  const value = filter === undefined ? ids : [{ name: filter, values: ids }];
  return place === 'query' ? { query: { [name]: value } } : { body: { [name]: value } };
}

/** @throws RangeError */
export function checkTimeout(timeout: number): void {
  // Without a number there would be no end, and no pause.
  if (!(timeout >= 0)) throw new RangeError('timeout must be 0 or more milliseconds');
}

/** What was bought by whom, so that its result can be asked about without saying everything again. */
const SESSIONS = new WeakMap<object, Session>();

export function rememberSession(result: object, session: Session): void {
  SESSIONS.set(result, session);
}

/** Instances to ask about or to give back: what `create` gave, or the same from a file, with `connection`. */
export interface Target<Api extends ApiId = ApiId> {
  readonly api: Api;
  /** Where they are; `zenlayer-bmc` needs none. */
  readonly region?: string | undefined;
  readonly instanceIds: readonly string[];
  /** Orders whose instances are not known yet. */
  readonly orders?: readonly string[];
}

/**
 * The session of a target: the one that bought it, or a new one.
 * @throws TypeError when there is neither, or no region where the API needs one.
 */
export async function sessionOf(
  runtime: ApiAccess,
  target: Target,
  connection: ConnectionOptions | undefined,
): Promise<Session> {
  const known = SESSIONS.get(target);
  if (known && !connection) return known;
  if (!connection)
    throw new TypeError(
      `who bought these instances of ${target.api} is not known here; give connection: {credentials}`,
    );
  // Some vendors would only say that a parameter of theirs is missing.
  if (!target.region && placeOf(runtime.definition, '/location/region'))
    throw new TypeError(`${target.api} is asked in one region, and that of these instances is missing; give region`);
  return Session.open(runtime, target.region, connection);
}
