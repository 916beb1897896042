import type { JdcloudCredentials } from '@launchspec/signing/jdcloud';
import type { TencentCredentials } from '@launchspec/signing/tencent';
import type { ZenlayerCredentials, ZenlayerToken } from '@launchspec/signing/zenlayer';
import { describe, expectTypeOf, test } from 'vitest';
import * as jdcloud from '../../src/credentials/jdcloud/index.js';
import * as tencent from '../../src/credentials/tencent/index.js';
import * as zenlayer from '../../src/credentials/zenlayer/index.js';

// Checked by the type-checker; what must not compile says so with @ts-expect-error. None of the providers is called.
describe('providers', () => {
  test('give what the vendor’s signing functions take', () => {
    expectTypeOf(jdcloud.fromEnvironment()).toEqualTypeOf<() => Promise<JdcloudCredentials>>();
    expectTypeOf(jdcloud.fromProfile()).toEqualTypeOf<() => Promise<JdcloudCredentials>>();
    expectTypeOf(tencent.fromEnvironment()).toEqualTypeOf<() => Promise<TencentCredentials>>();
    expectTypeOf(tencent.fromProfile()).toEqualTypeOf<() => Promise<TencentCredentials>>();
    expectTypeOf(zenlayer.fromEnvironment()).toEqualTypeOf<() => Promise<ZenlayerCredentials | ZenlayerToken>>();
    expectTypeOf(zenlayer.fromProfile()).toEqualTypeOf<() => Promise<ZenlayerCredentials | ZenlayerToken>>();
  });

  test('take the process environment', () => {
    expectTypeOf(process.env).toExtend<jdcloud.Environment>();
  });

  test('chain', () => {
    const own = (): TencentCredentials => ({ secretId: 'i', secretKey: 's' });
    const chain = tencent.firstOf(tencent.fromEnvironment(), tencent.fromProfile(), own);
    expectTypeOf(chain).toEqualTypeOf<() => Promise<TencentCredentials>>();
  });

  test('mistakes do not compile', () => {
    // @ts-expect-error at least one
    expectTypeOf(() => jdcloud.firstOf()).toBeFunction();
    // @ts-expect-error of one vendor
    expectTypeOf(() => jdcloud.firstOf(jdcloud.fromEnvironment(), tencent.fromEnvironment())).toBeFunction();
    // @ts-expect-error the option is profile
    expectTypeOf(() => jdcloud.fromProfile({ name: 'prod' })).toBeFunction();
    // @ts-expect-error no environment of numbers
    expectTypeOf(() => jdcloud.fromEnvironment({ env: { A: 1 } })).toBeFunction();
    type OfZenlayer = Awaited<ReturnType<ReturnType<typeof zenlayer.fromProfile>>>;
    // A token may be what was found.
    expectTypeOf<OfZenlayer>().not.toExtend<ZenlayerCredentials>();
  });
});

describe('errors', () => {
  test('every problem can be switched over', () => {
    const advice = (problem: jdcloud.CredentialsProblem): string => {
      switch (problem) {
        case 'not-found':
          return 'set some';
        default: {
          // @ts-expect-error the other problems are still possible here
          const none: never = problem;
          return none;
        }
      }
    };
    expectTypeOf(advice).toBeFunction();
  });

  test('one class for all vendors', () => {
    expectTypeOf<jdcloud.CredentialsError>().toEqualTypeOf<zenlayer.CredentialsError>();
    expectTypeOf(jdcloud.CredentialsError).toEqualTypeOf(tencent.CredentialsError);
  });
});
