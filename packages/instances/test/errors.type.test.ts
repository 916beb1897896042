import type { CallError, FindOut, Spent } from '@launchspec/clients/errors';
import type { api as edcpsApi } from '@launchspec/clients/jdcloud-edcps';
import type { errors as vmErrors } from '@launchspec/clients/jdcloud-vm';
import type { api as bmcApi } from '@launchspec/clients/zenlayer-bmc';
import { describe, expectTypeOf, test } from 'vitest';
import type { ApiId } from '../src/api-id.js';
import type { LaunchError, LaunchErrorCode, LaunchErrorReason, UnsupportedError } from '../src/errors/index.js';
import type { HousePath } from '../src/fields.js';
import { reasons as edcps } from '../src/reasons/jdcloud-edcps.js';
import { reasons as vm } from '../src/reasons/jdcloud-vm.js';
import type { MessagesOf, REASONS, ReasonsOf } from '../src/reasons/reason.js';
import { reasons as bmc } from '../src/reasons/zenlayer-bmc.js';
import type { PlanViolation, Unsupported } from '../src/violation.js';

// Checked by the type-checker; what must not compile says so with @ts-expect-error.
describe('what an error means', () => {
  type EdcpsReasons = ReasonsOf<'jdcloud-edcps', typeof edcpsApi>;

  test('has a place for every code of the spec, and no other', () => {
    const { NOT_FOUND: _, ...others } = edcps.codes;
    // @ts-expect-error NOT_FOUND is missing
    const forgotten: EdcpsReasons = { codes: others };
    // @ts-expect-error SOLD_OUT is no code of this API
    const invented: EdcpsReasons = { codes: { ...edcps.codes, SOLD_OUT: 'SOLD_OUT' } satisfies EdcpsReasons['codes'] };
    // @ts-expect-error a code that the spec gets is one without a meaning
    const added: ReasonsOf<'jdcloud-edcps', { operations: { one: { errorCodes: ['NOT_FOUND', 'NEW'] } } }> = edcps;
    expectTypeOf([forgotten, invented, added]).not.toBeNever();
  });

  test('is a reason that there is, about a field that the API takes', () => {
    // @ts-expect-error no such reason
    const reason: EdcpsReasons = { codes: { ...edcps.codes, NOT_FOUND: 'NOT_THERE' } };
    // @ts-expect-error no such field
    const field: EdcpsReasons = { codes: { ...edcps.codes, NOT_FOUND: { reason: 'IMAGE_NOT_FOUND', field: '/img' } } };
    const notTaken: ReasonsOf<'zenlayer-bmc', typeof bmcApi> = {
      // @ts-expect-error this API takes no region
      codes: { ...bmc.codes, MISSING_PARAMETER: { reason: 'VALUE_MISSING', field: '/location/region' } },
    };
    expectTypeOf([reason, field, notTaken]).not.toBeNever();
  });

  test('is told by every documented message, in the words of the document', () => {
    type Messages = MessagesOf<'jdcloud-vm', typeof vmErrors.createInstances>;
    expectTypeOf(vm.messages).toExtend<Messages>();
    // Those that only other sources have are left to the code.
    expectTypeOf<'not-found' | 'rate-limited'>().not.toExtend<keyof Messages>();
    const { 'image-not-found': _, ...others } = vm.messages;
    // @ts-expect-error image-not-found is missing
    const forgotten: Messages = others;
    const misspelt: Messages = {
      ...vm.messages,
      // @ts-expect-error the document writes it with a capital
      'image-not-found': { message: "image 'xx' not found", reason: 'IMAGE_NOT_FOUND' },
    };
    expectTypeOf([forgotten, misspelt]).not.toBeNever();
  });
});

describe('errors', () => {
  test('a LaunchError says what it says in literals', () => {
    expectTypeOf<LaunchError['api']>().toEqualTypeOf<ApiId>();
    expectTypeOf<LaunchError['code']>().toEqualTypeOf<LaunchErrorCode>();
    expectTypeOf<LaunchError['reason']>().toEqualTypeOf<LaunchErrorReason>();
    expectTypeOf<LaunchErrorReason>().toEqualTypeOf<keyof typeof REASONS>();
    expectTypeOf<string>().not.toExtend<LaunchErrorReason>();
    expectTypeOf<LaunchError['field']>().toEqualTypeOf<HousePath | undefined>();
    expectTypeOf<LaunchError['spent']>().toEqualTypeOf<Spent>();
    expectTypeOf<LaunchError['violations']>().toEqualTypeOf<readonly PlanViolation[]>();
    expectTypeOf<LaunchError['findOut']>().toEqualTypeOf<FindOut | undefined>();
    expectTypeOf<LaunchError['cause']>().toEqualTypeOf<CallError | undefined>();
    expectTypeOf<UnsupportedError['unsupported'][number]>().toEqualTypeOf<Unsupported>();
  });

  test('every reason can be switched over, and a forgotten one does not compile', () => {
    const advice = (reason: LaunchErrorReason): string => {
      switch (reason) {
        case 'SOLD_OUT':
          return 'elsewhere';
        default: {
          // @ts-expect-error the other reasons are still possible here
          const none: never = reason;
          return none;
        }
      }
    };
    expectTypeOf(advice).toBeFunction();
    expectTypeOf<(typeof REASONS)['SOLD_OUT']['code']>().toEqualTypeOf<'RESOURCE_EXHAUSTED'>();
  });
});
