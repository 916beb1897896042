import * as bastion from '@launchspec/instances/jdcloud-bastion';
import * as edcps from '@launchspec/instances/jdcloud-edcps';
import * as vm from '@launchspec/instances/jdcloud-vm';
import * as cvm from '@launchspec/instances/tencent-cvm';
import * as bmc from '@launchspec/instances/zenlayer-bmc';
import { Bench } from 'tinybench';
import { largestRequest } from './documented.js';
import { median } from './median.js';
import { table } from './table.js';

interface VendorRequest {
  readonly params?: {
    readonly path?: Readonly<Record<string, string>>;
    readonly header?: Readonly<Record<string, string>>;
  };
  readonly body: never;
}

interface Planned {
  readonly violations: readonly object[];
  readonly request: { readonly body: unknown };
}

interface Subject {
  readonly api: string;
  readonly method: 'post' | 'put';
  readonly params?: VendorRequest['params'];
  readonly parse: (request: VendorRequest) => object;
  readonly plan: (request: never) => Planned;
}

const JDCLOUD = { path: { regionId: 'cn-north-1' } };

const SUBJECTS: readonly Subject[] = [
  { api: 'jdcloud-vm', method: 'post', params: JDCLOUD, ...vm },
  { api: 'jdcloud-edcps', method: 'put', params: JDCLOUD, ...edcps },
  { api: 'jdcloud-bastion', method: 'post', params: JDCLOUD, ...bastion },
  { api: 'zenlayer-bmc', method: 'post', ...bmc },
  { api: 'tencent-cvm', method: 'post', params: { header: { 'X-TC-Region': 'ap-guangzhou' } }, ...cvm },
];

/** In turn, so that a machine that is busy for a second slows all of them and not one. */
const ROUNDS = 5;

/**
 * Planning the largest documented request of each API, with schema and all rules across fields. The vendors' SDKs have nothing like it:
 * their models are types only, and a request is the object that one writes.
 */
export async function plans(): Promise<string> {
  const tables: string[] = [];
  for (const { api, method, params, parse, plan } of SUBJECTS) {
    const { body } = largestRequest(api, method);
    const request = parse({ ...(params && { params }), body: body as never }) as never;
    const { violations, request: planned } = plan(request);
    if (violations.length > 0) throw new Error(`${api}: the example cannot be planned: ${JSON.stringify(violations)}`);
    const cases: Readonly<Record<string, () => unknown>> = {
      'a JSON round trip of the body': () => JSON.parse(JSON.stringify(planned.body)),
      plan: () => plan(request),
    };
    const rates = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++) {
      const bench = new Bench({ time: 200, warmupTime: 100 });
      for (const [name, task] of Object.entries(cases)) bench.add(name, task);
      await bench.run();
      for (const { name, result } of bench.tasks)
        rates.get(name)?.push(result.state === 'completed' ? result.throughput.p50 : Number.NaN);
    }
    const [roundTrip, planning] = [...rates.values()].map(median) as [number, number];
    const rows = [...rates].map(([name, measured]) => ({ name, rate: median(measured) }));
    const title = `${api}, a body of ${JSON.stringify(planned.body).length} bytes: a plan costs ${(roundTrip / planning).toFixed(1)} round trips`;
    tables.push(table(title, rows));
  }
  return tables.join('\n');
}
