import { redactable } from '../redactable.js';
import type { Values } from './pick-values.js';

/** Makes credentials of values, and gives the same object again for the same values: signing keys are kept with the object. */
export function keepWhileSame<Credentials extends object>(
  make: (values: Values) => Credentials,
): (values: Values) => Credentials {
  let last: { readonly values: Values; readonly credentials: Credentials } | undefined;
  return (values) => {
    if (!last || !same(last.values, values)) last = { values, credentials: redactable(make(values)) };
    return last.credentials;
  };
}

const same = (a: Values, b: Values) => a.id === b.id && a.secret === b.secret && a.token === b.token;
