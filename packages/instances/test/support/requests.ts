import fc from 'fast-check';
import type { ApiId } from '../../src/api-id.js';
import { CAPABILITIES, FIELDS, HOUSE_PATHS, type HousePath } from '../../src/capabilities/index.js';
import type { AnyLaunchRequest } from '../../src/request-types.js';
import { putAt, type Tree } from '../../src/tree.js';

export const API_IDS = Object.keys(CAPABILITIES) as ApiId[];

/** A small request that each vendor takes as it is. */
export const SMALL: { readonly [api in ApiId]: AnyLaunchRequest } = {
  'jdcloud-vm': {
    name: 'web',
    location: { region: 'cn-north-1', zone: 'cn-north-1a' },
    machineType: 'g.n2.medium',
    image: 'img-1',
    network: { subnet: 'subnet-1' },
    systemDisk: { type: 'ssd.gp1', sizeGib: 40 },
  },
  'jdcloud-edcps': {
    name: 'edge',
    count: 1,
    location: { region: 'cn-hangzhou-1', zone: 'cn-hangzhou-1a' },
    machineType: 'edcps.c.normal1',
    image: 'os-1',
    billing: { mode: 'on-demand' },
    network: { subnet: 'subnet-1' },
    vendor: { instanceSpec: { sysRaidTypeId: 'raid-1', dataRaidTypeId: 'raid-2' } },
  },
  'jdcloud-bastion': {
    count: 1,
    location: { region: 'cn-north-1', zone: 'cn-north-1a' },
    machineType: 'small',
    network: { vpc: 'vpc-1', subnet: 'subnet-1' },
    addressFamily: 'ipv4',
  },
  'zenlayer-bmc': {
    name: 'metal',
    location: { zone: 'SEL-A' },
    machineType: 'S9I',
    image: 'image-1',
    billing: { mode: 'on-demand' },
    publicAddress: { billing: 'bandwidth', bandwidthMbps: 10 },
  },
  'tencent-cvm': {
    name: 'web',
    location: { region: 'ap-guangzhou', zone: 'ap-guangzhou-3' },
    machineType: 'S5.MEDIUM2',
    image: 'img-abcdefgh',
  },
};

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('web', 'img-1', 'vpc-1', 'subnet-1', 'a[1]', '{R:1}', 'a/b~c', '__proto__', '0'),
);
const sequence = fc.record(
  {
    prefix: fc.constantFrom('web-', 'a', 'x_', ''),
    start: fc.nat({ max: 99 }),
    digits: fc.integer({ min: 2, max: 6 }),
    suffix: fc.constantFrom('-z', 'b'),
  },
  { requiredKeys: ['prefix', 'start', 'digits'] },
);
const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Values that a field of ours takes. */
export function valuesOf(field: HousePath): fc.Arbitrary<unknown> {
  const { takes } = FIELDS[field];
  if (typeof takes !== 'string') return fc.constantFrom(...takes);
  switch (takes) {
    case 'text':
      return field === '/resourceGroup' ? fc.oneof(text, fc.nat().map(String)) : text;
    case 'name':
      return fc.oneof(text, sequence);
    case 'integer':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeInteger());
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1000 });
    case 'flag':
      return fc.boolean();
    case 'true':
      return fc.constant(true);
    case 'texts':
      return fc.array(text, { minLength: 1, maxLength: 3 });
    case 'pairs':
      return fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true });
    case 'date':
      return day;
  }
}

/** Requests of any fields, or of those that pass; a list of data disks has up to two elements. */
export function requests(passes: (field: HousePath) => boolean = () => true): fc.Arbitrary<AnyLaunchRequest> {
  const leaves = HOUSE_PATHS.filter(passes).flatMap((field) =>
    field.includes('*')
      ? [field.replace('*', '0'), field.replace('*', '1')].map((path) => [path, field] as const)
      : [[field, field] as const],
  );
  const record = Object.fromEntries(leaves.map(([path, field]) => [path, valuesOf(field)]));
  return fc.record(record, { requiredKeys: [] }).chain((values) =>
    fc.shuffledSubarray(Object.entries(values)).map((chosen) => {
      const request: Tree = {};
      for (const [path, value] of chosen) putAt(request, path, value);
      const { dataDisks } = request as { dataDisks?: unknown[] };
      if (dataDisks) request.dataDisks = Array.from(dataDisks, (disk) => disk ?? {});
      return request as AnyLaunchRequest;
    }),
  );
}

/** Whether an API offers a field at all. */
export function isOffered(api: ApiId): (field: HousePath) => boolean {
  return (field) => !('no' in CAPABILITIES[api][field]);
}
