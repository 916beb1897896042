import { redact } from '@launchspec/clients/redaction';
import type { ApiDefinition } from './api-definition.js';
import type { ApiId, VendorRequest } from './api-id.js';
import { FIELDS, HOUSE_PATHS, type HousePath } from './fields.js';
import { placeOf } from './house-paths.js';
import { fillLists, type ParsedValue, parseWith } from './parse.js';
import { type Plan, planWith } from './plan.js';
import { readOnce } from './read-request.js';
import type { AnyLaunchRequest, LaunchRequest } from './request-types.js';
import { shownWithout } from './shown.js';
import { isEqual, isTree, leavesOf, putAt, setOwn, type Tree, valueAt } from './tree.js';
import type { Unsupported } from './violation.js';

/** What became of one value of the vendor request that was translated. */
export interface TranslationEntry {
  /** JSON pointers into the request of the first vendor; none where the second needs something that the first does not say. */
  readonly from: readonly string[];
  /** JSON pointer into the launch request, where a field of ours says it. */
  readonly path: string | undefined;
  /** JSON pointers into the request of the second vendor. */
  readonly to: readonly string[];
  /**
   * `carried`: the same value. `converted`: the same meaning, written otherwise. `choice`: it means something at one vendor only, such as an
   * image or a machine type, or was not said and is needed or taken differently; give it in `choices`. `lost`: the second vendor has no such thing.
   */
  readonly status: 'carried' | 'converted' | 'choice' | 'lost';
  readonly reason: string;
}

export interface Translation<To extends ApiId = ApiId> {
  /** What of the request the second vendor can be asked, with the choices. */
  readonly request: LaunchRequest<To>;
  /** What that comes to. It has violations until the choices are made. */
  readonly plan: Plan<To>;
  /** Every value of the vendor request, and what is needed beside them. */
  readonly entries: readonly TranslationEntry[];
}

export interface TranslateOptions<To extends ApiId = ApiId> {
  /** Values for the second vendor, laid over what was carried. */
  readonly choices?: LaunchRequest<To>;
}

/** @throws VendorRequestError when it is not a request at all. */
export function translateWith<From extends ApiId, To extends ApiId>(
  from: ApiDefinition<From>,
  to: ApiDefinition<To>,
  vendorRequest: VendorRequest<From>,
  options?: TranslateOptions<To> | null,
): Translation<To> {
  const choices = options?.choices === undefined ? {} : readOnce(options.choices);
  const parsed = parseWith(from, vendorRequest);
  const isSame = (from.id as ApiId) === to.id;
  const carried: Tree = {};
  const all: Tree = {};
  const needsChoice = ({ place }: ParsedValue) => !isSame && 'vendorsOwn' in FIELDS[place.field];
  for (const value of parsed.values) {
    if (!needsChoice(value)) putAt(carried, value.path, structuredClone(value.value));
    putAt(all, value.path, structuredClone(value.value));
  }
  const { vendor, vendorHeaders } = parsed.request as AnyLaunchRequest;
  const own = isSame ? { ...(vendor && { vendor }), ...(vendorHeaders && { vendorHeaders }) } : {};
  for (const tree of [carried, all]) fillLists(Object.assign(tree, own));
  const request = laidOver(carried, choices) as LaunchRequest<To>;
  const plan = planWith(to, request, { onUnsupported: 'report' });

  const entries: TranslationEntry[] = parsed.values.map((value) => {
    const { path, from: pointers } = value;
    const chosen = valueAt(choices, path) !== undefined;
    const entry = { from: pointers, path, to: plan.trace.find((each) => each.path === path)?.to ?? [] };
    const unsupported =
      inWords(plan.unsupported.find((each) => each.path === path)) ??
      plan.violations.find((each) => each.path === path && each.kind === 'capability')?.message ??
      notOffered(to, value);
    if (unsupported !== undefined) return { ...entry, status: 'lost', reason: `${to.id}: ${unsupported}` };
    if (needsChoice(value) || chosen)
      return { ...entry, status: 'choice', reason: chosen ? 'chosen' : `a word of ${from.id}; choose one of ${to.id}` };
    const [source] = pointers.map((pointer) => valueAt(parsed.parts, pointer));
    const [target] = entry.to.map((pointer) => valueAt({ ...plan.request.params, body: plan.request.body }, pointer));
    const isCarried = pointers.length === 1 && entry.to.length === 1 && isEqual(source, target);
    const { conversion } = plan.trace.find((each) => each.path === path) ?? {};
    return isCarried
      ? { ...entry, status: 'carried', reason: 'the same value' }
      : {
          ...entry,
          status: 'converted',
          reason: conversion ?? value.place.conversion?.summary ?? 'another word for it',
        };
  });
  const accounted = entries.flatMap((entry) => entry.from);
  for (const [pointer] of leavesOf(parsed.parts)) {
    if (pointer === '/path' || pointer === '/header') continue;
    if (accounted.some((each) => pointer === each || pointer.startsWith(`${each}/`))) continue;
    entries.push(entryOfOwn(from, pointer, valueAt(parsed.parts, pointer), isSame));
  }
  // What goes with a choice is needed too, so the values of the first vendor stand in for those of the second.
  const filledIn = planWith(to, laidOver(all, choices) as LaunchRequest<To>, { onUnsupported: 'report' });
  for (const { path, vendorPath, message } of [...plan.violations, ...filledIn.violations])
    if (message.startsWith('is required by') && !entries.some((each) => each.path === path && each.status === 'choice'))
      entries.push({
        from: [],
        path,
        to: vendorPath === undefined ? [] : [vendorPath],
        status: 'choice',
        reason: message,
      });
  entries.push(...differentDefaults(planWith(from, parsed.request), plan));
  return shownWithout({ request, plan, entries }, (whole) => ({ ...whole, request: shownRequest(to, request) }));
}

