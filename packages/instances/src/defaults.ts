import type { ApiDefinition } from './api-definition.js';
import { FIELDS } from './fields.js';
import { type Place, placesOf } from './house-paths.js';
import { filled, isTree, stepsOf, type Tree, valueAt, valueAtSteps } from './tree.js';

/** What a vendor takes for a value that is left out. */
export interface PlanDefault {
  readonly path: string;
  readonly vendorPath: string;
  readonly value: unknown;
}

/** A default of a vendor with everything that no request changes. */
interface KnownDefault {
  readonly vendorPath: string;
  readonly path: string;
  readonly value: unknown;
  /** The list in whose elements it stands, if it does. */
  readonly list: readonly string[] | undefined;
  /** The object in which it stands, from that element or from the request on. */
  readonly parent: readonly string[];
  readonly name: string;
  /** It also applies where that object is not there. */
  readonly isAlone: boolean;
}

const KNOWN = new WeakMap<ApiDefinition, readonly KnownDefault[]>();

/** What the vendor takes for values that a request leaves out; nothing where a template gives them. */
export function defaultsOf(api: ApiDefinition, body: Tree): PlanDefault[] {
  const root = { body };
  if (isOfTemplate(api, body)) return [];
  let known = KNOWN.get(api);
  if (!known) {
    known = knownDefaults(api);
    KNOWN.set(api, known);
  }
  const defaults: PlanDefault[] = [];
  for (const { list, parent, name, isAlone, vendorPath, path, value } of known) {
    const applies = (node: unknown): boolean => {
      const object = valueAtSteps(node, parent);
      return isTree(object) ? valueAtSteps(object, [name]) === undefined : isAlone;
    };
    if (list === undefined) {
      if (applies(root)) defaults.push({ vendorPath, path, value });
      continue;
    }
    const elements = valueAtSteps(root, list);
    if (!Array.isArray(elements)) continue;
    for (const [index, element] of elements.entries())
      if (applies(element))
        defaults.push({ vendorPath: filled(vendorPath, [index]), path: filled(path, [index]), value });
  }
  return defaults;
}

/** Whether a template gives what a request leaves out. */
export function isOfTemplate({ templates }: ApiDefinition, body: unknown): boolean {
  return templates.some((pointer) => valueAt({ body }, pointer) !== undefined);
}

function knownDefaults(api: ApiDefinition): KnownDefault[] {
  return Object.entries(api.create.defaults).flatMap(([vendorPath, value]) => {
    const [head = '', tail, ...deeper] = vendorPath.split('/*');
    // A list in a list: no request of ours reaches so deep.
    if (deeper.length > 0) return [];
    const parent = stepsOf(tail ?? head);
    const name = parent.pop();
    if (name === undefined) return [];
    const isAlone = tail === undefined && api.defaultsOf.includes(vendorPath.slice(0, vendorPath.lastIndexOf('/')));
    const list = tail === undefined ? undefined : stepsOf(head);
    return [{ vendorPath, ...inOurTerms(api, vendorPath, value), list, parent, name, isAlone }];
  });
}

function inOurTerms(api: ApiDefinition, pattern: string, value: unknown): { path: string; value: unknown } {
  const place = placesOf(api).find(({ pointers }) => pointers.length === 1 && pointers[0] === pattern);
  const ours = place && valueOfOurs(place, value);
  return place && ours
    ? { path: place.field, value: ours.value }
    : { path: `/vendor${pattern.slice('/body'.length)}`, value };
}

function valueOfOurs({ field, values, conversion }: Place, value: unknown): { value: unknown } | undefined {
  if (!values) return { value: conversion ? conversion.decode(value) : value };
  const word = Object.entries(values).find(([, theirs]) => theirs === value)?.[0];
  if (word === undefined) return undefined;
  return { value: FIELDS[field].takes === 'flag' ? word === 'true' : word };
}
