import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { type Machine, stageOf } from '../world/world.js';
import { drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec, withValues } from './from-spec.js';
import { type Charge, GATEWAY, type ListQuery, listed, notFound, prepaidMonths, presentAt } from './jdcloud.js';
import { type Present, present } from './present.js';
import { purchase, type Shop } from './purchase.js';
import { addMonths } from './time.js';
import type { Behaviour } from './vendor.js';

interface CreateBody {
  readonly instanceSpec: Readonly<Record<string, unknown>>;
  readonly chargeSpec?: Charge;
}

export const jdcloudBastion: MakeVendor = (api) => {
  const fromSpec = shopFromSpec(api, 'createInstance');
  const shop: Shop<CreateBody> = {
    ...fromSpec,
    names: (_, count) => Array.from({ length: count }, () => 'bastion'),
    newId: (random) => `bastion-${random.text(10, LOWER_ALPHANUMERIC)}`,
    newOrder: (random) => `source-${random.text(10, LOWER_ALPHANUMERIC)}`,
    prepaidMonths: ({ chargeSpec }) => prepaidMonths(chargeSpec),
    // The document has no errors at all.
    errors: { quota: 'invalid-argument', balance: 'invalid-argument', stock: 'invalid-argument' },
    absent: {
      '/instanceSpec/vpcId': 'not-found',
      '/instanceSpec/subnetId': 'not-found',
      '/instanceSpec/az': 'not-found',
    },
    soldOut: { '/instanceSpec/spec': 'invalid-argument', '/instanceSpec/az': 'invalid-argument' },
    denied: { '/chargeSpec/chargeMode': 'invalid-argument' },
    answer: (items, scene) =>
      withValues(fromSpec.answer(items, scene), [
        ['/result/buyId', `buy-${scene.random.text(10, LOWER_ALPHANUMERIC)}`],
      ]),
  };
  return {
    ...GATEWAY,
    operations: {
      createInstance: (call, scene) => purchase(shop, call, scene),
      describeSourceId,
      describeInstance,
      describeBastions,
      deleteInstance,
    },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-error', unavailable: 'service-unavailable' },
  };
};

/** What an order has become; nothing while it is being worked on. */
const describeSourceId: Behaviour = (call, scene) => {
  const { orders, settings } = scene.world.account(scene.api);
  const machine = orders.get(call.path.sourceId ?? '')?.[0];
  if (!machine) return { error: 'not-found', diagnosis: `there is no order ${call.path.sourceId}` };
  const made = ['running', 'removing'].includes(stageOf(machine, settings, scene.world.now()));
  return { body: { requestId: scene.requestId, result: made ? { bastion: view(machine, call.region) } : {} } };
};

const describeInstance: Behaviour = (call, scene) => {
  const found = presentAt(call, scene);
  if (found?.stage !== 'running') return notFound(call);
  return { body: { requestId: scene.requestId, result: { bastion: view(found.machine, call.region) } } };
};

const describeBastions: Behaviour = ({ body, region }, scene) => {
  const all = present(scene).filter(({ stage }) => stage === 'running');
  const show = ({ machine }: Present) => view(machine, region);
  const { count, page, notes } = listed(all, show, (body ?? {}) as ListQuery, { at: { bid: '/bid' } });
  return { body: { requestId: scene.requestId, result: { bastions: page, totalCount: count } }, notes };
};

const deleteInstance: Behaviour = (call, scene) => {
  const found = presentAt(call, scene);
  if (found?.stage !== 'running') return notFound(call);
  return {
    body: { requestId: scene.requestId, result: { result: true } },
    event: { type: 'removal', api: scene.api, at: scene.world.now(), ids: [found.machine.item.id], to: 'nowhere' },
  };
};

/** A bastion host as describeInstance shows it. */
function view({ item, purchase }: Machine, region: string): Readonly<Record<string, unknown>> {
  const { instanceSpec: spec, chargeSpec = {} } = purchase.request as CreateBody;
  const drawn = drawnFrom(item.id);
  const months = prepaidMonths(chargeSpec);
  const time = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return {
    bid: drawn.id('b-', 10),
    instanceId: item.id,
    regionId: region,
    az: spec.az,
    ...chargeSpec,
    // Nobody documents the numbers; this one is ours.
    status: 1,
    vpcId: spec.vpcId,
    subnetId: spec.subnetId,
    publicIp: drawn.publicAddress(),
    spec: spec.spec,
    startTime: time(purchase.at),
    ...(months === undefined ? {} : { endTime: time(addMonths(purchase.at, months)) }),
    desc: spec.desc ?? '',
  };
}
