import { LOWER_ALPHANUMERIC, Random } from '../world/random.js';

/** What a machine has that nobody asked for: the same each time it is looked at. */
export interface Drawn {
  privateAddress(): string;
  publicAddress(): string;
  id(prefix: string, length: number): string;
  uuid(): string;
}

/** Draws from the id of a machine. Addresses are of networks that are kept for examples. */
export function drawnFrom(id: string): Drawn {
  const draw = (what: string) => new Random(`${id} ${what}`);
  return {
    privateAddress: () => `10.${draw('a').below(256)}.${draw('b').below(256)}.${2 + draw('c').below(250)}`,
    publicAddress: () => `198.51.100.${1 + draw('public').below(254)}`,
    id: (prefix, length) => `${prefix}${draw(prefix).text(length, LOWER_ALPHANUMERIC)}`,
    uuid: () => draw('uuid').uuid(),
  };
}
