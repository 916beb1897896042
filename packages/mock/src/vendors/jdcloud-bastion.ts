import { LOWER_ALPHANUMERIC } from '../world/random.js';
import { type MakeVendor, shopFromSpec, withValues } from './from-spec.js';
import { type Charge, GATEWAY, prepaidMonths } from './jdcloud.js';
import { purchase, type Shop } from './purchase.js';

interface CreateBody {
  readonly instanceSpec: object;
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
    answer: (items, scene) =>
      withValues(fromSpec.answer(items, scene), [
        ['/result/buyId', `buy-${scene.random.text(10, LOWER_ALPHANUMERIC)}`],
      ]),
  };
  return {
    ...GATEWAY,
    operations: { createInstance: (call, scene) => purchase(shop, call, scene) },
    gatewayErrors: { throttled: 'rate-limited', internal: 'internal-error', unavailable: 'service-unavailable' },
  };
};
