import { LOWER_ALPHANUMERIC } from '../world/random.js';
import type { Stage } from '../world/world.js';
import { drawnFrom } from './drawn.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import {
  type Charge,
  charge,
  GATEWAY,
  type ListQuery,
  listed,
  notFound,
  prepaidMonths,
  presentAt,
  type Shown,
} from './jdcloud.js';
import { type Present, present } from './present.js';
import { purchase, type Shop } from './purchase.js';
import type { Behaviour } from './vendor.js';

interface CreateBody {
  readonly instanceSpec: { readonly name: string; readonly charge?: Charge; readonly [field: string]: unknown };
}

export const jdcloudEdcps: MakeVendor = (api) => {
  const shop: Shop<CreateBody> = {
    ...shopFromSpec(api, 'createInstances'),
    names: ({ instanceSpec }, count) => Array.from({ length: count }, () => instanceSpec.name),
    newId: (random) => `edcps-${random.text(10, LOWER_ALPHANUMERIC)}`,
    prepaidMonths: ({ instanceSpec }) => prepaidMonths(instanceSpec.charge),
    // The document has no error of its own for anything.
    errors: { quota: 'bad-request', balance: 'bad-request', stock: 'bad-request' },
    absent: {
      '/instanceSpec/az': 'not-found',
      '/instanceSpec/deviceType': 'not-found',
      '/instanceSpec/osTypeId': 'not-found',
      '/instanceSpec/subnetId': 'not-found',
      '/instanceSpec/keypairId': 'not-found',
    },
    soldOut: { '/instanceSpec/deviceType': 'bad-request', '/instanceSpec/az': 'bad-request' },
    denied: { '/instanceSpec/charge/chargeMode': 'bad-request' },
    bandwidth: { '/instanceSpec/bandwidth': 'bad-request', '/instanceSpec/extensionBandwidth': 'bad-request' },
  };
  return {
    ...GATEWAY,
    operations: {
      createInstances: (call, scene) => purchase(shop, call, scene),
      describeInstance,
      describeInstances,
      deleteInstance,
    },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-server-error', unavailable: 'service-unavailable' },
  };
};

/** What a server is called while it is being made is not known: this is our word. */
const STATES: { readonly [stage in Stage]: string } = {
  pending: 'creating',
  running: 'running',
  failed: 'error',
  recycled: 'deleting',
  removing: 'deleting',
  gone: 'deleting',
};

const describeInstance: Behaviour = (call, scene) => {
  const found = presentAt(call, scene);
  if (!found) return notFound(call);
  return { body: { requestId: scene.requestId, result: { instance: view(found, call.region) } } };
};

const EXACT = [
  'az',
  'networkType',
  'deviceType',
  'subnetId',
  'enableInternet',
  'privateIp',
  'extensionPrivateIp',
  'keypairId',
  'interfaceMode',
] as const;

const describeInstances: Behaviour = ({ body, region }, scene) => {
  const query = (body ?? {}) as ListQuery & { readonly name?: string };
  const exact = EXACT.filter((field) => query[field] !== undefined).map(
    (field) => (shown: Shown) => shown[field] === query[field],
  );
  const { name } = query;
  const named = name === undefined ? [] : [(shown: Shown) => String(shown.name).includes(name)];
  const show = (each: Present) => view(each, region);
  const { count, page, notes } = listed(
    present(scene),
    show,
    query,
    { at: { instanceId: '/instanceId', status: '/status' } },
    [...exact, ...named],
  );
  const { pageNumber = 1, pageSize = 20 } = query;
  return {
    body: { requestId: scene.requestId, result: { instances: page, pageNumber, pageSize, totalCount: count } },
    notes,
  };
};

const deleteInstance: Behaviour = (call, scene) => {
  const done = { requestId: scene.requestId, result: { success: true } };
  // A token that comes again gets the first answer, whatever has become of the server.
  const earlier = call.token === undefined ? undefined : scene.world.removalBy(scene.api, call.token);
  if (earlier) return { body: done, notes: ['The client token was used before; nothing was deleted.'] };
  const found = presentAt(call, scene);
  if (!found || found.stage === 'removing') return notFound(call);
  if (found.stage === 'pending')
    return { error: 'instance-state-not-allowed', diagnosis: 'the server is being made; wait until it runs' };
  const ids = [found.machine.item.id];
  const token = call.token === undefined ? {} : { token: call.token };
  return {
    body: done,
    event: { type: 'removal', api: scene.api, at: scene.world.now(), ids, to: 'nowhere', ...token },
  };
};

/** A server as describeInstance shows it. */
function view({ machine, stage }: Present, region: string): Readonly<Record<string, unknown>> {
  const { item, index, purchase } = machine;
  const { instanceSpec: spec } = purchase.request as CreateBody;
  const drawn = drawnFrom(item.id);
  const there = stage === 'running';
  const kept = [
    'az',
    'deviceType',
    'description',
    'bandwidth',
    'extraUplinkBandwidth',
    'imageType',
    'osTypeId',
    'sysRaidTypeId',
    'dataRaidTypeId',
    'networkType',
    'subnetId',
    'lineType',
    'keypairId',
    'interfaceMode',
    'extensionSubnetId',
    'extensionEnableInternet',
    'extensionBandwidth',
    'extensionExtraUplinkBandwidth',
  ];
  const enableInternet = spec.enableInternet ?? 'yes';
  const extension = drawnFrom(`${item.id} extension`);
  // An address that was chosen is for one server.
  const chosen = (address: unknown) => (index === 0 ? address : undefined);
  return {
    instanceId: item.id,
    region,
    name: item.name,
    status: STATES[stage],
    ...Object.fromEntries(kept.flatMap((field) => (spec[field] === undefined ? [] : [[field, spec[field]]]))),
    enableInternet,
    privateIp: there ? (chosen(spec.privateIp) ?? drawn.privateAddress()) : '',
    ...(there && enableInternet === 'yes' ? { publicIp: drawn.publicAddress() } : {}),
    ...(there && spec.interfaceMode === 'dual'
      ? { extensionPrivateIp: chosen(spec.extensionPrivateIp) ?? extension.privateAddress() }
      : {}),
    ...(there && spec.extensionEnableInternet === 'yes' ? { extensionPublicIp: extension.publicAddress() } : {}),
    charge: charge(machine, spec.charge),
  };
}
