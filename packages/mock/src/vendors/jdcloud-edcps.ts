import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { type MakeVendor, shopFromSpec } from './from-spec.js';
import { type Charge, GATEWAY, prepaidMonths } from './jdcloud.js';
import { purchase, type Shop } from './purchase.js';

interface CreateBody {
  readonly instanceSpec: { readonly name: string; readonly charge?: Charge };
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
  };
  return {
    ...GATEWAY,
    operations: { createInstances: (call, scene) => purchase(shop, call, scene) },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-server-error', unavailable: 'service-unavailable' },
  };
};
