import { describe, expectTypeOf, test } from 'vitest';
import { fromEnvironment } from '../src/credentials/tencent/index.js';
import type { components as Bastion, paths as BastionPaths } from '../src/generated/jdcloud-bastion/index.js';
import { type api as bastionApi, createClient as createBastion } from '../src/generated/jdcloud-bastion/index.js';
import { createClient as createEdcps, type api as edcpsApi } from '../src/generated/jdcloud-edcps/index.js';
import {
  createClient as createVm,
  type components as Vm,
  type api as vmApi,
} from '../src/generated/jdcloud-vm/index.js';
import type { components as Cvm, operations as CvmOperations } from '../src/generated/tencent-cvm/index.js';
import {
  createClient as createCvm,
  type api as cvmApi,
  errors as cvmErrors,
  type TencentOptions,
} from '../src/generated/tencent-cvm/index.js';
import {
  type components as Bmc,
  type api as bmcApi,
  createClient as createBmc,
  type ZenlayerOptions,
} from '../src/generated/zenlayer-bmc/index.js';
import type { Violation } from '../src/validation.js';

// Checked by the type-checker; what must not compile says so with @ts-expect-error.
const jdcloud = { accessKeyId: 'a', secretAccessKey: 'b' };

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

describe('codes', () => {
  type CodesOf<Operation extends { errorCodes: readonly string[] }> = Operation['errorCodes'][number];
  type Result<Client extends { POST: (...args: never[]) => unknown }> = Awaited<ReturnType<Client['POST']>>;
  type CodeOf<Error> = Error extends { kind: 'vendor'; code: infer Code } ? Code : never;

  test('of the type are those that the client knows when it runs', () => {
    const calls = {
      vm: () => createVm({ credentials: jdcloud }).POST('/v1/regions/{regionId}/instances', {} as never),
      edcps: () => createEdcps({ credentials: jdcloud }).PUT('/v1/regions/{regionId}/instances', {} as never),
      bastion: () => createBastion({ credentials: jdcloud }).POST('/v1/regions/{regionId}/instances', {} as never),
      cvm: () => createCvm({} as TencentOptions).POST('/#RunInstances', {} as never),
      cvmGet: () => createCvm({} as TencentOptions).GET('/#RunInstances', {} as never),
      bmc: () => createBmc({} as ZenlayerOptions).POST('/api/v2/bmc#CreateInstances', {} as never),
      bmcList: () => createBmc({} as ZenlayerOptions).POST('/api/v2/bmc#DescribeInstances', {} as never),
    };
    type Codes<Name extends keyof typeof calls> = CodeOf<
      NonNullable<Awaited<ReturnType<(typeof calls)[Name]>>['error']>
    >;
    expectTypeOf<Codes<'vm'>>().toEqualTypeOf<CodesOf<typeof vmApi.operations.createInstances>>();
    expectTypeOf<Codes<'edcps'>>().toEqualTypeOf<CodesOf<typeof edcpsApi.operations.createInstances>>();
    expectTypeOf<Codes<'bastion'>>().toEqualTypeOf<CodesOf<typeof bastionApi.operations.createInstance>>();
    expectTypeOf<Codes<'cvm'>>().toEqualTypeOf<CodesOf<typeof cvmApi.operations.RunInstances>>();
    expectTypeOf<Codes<'cvmGet'>>().toEqualTypeOf<CodesOf<typeof cvmApi.operations.RunInstancesGet>>();
    expectTypeOf<Codes<'bmc'>>().toEqualTypeOf<CodesOf<typeof bmcApi.operations.CreateInstances>>();
    expectTypeOf<Codes<'bmcList'>>().toEqualTypeOf<CodesOf<typeof bmcApi.operations.DescribeInstances>>();
  });

  test('that are all named leave nothing over', () => {
    type Code = CodeOf<NonNullable<Result<ReturnType<typeof createBastion>>['error']>>;
    const advice = (code: Code): string => {
      switch (code) {
        case 'ACCESS_ERROR':
        case 'INVALID_ARGUMENT':
        case 'NOT_FOUND':
          return 'mend the call';
        case 'RATE_LIMIT':
        case 'UNAVAILABLE':
          return 'try later';
        case 'INTERNAL':
          return 'look first';
        default: {
          const none: never = code;
          return none;
        }
      }
    };
    expectTypeOf(advice).toBeFunction();
  });

  test('that are not known can be told apart from those that are', () => {
    const check = async () => {
      const { error } = await createBmc({} as ZenlayerOptions).POST('/api/v2/bmc#TerminateInstance', {
        body: { instanceId: 'i' },
      });
      if (error?.kind === 'undocumented') {
        expectTypeOf(error.code).toEqualTypeOf<string>();
        expectTypeOf(error.body).toEqualTypeOf<unknown>();
      }
      // @ts-expect-error only a vendor's error has a code
      error?.code;
      if (error?.kind === 'vendor') {
        // @ts-expect-error that is no code of the operation
        expectTypeOf(error.code === 'INVALID_PEROID').toBeBoolean();
      }
    };
    expectTypeOf(check).toBeFunction();
  });

  test('data is that of the operation', () => {
    const check = async () => {
      const vm = await createVm({ credentials: jdcloud }).POST('/v1/regions/{regionId}/instances', {} as never);
      expectTypeOf(vm.data?.result.instanceIds).toEqualTypeOf<string[] | undefined>();
      const edcps = await createEdcps({ credentials: jdcloud }).PUT('/v1/regions/{regionId}/instances', {} as never);
      expectTypeOf(edcps.data?.result.instanceIds).toEqualTypeOf<string[] | undefined>();
      const bmc = await createBmc({} as ZenlayerOptions).POST('/api/v2/bmc#CreateInstances', {} as never);
      expectTypeOf(bmc.data?.response.instanceIdSet).toEqualTypeOf<string[] | undefined>();
      expectTypeOf(bmc.data?.response.orderNumber).toExtend<string | undefined>();
    };
    expectTypeOf(check).toBeFunction();
  });
});

