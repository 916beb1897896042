import { describe, expect, test } from 'vitest';
import type { ApiDefinition } from '../src/api-definition.js';
import type { ApiId } from '../src/api-id.js';
import { CAPABILITIES, CONVERSIONS, FIELDS, HOUSE_PATHS } from '../src/capabilities/index.js';
import { definition as bastion } from '../src/definitions/jdcloud-bastion.js';
import { definition as edcps } from '../src/definitions/jdcloud-edcps.js';
import { definition as vm } from '../src/definitions/jdcloud-vm.js';
import { definition as tencent } from '../src/definitions/tencent-cvm.js';
import { definition as zenlayer } from '../src/definitions/zenlayer-bmc.js';
import { planWith } from '../src/plan.js';
import type { LaunchRequest } from '../src/request-types.js';
import { filled, putAt, type Tree, valueAt } from '../src/tree.js';
import { CreateSpec, sampleOf } from './support/spec.js';

const DEFINITIONS: { readonly [Api in ApiId]: ApiDefinition<Api> } = {
  'jdcloud-vm': vm,
  'jdcloud-edcps': edcps,
  'jdcloud-bastion': bastion,
  'zenlayer-bmc': zenlayer,
  'tencent-cvm': tencent,
};
const APIS = (Object.values(DEFINITIONS) as ApiDefinition[]).map((definition) => ({
  api: definition.id,
  definition,
  spec: new CreateSpec(definition.id, definition.create.operationId),
}));

const CELLS = APIS.flatMap(({ api, spec }) =>
  HOUSE_PATHS.map((field) => ({ api, field, spec, capability: CAPABILITIES[api][field] })),
);

/** What `plan` says where a request has a field that the vendor does not know. */
const UNKNOWN = 'check the spelling or leave it out';

test('the tables are those that plans are made with, and have every field and no other', () => {
  expect(Object.keys(CAPABILITIES).sort()).toEqual(Object.keys(DEFINITIONS).sort());
  for (const { api, definition } of APIS) {
    expect(CAPABILITIES[api]).toBe(definition.capabilities);
    expect(Object.keys(CAPABILITIES[api]).sort()).toEqual([...HOUSE_PATHS].sort());
  }
});

test.each(CELLS)(
  '$api $field stands somewhere, is implied, or is refused with a reason',
  ({ field, spec, capability }) => {
    if ('no' in capability) return expect(capability.no.trim()).not.toBe('');
    if ('implied' in capability) return expect(capability.implied.trim()).not.toBe('');
    const pointers = [capability.to].flat();
    expect(pointers).not.toEqual([]);
    for (const pointer of pointers) {
      expect(spec.at(pointer), pointer).toBeDefined();
      // One element of a list of ours is one of theirs.
      expect(pointer.split('*').length, pointer).toBe(field.split('*').length);
    }
    const { as } = capability as { as?: keyof typeof CONVERSIONS };
    if (as !== undefined) expect(CONVERSIONS[as].summary.trim()).not.toBe('');
    const { values } = capability as { values?: { [house: string]: string | boolean | { no: string } } };
    if (values === undefined) return undefined;
    const { takes } = FIELDS[field];
    expect(Object.keys(values).sort()).toEqual(
      takes === 'flag' ? ['false', 'true'] : [...(takes as readonly string[])].sort(),
    );
    const { enum: allowed, type } = spec.at(pointers[0] as string) ?? {};
    const words = Object.values(values).filter((word) => typeof word !== 'object');
    for (const word of words)
      if (allowed) expect(allowed).toContain(word);
      else expect(type).toBe(typeof word);
    // Otherwise the way back would have to choose.
    expect(new Set(words).size).toBe(words.length);
    for (const word of Object.values(values)) if (typeof word === 'object') expect(word.no.trim()).not.toBe('');
    return undefined;
  },
);

describe.each(APIS)('$api', ({ definition, spec }) => {
  test('no two fields stand in the same place', () => {
    const pointers = Object.values(definition.capabilities).flatMap((cell) => ('to' in cell ? cell.to : []));
    expect(pointers.filter((pointer, index) => pointers.indexOf(pointer) !== index)).toEqual([]);
  });

  test('what is fixed is the only value that the spec has', () => {
    for (const [pointer, value] of Object.entries(definition.fixed)) {
      const { enum: values, const: only } = spec.at(pointer) ?? {};
      expect(values ?? [only], pointer).toEqual([value]);
    }
  });

  test.each(spec.leaves())('%s can be given, in its own words, under vendor', (pattern) => {
    const pointer = filled(pattern, [0, 0]);
    const value = sampleOf(spec.at(pattern) ?? {});
    const parts: Tree = { body: {} };
    putAt(parts, pointer, value);
    const { request, violations } = planWith(definition, { vendor: parts.body } as LaunchRequest);
    expect(valueAt({ body: request.body }, pointer)).toEqual(value);
    const about = violations.filter(({ kind, fix }) => ['house', 'conflict'].includes(kind) || fix === UNKNOWN);
    expect(about).toEqual([]);
  });

  test('what the vendor does not know is found under vendor', () => {
    const { violations } = planWith(definition, { vendor: { invented: 1 } } as unknown as LaunchRequest);
    expect(violations).toContainEqual(expect.objectContaining({ path: '/vendor/invented', fix: UNKNOWN }));
  });

  test('every parameter is a field of ours, the caller’s to give, or the client’s', () => {
    const places = Object.values(definition.capabilities).flatMap((cell) => ('to' in cell ? cell.to : []));
    for (const { name, in: part, schema = {}, 'x-supplied-by-client': supplied } of spec.parameters) {
      if (supplied === 'constant' || supplied === 'signature') continue;
      if (places.some((place) => place === `/${part}/${name}`)) continue;
      expect(part, name).toBe('header');
      const value = String(sampleOf(schema));
      const { request, violations } = planWith(definition, { vendorHeaders: { [name]: value } } as LaunchRequest);
      expect(request.params.header[name]).toBe(value);
      expect(request.headers[name]).toBe(value);
      expect(violations.filter(({ path }) => path.startsWith('/vendorHeaders'))).toEqual([]);
    }
  });
});
