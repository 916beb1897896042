import type { components as Tencent } from '@launchspec/clients/tencent-cvm';
import { describe, expectTypeOf, test } from 'vitest';
import type { HousePath } from '../src/capabilities/index.js';
import {
  type AnyLaunchRequest,
  type ApiId,
  type CreateOptions,
  create,
  type Disk,
  type FleetEntry,
  type FleetItem,
  type FleetResult,
  type InstanceDescription,
  type LaunchFields,
  type LaunchRequest,
  type LaunchResult,
  type Name,
  type Plan,
  type parse,
  plan,
  type TerminateResult,
  type Translation,
  type translate,
  type VendorRequest,
  type WaitOptions,
  type WaitResult,
} from '../src/index.js';

// Checked by the type-checker; what must not compile says so with @ts-expect-error.
describe('a launch request for one API', () => {
  type Bastion = LaunchRequest<'jdcloud-bastion'>;
  type Edcps = LaunchRequest<'jdcloud-edcps'>;
  type Zenlayer = LaunchRequest<'zenlayer-bmc'>;
  type Cvm = LaunchRequest<'tencent-cvm'>;
  type Vm = LaunchRequest<'jdcloud-vm'>;

  test('has what the API takes', () => {
    const bastion: Bastion = {
      count: 1,
      location: { region: 'cn-north-1', zone: 'cn-north-1a' },
      machineType: 'small',
      billing: { mode: 'subscription', termMonths: 12 },
      network: { vpc: 'vpc-1', subnet: 'subnet-1' },
      addressFamily: 'dual-stack',
      login: { none: true },
    };
    const cvm: Cvm = {
      name: { prefix: 'web-', start: 1, digits: 3 },
      billing: { mode: 'spot', spotMaxPrice: '0.1' },
      systemDisk: { type: 'CLOUD_PREMIUM', sizeGib: 50 },
      publicAddress: { assigned: true, bandwidthMbps: 10, billing: 'traffic', line: 'bgp' },
      template: { id: 'lt-1', version: 1 },
      vendor: { EnhancedService: { MonitorService: { Enabled: false } } },
      vendorHeaders: { 'X-TC-Language': 'en-US' },
    };
    expectTypeOf(bastion).toExtend<Bastion>();
    expectTypeOf(cvm).toExtend<Cvm>();
  });

  test('has nothing that the API does not take', () => {
    // @ts-expect-error a bastion host takes no image
    const image: Bastion = { image: 'img-1' };
    // @ts-expect-error nor a name
    const name: Bastion = { name: 'b' };
    // @ts-expect-error nor a password
    const password: Bastion = { login: { password: 'p' } };
    // @ts-expect-error nor tags
    const tags: Bastion = { tags: { a: 'b' } };
    // @ts-expect-error nor disks
    const disks: Bastion = { dataDisks: [] };
    // @ts-expect-error nor is it billed by use
    const byUse: Bastion = { billing: { mode: 'metered' } };
    // @ts-expect-error Tencent Cloud bills no instance by use
    const metered: Cvm = { billing: { mode: 'metered' } };
    // @ts-expect-error its I/O operations cannot be asked for
    const iops: Cvm = { systemDisk: { iops: 1000 } };
    // @ts-expect-error nor those of data disks
    const dataIops: Cvm = { dataDisks: [{ iops: 1000 }] };
    // @ts-expect-error nor is there a package of traffic
    const traffic: Cvm = { publicAddress: { trafficPackageTb: 1 } };
    // @ts-expect-error nor a running number in host names
    const hostname: Cvm = { hostname: { prefix: 'web-', start: 1, digits: 3 } };
    // @ts-expect-error EdCPS has no running numbers
    const sequence: Edcps = { name: { prefix: 'edge-', start: 1, digits: 3 } };
    // @ts-expect-error nor lines of all carriers
    const line: Edcps = { publicAddress: { line: 'bgp' } };
    // @ts-expect-error a zone says all at Zenlayer
    const region: Zenlayer = { location: { region: 'r' } };
    // @ts-expect-error and traffic is sold in packages
    const zenlayerTraffic: Zenlayer = { publicAddress: { billing: 'traffic' } };
    // @ts-expect-error JD Cloud takes no bid
    const bid: Vm = { billing: { spotMaxPrice: '1' } };
    const given = [
      image,
      name,
      password,
      tags,
      disks,
      byUse,
      metered,
      iops,
      dataIops,
      traffic,
      hostname,
      sequence,
      line,
    ];
    expectTypeOf([...given, region, zenlayerTraffic, bid]).not.toBeNever();
  });

  test('has the vendor’s own parts as the vendor has them, any part of them', () => {
    // @ts-expect-error the vendor spells it EnhancedService
    const misspelt: Cvm = { vendor: { EnhancedServices: {} } };
    // @ts-expect-error and MonitorService
    const deep: Cvm = { vendor: { EnhancedService: { MonitorServices: { Enabled: false } } } };
    // @ts-expect-error a flag
    const value: Cvm = { vendor: { DryRun: 'yes' } };
    // @ts-expect-error another vendor's
    const other: Vm = { vendor: { DryRun: true } };
    // @ts-expect-error only Tencent Cloud has headers
    const headers: Vm = { vendorHeaders: { 'X-TC-Language': 'en-US' } };
    // @ts-expect-error this is no header that a caller gives
    const header: Cvm = { vendorHeaders: { 'X-TC-Action': 'RunInstances' } };
    expectTypeOf([misspelt, deep, value, other, headers, header]).not.toBeNever();
    expectTypeOf<Vm['vendorHeaders']>().toEqualTypeOf<undefined>();
  });

  test('has every field where the API is not known', () => {
    expectTypeOf<LaunchRequest>().toEqualTypeOf<AnyLaunchRequest>();
    expectTypeOf<keyof LaunchFields>().toExtend<keyof LaunchRequest>();
    // Who takes a request of any API takes one of each.
    expectTypeOf<LaunchRequest<'tencent-cvm'>>().toExtend<LaunchRequest>();
    expectTypeOf<LaunchRequest<'zenlayer-bmc'>>().toExtend<LaunchRequest>();
    expectTypeOf<LaunchRequest<'jdcloud-vm'>>().toExtend<LaunchRequest>();
    expectTypeOf<LaunchRequest<'jdcloud-edcps'>>().toExtend<LaunchRequest>();
    expectTypeOf<LaunchRequest<'jdcloud-bastion'>>().toExtend<LaunchRequest>();
    expectTypeOf<LaunchFields>().toExtend<LaunchRequest>();
    const chosen = (api: ApiId, request: LaunchRequest) => plan(api, request);
    expectTypeOf(chosen).returns.toEqualTypeOf<Plan<ApiId>>();
  });
});

