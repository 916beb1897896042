import type { Purchase } from './api-description.js';
import { valueAt } from './pointers.js';

/** The ids of what was bought, as an answer has them: a list of them, or of objects that have one. */
export function purchasedIds({ ids, id }: Purchase, answer: unknown): (string | number)[] {
  const list = valueAt(answer, ids);
  return (Array.isArray(list) ? list : [])
    .map((each: unknown) => (id ? valueAt(each, `/${id}`) : each))
    .filter((each) => each !== '' && ['string', 'number'].includes(typeof each)) as (string | number)[];
}
