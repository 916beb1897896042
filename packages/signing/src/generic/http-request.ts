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
  let hostNamed = false;
  for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    const before = key === 'host' && !hostNamed ? undefined : table.get(key);
    table.set(key, before ? [...before, ...values] : values);
    if (key === 'host') hostNamed = true;
  }
  return table;
}

/** The value of a header that there is once. */
export function headerValue(headers: HeaderTable, name: string): string | undefined {
  const values = headers.get(name);
  return values?.length === 1 ? values[0]?.trim() : undefined;
}

/**
 * The values of a header as one text: trimmed, and joined by commas where it is repeated.
 * @throws SigningError when a header that is to be signed is not there.
 */
export function joinedValue(headers: HeaderTable, name: string): string {
  const values = headers.get(name);
  if (!values) throw new SigningError(`header ${name}`, 'is to be signed and is not there');
  // Nearly always there is one.
  return values.length === 1 ? (values[0] as string).trim() : values.map((value) => value.trim()).join(',');
}
