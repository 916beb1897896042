import { valueAt } from '@launchspec/clients/pointers';
import type { MockedApi } from '../catalog.js';
import { exampleAnswer } from '../vendor-error.js';
import type { Item } from '../world/events.js';
import type { Shop } from './purchase.js';
import type { Vendor } from './vendor.js';

/** How an API behaves, given what its spec says. */
export type MakeVendor = (api: MockedApi) => Vendor;

/** What JD Cloud's documents print in a message where the value stands that it is about. */
const PLACEHOLDER = "'xx'";

/** What of a vendor's selling the spec says already: how many are bought, how the answer names them, and what refusals say. */
export function shopFromSpec(api: MockedApi, operationId: string): Pick<Shop<unknown>, 'count' | 'answer' | 'message'> {
  const purchase = api.description.operations[operationId]?.purchase;
  if (!purchase) throw new Error(`${operationId} buys nothing`);
  const { ids, id } = purchase;
  const example = exampleAnswer(api, operationId);
  return {
    count: (body) => {
      const count = valueAt(body, purchase.count);
      return typeof count === 'number' ? count : 1;
    },
    message: (error, value) => {
      const message = api.errors[operationId]?.[error]?.message;
      if (message === undefined) throw new Error(`${operationId} has no error ${error}`);
      return message.replace(PLACEHOLDER, () => `'${value}'`);
    },
    answer: (items: readonly Item[], { requestId }) => {
      const names = items.map((item) => (id === undefined ? item.id : { [id]: item.order ?? item.id }));
      return withValues(example, [
        [ids, names],
        [api.description.envelope.requestId, requestId],
      ]);
    },
  };
}

/** A copy of a value with others at some places; what is not on the way to one of them is shared. */
export function withValues(value: unknown, changes: readonly (readonly [string, unknown])[]): unknown {
  return changes.reduce((whole, [pointer, changed]) => withValue(whole, pointer.split('/').slice(1), changed), value);
}

function withValue(value: unknown, [step, ...rest]: readonly string[], changed: unknown): unknown {
  if (step === undefined) return changed;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [step]: withValue((copy as Record<string, unknown>)[step], rest, changed) });
}
