import type { ApiDefinition } from './api-definition.js';
import { CONVERSIONS, type Conversion } from './conversions.js';
import { HOUSE_PATHS, type HousePath } from './fields.js';
import { filled, stepsOf } from './tree.js';

/** Where a field of ours stands in a vendor request. */
export interface Place {
  readonly field: HousePath;
  readonly pointers: readonly string[];
  /** The pointers, step by step. */
  readonly steps: readonly (readonly string[])[];
  readonly conversion: Conversion | undefined;
  readonly values: { readonly [house: string]: string | boolean | { readonly no: string } } | undefined;
}

interface Places {
  readonly all: readonly Place[];
  readonly byField: ReadonlyMap<HousePath, Place>;
}

const PLACES = new WeakMap<ApiDefinition, Places>();

function placesIn(api: ApiDefinition): Places {
  let places = PLACES.get(api);
  if (!places) {
    const all = HOUSE_PATHS.flatMap((field) => placeIn(api, field) ?? []);
    places = { all, byField: new Map(all.map((place) => [place.field, place])) };
    PLACES.set(api, places);
  }
  return places;
}

export function placeOf(api: ApiDefinition, field: HousePath): Place | undefined {
  return placesIn(api).byField.get(field);
}

export function placesOf(api: ApiDefinition): readonly Place[] {
  return placesIn(api).all;
}

function placeIn({ capabilities }: ApiDefinition, field: HousePath): Place | undefined {
  const capability = capabilities[field];
  if (!('to' in capability)) return undefined;
  const { to } = capability;
  const pointers = typeof to === 'string' ? [to] : to;
  return {
    field,
    pointers,
    steps: pointers.map(stepsOf),
    conversion: 'as' in capability && capability.as !== undefined ? CONVERSIONS[capability.as] : undefined,
    values: 'values' in capability ? capability.values : undefined,
  };
}

/** The path in a launch request of what stands at a pointer in a vendor request. */
export function housePathOf(api: ApiDefinition, pointer: string): string {
  const steps = ['', ...stepsOf(pointer)];
  let best: { path: string; length: number } | undefined;
  for (const { field, pointers, conversion } of placesOf(api)) {
    for (const pattern of pointers) {
      const indices = indicesOf(pattern, steps);
      const length = pattern.split('/').length;
      const reaches = length === steps.length || !conversion?.shallow;
      if (indices && reaches && (!best || length > best.length)) best = { path: filled(field, indices), length };
    }
  }
  if (best) return best.path;
  if (pointer.startsWith('/header')) return `/vendorHeaders${pointer.slice('/header'.length)}`;
  return commonGroup(api, pointer) ?? `/vendor${pointer.slice('/body'.length)}`;
}

/** The elements of lists at which a pointer, or what it lies under, meets a pattern. */
function indicesOf(pattern: string, steps: readonly string[]): number[] | undefined {
  const parts = pattern.split('/');
  if (parts.length > steps.length) return undefined;
  const indices: number[] = [];
  for (const [index, part] of parts.entries()) {
    const step = steps[index] as string;
    if (part === '*' && /^\d+$/.test(step)) indices.push(Number(step));
    else if (part !== step && !(parts[1] === 'header' && part.toLowerCase() === step.toLowerCase())) return undefined;
  }
  return indices;
}

/** Where an object of the vendor holds fields of one group of ours, that group. */
function commonGroup(api: ApiDefinition, pointer: string): string | undefined {
  const steps = ['', ...stepsOf(pointer)];
  const groups = new Set<string>();
  for (const { field, pointers } of placesOf(api)) {
    for (const pattern of pointers) {
      const head = pattern.split('/').slice(0, steps.length).join('/');
      const indices = pattern.split('/').length > steps.length ? indicesOf(head, steps) : undefined;
      if (indices) groups.add(filled(field.slice(0, field.lastIndexOf('/')), indices).replace(/\/\*$/, ''));
    }
  }
  const [only] = groups;
  return groups.size === 1 && only !== '' ? only : undefined;
}