/** What neither request says, and the two vendors take differently: who says nothing would get something else. */
function differentDefaults(source: Plan, target: Plan): TranslationEntry[] {
  return source.defaults.flatMap(({ path, value }): TranslationEntry[] => {
    const other = target.defaults.find((each) => each.path === path);
    const isOwn = path.startsWith('/vendor') || 'vendorsOwn' in FIELDS[path.replace(/\/\d+/g, '/*') as HousePath];
    if (!other || isOwn || isEqual(value, other.value)) return [];
    const [theirs, ours] = [value, other.value].map((each) => JSON.stringify(each));
    const reason = `left out, ${source.api} takes ${theirs} and ${target.api} takes ${ours}`;
    return [{ from: [], path, to: [other.vendorPath], status: 'choice', reason }];
  });
}

/** What became of a value that no field of ours says. */
function entryOfOwn(from: ApiDefinition, pointer: string, value: unknown, isSame: boolean): TranslationEntry {
  const isEmpty = typeof value === 'object' && value !== null;
  const isOfEach = Object.entries(from.fixed).some(([each, only]) => each === pointer && only === value);
  if (isOfEach || (isEmpty && from.create.requiredObjects.includes(pointer)))
    return {
      from: [pointer],
      path: undefined,
      to: [],
      status: 'carried',
      reason: `every request of ${from.id} has it`,
    };
  return {
    from: [pointer],
    path: pointer.replace(/^\/body/, '/vendor').replace(/^\/header/, '/vendorHeaders'),
    to: isSame ? [pointer] : [],
    status: isSame ? 'carried' : 'lost',
    reason: isSame ? 'the same value' : `only ${from.id} has it`,
  };
}

/** A launch request to be printed. */
function shownRequest({ create }: ApiDefinition, request: object): object {
  return redact(request, [
    ...HOUSE_PATHS.filter((path) => 'secret' in FIELDS[path]),
    ...create.sensitive.map((pointer) => pointer.replace('/body', '/vendor')),
  ]).shown;
}

/** Why, and what to do instead; that it is left out is what `lost` says. */
function inWords(unsupported: Unsupported | undefined): string | undefined {
  return unsupported?.fix === 'leave it out'
    ? unsupported.reason
    : unsupported && `${unsupported.reason}; ${unsupported.fix}`;
}

function notOffered(to: ApiDefinition, { place }: ParsedValue): string | undefined {
  if (placeOf(to, place.field)) return undefined;
  const capability = to.capabilities[place.field];
  return 'no' in capability ? capability.no : undefined;
}

function laidOver(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!(isTree(below) && isTree(above)) && !(isList(below) && isList(above))) return above;
  const result: Tree | unknown[] = Array.isArray(below) ? [...below] : { ...below };
  for (const name of Object.keys(above)) setOwn(result, name, laidOver((below as Tree)[name], (above as Tree)[name]));
  return result;
}

function isList(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object');
}
