import { describe, expectTypeOf, test } from 'vitest';
import type { components as Bastion, paths as BastionPaths } from '../src/generated/jdcloud-bastion/index.js';
import type { components as Vm } from '../src/generated/jdcloud-vm/index.js';
import type { components as Cvm, operations as CvmOperations } from '../src/generated/tencent-cvm/index.js';
import { errors as cvmErrors } from '../src/generated/tencent-cvm/index.js';
import type { components as Bmc } from '../src/generated/zenlayer-bmc/index.js';

// Checked by the type-checker; what must not compile says so with @ts-expect-error.
describe('request types', () => {
  type RunInstances = Cvm['schemas']['RunInstancesRequest'];

  test('only what the vendor requires is required', () => {
    const smallest: RunInstances = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-1' };
    expectTypeOf(smallest).toExtend<RunInstances>();
    expectTypeOf<RunInstances['InstanceCount']>().toEqualTypeOf<number | undefined>();
  });

  test('mistakes do not compile', () => {
    // @ts-expect-error ImageId is required
    const withoutImage: RunInstances = { Placement: { Zone: 'ap-guangzhou-2' } };
    // @ts-expect-error the vendor spells it InstanceChargeType
    const misspelt: RunInstances = { Placement: { Zone: 'z' }, ImageId: 'i', InstanceChargetype: 'PREPAID' };
    // @ts-expect-error not a billing mode
    const value: RunInstances = { Placement: { Zone: 'z' }, ImageId: 'i', InstanceChargeType: 'prepaid' };
    // @ts-expect-error KeepImageLogin is a string on the wire
    const login: Cvm['schemas']['LoginSettings'] = { KeepImageLogin: true };
    // @ts-expect-error passwordAuth is "yes" or "no"
    const auth: Vm['schemas']['InstanceSpec'] = { name: 'one', passwordAuth: true };
    // @ts-expect-error mixed case, not upper case
    const internet: Bmc['schemas']['InternetChargeType'] = 'BYBANDWIDTH';
    expectTypeOf([withoutImage, misspelt, value, login, auth, internet]).not.toBeNever();
  });

  test('a bastion order names orders, not instances', () => {
    type Answer = Bastion['schemas']['CreateInstanceResponse'];
    expectTypeOf<Answer['result']['sourceIds'][number]['sourceId']>().toEqualTypeOf<string>();
    expectTypeOf<Answer['result']>().not.toHaveProperty('instanceIds');
    expectTypeOf<BastionPaths>().toHaveProperty('/v1/regions/{regionId}/instances');
  });
});

describe('error types', () => {
  type Code = Cvm['schemas']['RunInstancesErrorCode'];

  test('every documented code can be switched over, and a forgotten one does not compile', () => {
    const advice = (code: Code): string => {
      switch (code) {
        case 'InvalidPeriod':
          return 'choose another period';
        default: {
          // @ts-expect-error the other codes are still possible here
          const none: never = code;
          return none;
        }
      }
    };
    expectTypeOf(advice).toBeFunction();
    expectTypeOf<'VpcIpIsUsed'>().toExtend<Code>();
    expectTypeOf<'InvalidPeroid'>().not.toExtend<Code>();
  });

  test('an error of HTTP 200 is not part of the 200', () => {
    type Success = CvmOperations['RunInstances']['responses'][200]['content']['application/json'];
    expectTypeOf<Success['Response']>().not.toHaveProperty('Error');
  });

  test('the error table is literal', () => {
    expectTypeOf(cvmErrors.RunInstances.InvalidPeriod.code).toEqualTypeOf<'InvalidPeriod'>();
  });
});