// Never called: what these functions hold is for the type-checker.
describe('calls', () => {
  const credentials = { secretId: 'a', secretKey: 'b' };
  type RunInstancesCode =
    | Cvm['schemas']['RunInstancesErrorCode']
    | Cvm['schemas']['CommonErrorCode']
    | Cvm['schemas']['RelatedErrorCode'];
  const body = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-1' };

  test('data and error exclude each other, and the error narrows by kind to the codes of the operation', () => {
    const check = async () => {
      const result = await createCvm({ credentials, region: 'r' }).POST('/#RunInstances', { body });
      if (result.data) {
        expectTypeOf(result.data.Response.InstanceIdSet).toEqualTypeOf<string[] | undefined>();
        expectTypeOf(result.response).toEqualTypeOf<Response>();
        expectTypeOf(result.error).toEqualTypeOf<undefined>();
        return;
      }
      const { error } = result;
      expectTypeOf(error.spent).toEqualTypeOf<'no' | 'yes' | 'unknown'>();
      switch (error.kind) {
        case 'vendor':
          expectTypeOf(error.code).toEqualTypeOf<RunInstancesCode>();
          expectTypeOf(error.body.Response.Error.Code).toEqualTypeOf<RunInstancesCode>();
          break;
        case 'undocumented':
          expectTypeOf(error.code).toEqualTypeOf<string>();
          break;
        case 'invalid-request':
          expectTypeOf(error.violations[0]).toEqualTypeOf<Violation | undefined>();
          expectTypeOf(error.spent).toEqualTypeOf<'no'>();
          break;
        case 'outcome-unknown':
          expectTypeOf(error.token).toEqualTypeOf<string | undefined>();
          break;
        case 'not-sent':
        case 'no-answer':
          break;
        default: {
          const none: never = error;
          return none;
        }
      }
    };
    expectTypeOf(check).toBeFunction();
  });

  test('a switch over the codes is exhaustive, and one that forgets a code does not compile', () => {
    const advice = async () => {
      const { error } = await createVm({ credentials: jdcloud }).POST('/v1/regions/{regionId}/instances', {
        params: { path: { regionId: 'cn-north-1' } },
        body: { instanceSpec: { name: 'one' } },
      });
      if (error?.kind !== 'vendor') return undefined;
      switch (error.code) {
        case 'QUOTA_EXCEEDED':
          return 'ask for more';
        default: {
          // @ts-expect-error the other codes are still possible here
          const none: never = error.code;
          return none;
        }
      }
    };
    type Codes = Vm['schemas']['ServiceErrorStatus'];
    const exhaustive = (code: Exclude<Codes, 'QUOTA_EXCEEDED'>) => code;
    expectTypeOf(advice).toBeFunction();
    expectTypeOf(exhaustive).parameter(0).toExtend<string>();
  });

  test('mistakes do not compile', () => {
    const mistakes = async () => {
      // @ts-expect-error credentials are required
      createCvm({ region: 'r' });
      // @ts-expect-error the region is required
      createCvm({ credentials });
      // @ts-expect-error those are the credentials of another vendor
      createVm({ credentials });
      // @ts-expect-error JD Cloud has the region in the path
      createVm({ credentials: jdcloud, region: 'cn-north-1' });
      // @ts-expect-error only Tencent has two transports
      createVm({ credentials: jdcloud, transport: 'get' });
      // @ts-expect-error not a mode
      createCvm({ credentials, region: 'r', validate: 'sometimes' });
      const client = createCvm({ credentials, region: 'r' });
      // @ts-expect-error there is no such action
      await client.POST('/#RunInstance', { body });
      // @ts-expect-error an action is not called with PUT
      await client.PUT('/#RunInstances', { body });
      // @ts-expect-error the body is required
      await client.POST('/#RunInstances', {});
      // @ts-expect-error so is the whole of it
      await client.POST('/#RunInstances');
      // @ts-expect-error a field that is not there
      await client.POST('/#RunInstances', { body: { ...body, InstanceChargetype: 'PREPAID' } });
      // @ts-expect-error a value that is not there
      await client.POST('/#RunInstances', { body: { ...body, InstanceChargeType: 'prepaid' } });
      // @ts-expect-error an option that is not there
      await client.POST('/#RunInstances', { body, retires: 3 });
      const vm = createVm({ credentials: jdcloud });
      // @ts-expect-error the path parameter is required
      await vm.POST('/v1/regions/{regionId}/instances', { body: { instanceSpec: { name: 'one' } } });
    };
    expectTypeOf(mistakes).toBeFunction();
  });

  test('a query that stands for a structure is given as one', () => {
    const check = async () => {
      const client = createCvm({ credentials, region: 'r' });
      await client.GET('/#RunInstances', { params: { query: { ...body, DataDisks: [{ DiskSize: 50 }] } } });
      // @ts-expect-error the client flattens it
      await client.GET('/#RunInstances', { params: { query: { ...body, 'DataDisks.0.DiskSize': 50 } } });
    };
    expectTypeOf(check).toBeFunction();
  });

  test('credentials may come from a provider, at once or later', () => {
    expectTypeOf(fromEnvironment()).toExtend<TencentOptions['credentials']>();
    expectTypeOf<() => typeof credentials>().toExtend<TencentOptions['credentials']>();
  });
});