/** The paths of all values, with `*` for elements of lists. A name and a record of texts are values. */
type PathsOf<Fields, At extends string = ''> = {
  [Field in keyof Fields & string]-?: PathOf<NonNullable<Fields[Field]>, `${At}/${Field}`>;
}[keyof Fields & string];
type PathOf<Value, At extends string> = [Value] extends [readonly Disk[]]
  ? PathsOf<Disk, `${At}/*`>
  : [Value] extends [string | number | boolean | Name | readonly string[]]
    ? At
    : string extends keyof Value
      ? At
      : PathsOf<Value, At>;

test('the paths of the type are those of the fields', () => {
  expectTypeOf<PathsOf<LaunchFields>>().toEqualTypeOf<HousePath>();
});

test('a plan has the body of the vendor', () => {
  type Planned = ReturnType<typeof plan<'tencent-cvm'>>;
  expectTypeOf<Planned['request']['body']>().toEqualTypeOf<Tencent['schemas']['RunInstancesRequest']>();
  expectTypeOf<Planned['api']>().toEqualTypeOf<'tencent-cvm'>();
  // @ts-expect-error there is no such API
  const unknown = () => plan('tencent', {});
  // @ts-expect-error a request of another API
  const other = () => plan('jdcloud-bastion', { image: 'img-1' });
  // @ts-expect-error credentials are needed
  const create1 = () => create({}, { api: 'tencent-cvm' });
  // @ts-expect-error not a way to report
  const option = () => plan('tencent-cvm', {}, { onUnsupported: 'ignore' });
  expectTypeOf([unknown, other, create1, option]).not.toBeNever();
});

test('what was bought, and what becomes of it, says of which API it is', () => {
  expectTypeOf<Awaited<ReturnType<typeof create<'jdcloud-vm'>>>>().toEqualTypeOf<LaunchResult<'jdcloud-vm'>>();
  const item: FleetItem = { api: 'jdcloud-bastion', request: { count: 1 } };
  // @ts-expect-error a request of another API
  const mixed: FleetItem = { api: 'jdcloud-bastion', request: { image: 'img-1' } };
  expectTypeOf([item, mixed]).not.toBeNever();
  const advice = (entry: FleetEntry): string => {
    switch (entry.status) {
      case 'created':
        return entry.result.instanceIds.join();
      case 'failed':
      case 'unknown':
        return entry.error.message;
      case 'not-started':
        return 'later';
      default: {
        const none: never = entry;
        return none;
      }
    }
  };
  expectTypeOf(advice).toBeFunction();
});

/** Whether `any` is somewhere in a type. What calls itself again is looked into a few levels deep. */
type HasAny<Type, Depth extends readonly unknown[] = []> = 0 extends 1 & Type
  ? true
  : Depth['length'] extends 6
    ? false
    : Type extends string | number | boolean | bigint | symbol | null | undefined | AbortSignal | Error
      ? false
      : Type extends (...parameters: infer Parameters) => infer Result
        ? true extends HasAny<Parameters, [...Depth, 0]> | HasAny<Result, [...Depth, 0]>
          ? true
          : false
        : Type extends readonly (infer Element)[]
          ? HasAny<Element, [...Depth, 0]>
          : Type extends object
            ? true extends { [Name in keyof Type]-?: HasAny<Type[Name], [...Depth, 0]> }[keyof Type]
              ? true
              : false
            : false;

type Any = ReturnType<JSON['parse']>;
type Holds<Type> = true extends HasAny<Type> ? 'any' : 'no any';

test('no public type has any in it', () => {
  expectTypeOf<Holds<{ a: { b: Any }[] }>>().toEqualTypeOf<'any'>();
  expectTypeOf<Holds<(a: { b?: Any }) => void>>().toEqualTypeOf<'any'>();

  expectTypeOf<Holds<LaunchRequest>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<LaunchRequest<'jdcloud-vm'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<LaunchRequest<'tencent-cvm'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<Plan<'tencent-cvm'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<Plan<'zenlayer-bmc'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<Translation<'jdcloud-edcps'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<VendorRequest<'jdcloud-bastion'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<LaunchResult>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<FleetResult>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<TerminateResult>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<WaitResult>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<InstanceDescription>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<typeof parse<'tencent-cvm'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<typeof translate<'tencent-cvm', 'jdcloud-vm'>>>().toEqualTypeOf<'no any'>();
  // The platform's own fetch answers with any.
  expectTypeOf<Holds<Omit<CreateOptions, 'fetch'>>>().toEqualTypeOf<'no any'>();
  expectTypeOf<Holds<Omit<WaitOptions, 'connection'>>>().toEqualTypeOf<'no any'>();
});
