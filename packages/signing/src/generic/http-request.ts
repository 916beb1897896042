import { SigningError } from './signing-error.js';

/** Headers as Node, `fetch` or a literal has them. */
export type HeaderSource =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** A request as it goes over the wire. Nothing in it is changed by signing or verifying. */
export interface HttpRequest {
  readonly method: string;
  /** What the Host header says, with the port where it does; a `host` among the headers goes before it. */
  readonly host: string;
  /** The path as it is sent, encoded or not. */
  readonly path: string;
  /** The query as it is sent, without `?`. */
  readonly query?: string | undefined;
  readonly headers?: HeaderSource | undefined;
  /** The exact bytes of the body, or the text whose UTF-8 they are. */
  readonly body?: string | Uint8Array | undefined;
}

/** Header values by lower-case name; more than one where the header is repeated. */
export type HeaderTable = Map<string, readonly string[]>;

export function readHeaders({ headers = {}, host }: HttpRequest): HeaderTable {
  const table: HeaderTable = new Map([['host', [host]]]);
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  const seen = new Set<string>();
  for (const [name, value] of entries) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    table.set(key, seen.has(key) ? [...(table.get(key) ?? []), ...values] : values);
    seen.add(key);
  }
  return table;
}

/** The value of a header that there is once. */
export function headerValue(headers: HeaderTable, name: string): string | undefined {
  const values = headers.get(name);
  return values?.length === 1 ? values[0]?.trim() : undefined;
}

/** @throws SigningError when a header that is to be signed is not there. */
export function presentValues(headers: HeaderTable, name: string): readonly string[] {
  const values = headers.get(name);
  if (!values) throw new SigningError(`header ${name}`, 'is to be signed and is not there');
  return values;
}
