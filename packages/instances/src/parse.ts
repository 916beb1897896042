import type { ApiDefinition } from './api-definition.js';
import type { ApiId, VendorRequest } from './api-id.js';
import { isRefusal } from './conversions.js';
import { VendorRequestError } from './errors/vendor-request-error.js';
import { FIELDS } from './fields.js';
import { type Place, placesOf } from './house-paths.js';
import { problemOf, readJson } from './read-request.js';
import type { LaunchRequest } from './request-types.js';
import { filled, isEqual, isTree, matches, pointerOf, putAt, setOwn, type Tree, valueAt } from './tree.js';

/** A value of a vendor request that a field of ours says as well. */
export interface ParsedValue {
  /** JSON pointer into the launch request. */
  readonly path: string;
  readonly place: Place;
  /** Where the vendor has it. */
  readonly from: readonly string[];
  readonly value: unknown;
}

export interface Parsed<Api extends ApiId> {
  readonly request: LaunchRequest<Api>;
  readonly values: readonly ParsedValue[];
  /** The request that was parsed, as it would be sent. */
  readonly parts: Tree;
}

/**
 * A vendor's create request as a launch request. A value that a field of ours says just as well stands in that field; all the rest stands
 * under `vendor`, so that a plan of the result is the same request again.
 * @throws VendorRequestError when it is not a request at all.
 */
export function parseWith<Api extends ApiId>(api: ApiDefinition<Api>, request: VendorRequest<Api>): Parsed<Api> {
  const parts = read(api, request);
  const values: ParsedValue[] = [];
  const result: Tree = {};
  const consumed = new Set<string>();
  // Conversions look at other fields, so these come first.
  const places = [...placesOf(api)].sort((one, other) => Number(!!one.conversion) - Number(!!other.conversion));
  for (const place of places) {
    for (const indices of indicesOf(parts, place)) {
      const pointers = place.pointers.map((pattern) => filled(pattern, indices));
      const found = pointers.map((pointer) => valueAt(parts, pointer));
      const value = decode(place, found, result, parts.body as Tree);
      if (value === undefined) continue;
      const path = filled(place.field, indices);
      const from = pointers.filter((_, index) => found[index] !== undefined);
      putAt(result, path, value);
      values.push({ path, place, from, value });
      for (const pointer of from) consumed.add(pointer);
    }
  }
  for (const [pointer, value] of Object.entries(api.fixed))
    if (valueAt(parts, pointer) === value) consumed.add(pointer);
  fillLists(result);
  const implied = new Set(api.create.requiredObjects);
  const { body, header } = remainder(parts, '', consumed, implied) as { body?: Tree; header?: Tree };
  if (body !== undefined && Object.keys(body).length > 0) result.vendor = body;
  if (header !== undefined && Object.keys(header).length > 0) result.vendorHeaders = header;
  return { request: result as LaunchRequest<Api>, values, parts };
}

function read(api: ApiDefinition, request: unknown): Tree {
  const wrong = (path: string, detail: string) => new VendorRequestError(api.id, path, detail);
  const given = readMembers(request);
  if (!given) throw wrong('/', 'must be an object with a body');
  // As it would be sent.
  const [body, params] = [readJson(given.body), given.params === undefined ? {} : readJson(given.params)];
  if (given.body === undefined)
    throw wrong('/body', 'is missing; give {body}, with params for what is not in the body');
  if (!isTree(body)) throw wrong('/body', 'must be an object of plain data');
  if (!isTree(params)) throw wrong('/params', 'must be an object of plain data');
  const { path = {}, header = {}, ...others } = params;
  if (!isTree(path) || !isTree(header)) throw wrong('/params', 'must have objects for path and header');
  const [other] = Object.keys(others);
  if (other !== undefined) throw wrong(`/params${pointerOf([other])}`, 'is no part of a create request');
  const fixed = Object.entries(api.create.headers).flatMap(([name, from]) =>
    'value' in from ? [[name, from.value]] : [],
  );
  const known = [...Object.keys(api.create.headers), ...api.create.callerHeaders];
  const headers: Tree = {};
  for (const [given, value] of Object.entries(header)) {
    const name = known.find((each) => each.toLowerCase() === given.toLowerCase()) ?? given;
    // What every request of the operation has need not be said.
    if (!fixed.some(([each, only]) => each === name && only === value)) setOwn(headers, name, value);
  }
  return { path, header: headers, body };
}

function readMembers(request: unknown): { readonly body?: unknown; readonly params?: unknown } | undefined {
  try {
    if (!isTree(request)) return undefined;
    const { body, params } = request;
    return { body, params };
  } catch {
    return undefined;
  }
}

function indicesOf(parts: Tree, { pointers }: Place): readonly (readonly number[])[] {
  const found = pointers.flatMap((pattern) => matches(parts, pattern).map(({ indices }) => indices));
  return found.filter((one, at) => found.findIndex((other) => isEqual(one, other)) === at);
}

/** The value of ours that says the same, which is so if it gives the same again. */
function decode(place: Place, found: readonly unknown[], request: Tree, body: Tree): unknown {
  const { values, conversion, field } = place;
  const { takes } = FIELDS[field];
  const [first] = found;
  if (values) {
    const word = Object.entries(values).find(([, theirs]) => theirs === first)?.[0];
    return word === undefined ? undefined : takes === 'flag' ? word === 'true' : word;
  }
  const value = conversion ? conversion.decode(...found) : first;
  if (value === undefined || problemOf(value, takes) !== undefined) return undefined;
  if (!conversion) return value;
  const again = conversion.encode(value as never, request, body);
  return !isRefusal(again) && found.every((each, index) => isEqual(each, again[index])) ? value : undefined;
}

/** Lists of ours have no gaps: an element of which only the vendor's part is known is an empty one. */
export function fillLists(result: Tree): void {
  for (const list of Object.values(result))
    if (Array.isArray(list)) for (let index = 0; index < list.length; index++) list[index] ??= {};
}

/**
 * What was not consumed. An object all of whose values were goes with them; an element of a list only with the whole list. Objects that are
 * implied are there without being said.
 */
function remainder(node: unknown, at: string, consumed: ReadonlySet<string>, implied: ReadonlySet<string>): unknown {
  if (consumed.has(at)) return undefined;
  if (typeof node !== 'object' || node === null) return node;
  const names = Object.keys(node);
  if (names.length === 0) return isTree(node) && implied.has(at) ? undefined : node;
  const rest = names.map((name) => {
    const pointer = at + pointerOf([name]);
    return [name, remainder((node as Tree)[name], pointer, consumed, implied)] as const;
  });
  const kept = rest.filter(([, value]) => value !== undefined);
  if (kept.length === 0) return undefined;
  return Array.isArray(node) ? rest.map(([, value]) => (value === undefined ? {} : value)) : Object.fromEntries(kept);
}
