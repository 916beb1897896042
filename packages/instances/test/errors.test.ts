import { inspect } from 'node:util';
import {
  InvalidRequestError,
  NoAnswerError,
  NotSentError,
  OutcomeUnknownError,
  type Spent,
  VendorError,
} from '@launchspec/clients/errors';
import { createMockFetch } from '@launchspec/mock';
import { describe, expect, test } from 'vitest';
import type { ApiId } from '../src/api-id.js';
import { LaunchError, UnsupportedError } from '../src/errors/index.js';
import { FIELDS } from '../src/fields.js';
import { launchErrorOf, launchErrorOfPlan } from '../src/launch-error-of.js';
import { planWith } from '../src/plan.js';
import { REASONS } from '../src/reasons/reason.js';
import { APIS, type Fetch, PASSWORD, type TestedApi, takesToken } from './support/apis.js';

const EACH = Object.entries(APIS) as [ApiId, TestedApi][];

/** Launches, which must fail, and says why in our terms. */
async function failed(api: TestedApi, options: Parameters<TestedApi['launch']>[0]): Promise<LaunchError> {
  const { error, token } = await api.launch(options);
  if (!error) throw new Error('it did not fail');
  return launchErrorOf(api.definition, api.reasons, error, token);
}

const mock = createMockFetch({ auth: 'off' });

function raised(id: ApiId, name: string): Promise<LaunchError> {
  return failed(APIS[id], { fetch: mock, headers: { prefer: `example=${name}` } });
}

/** An answer of a vendor that the mock would not give. */
function refused(
  id: ApiId,
  code: string,
  {
    operation = APIS[id].definition.create.operationId,
    vendorMessage = 'no',
    status = 400,
    spent = 'no' as Spent,
    kind = 'vendor' as 'vendor' | 'undocumented',
    token = undefined as string | undefined,
  } = {},
): LaunchError {
  const answer = { kind, code, vendorMessage, status, requestId: 'r-1', body: {} };
  const failure = new VendorError(answer, { api: id, operation, spent, attempts: 1 }) as VendorError<
    'undocumented',
    string,
    unknown
  >;
  return launchErrorOf(APIS[id].definition, APIS[id].reasons, failure, token);
}

const DOCUMENTED = EACH.flatMap(([id, { definition, errors }]) =>
  Object.entries(errors[definition.create.operationId] ?? {}).map(([name, error]) => ({ id, name, error })),
);

const RETRYABLE = ['RATE_LIMITED', 'SERVICE_UNAVAILABLE'];

describe('an error that the spec names for a launch', () => {
  test.each(DOCUMENTED)('$id: $name', async ({ id, name, error: { code, message } }) => {
    const { definition } = APIS[id];
    const error = await raised(id, name);

    expect(error).toMatchObject({ api: id, operation: definition.create.operationId, vendorCode: code });
    expect(error.vendorMessage).toBe(message);
    expect(error.requestId).toEqual(expect.any(String));
    expect(error.reason).not.toBe('UNDOCUMENTED');
    expect(error.code).toBe(REASONS[error.reason].code);
    if (error.field !== undefined) {
      expect(FIELDS).toHaveProperty([error.field]);
      expect(definition.capabilities[error.field]).not.toHaveProperty('no');
      expect(error.message).toContain(error.field);
    }
    for (const part of [id, definition.create.operationId, REASONS[error.reason].means, code])
      expect(error.message).toContain(part);
    // Only where the vendor itself fails may it have begun.
    if (!['INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.code)) expect(error.spent).toBe('no');
    if (error.retryable) {
      expect(RETRYABLE).toContain(error.reason);
      expect(error.spent === 'no' || error.token !== undefined).toBe(true);
    }
    expect(error.token === undefined).toBe(!takesToken(APIS[id]));
  });

  test('can be retried after throttling, and where the service is not there only with a token', async () => {
    const found = await Promise.all(DOCUMENTED.map(async ({ id, name }) => await raised(id, name)));
    const unavailable = found.filter(({ reason }) => reason === 'SERVICE_UNAVAILABLE');
    expect(found.filter(({ reason }) => reason === 'RATE_LIMITED').every(({ retryable }) => retryable)).toBe(true);
    expect(new Set(unavailable.map(({ api }) => api)).size).toBe(5);
    for (const { api, retryable } of unavailable)
      expect({ api, retryable }).toEqual({ api, retryable: takesToken(APIS[api]) });
  });
});

type Row = [
  api: ApiId,
  example: string,
  code: string,
  reason: string,
  field: string | undefined,
  retryable?: boolean,
  spent?: Spent,
];

describe('read by hand from the documents', () => {
  const rows: Row[] = [
    ['jdcloud-vm', 'parameter-missing', 'INVALID_ARGUMENT', 'VALUE_MISSING', '/image'],
    ['jdcloud-vm', 'invalid-password', 'INVALID_ARGUMENT', 'PASSWORD_TOO_WEAK', '/login/password'],
    ['jdcloud-vm', 'disk-type-out-of-stock', 'RESOURCE_EXHAUSTED', 'SOLD_OUT', undefined],
    ['jdcloud-vm', 'image-not-ready', 'FAILED_PRECONDITION', 'IMAGE_NOT_READY', '/image'],
    ['jdcloud-vm', 'available-ip-not-enough', 'RESOURCE_EXHAUSTED', 'ADDRESSES_EXHAUSTED', '/network/subnet'],
    ['jdcloud-vm', 'max-count-out-of-range', 'OUT_OF_RANGE', 'VALUE_OUT_OF_RANGE', '/count'],
    ['jdcloud-vm', 'system-disk-size-out-of-range', 'OUT_OF_RANGE', 'VALUE_OUT_OF_RANGE', '/systemDisk/sizeGib'],
    ['jdcloud-vm', 'subnet-does-not-support-ipv6', 'FAILED_PRECONDITION', 'NOT_OFFERED', '/network/subnet'],
    ['jdcloud-vm', 'security-groups-not-found', 'NOT_FOUND', 'NETWORK_NOT_FOUND', '/network/securityGroups'],
    ['jdcloud-vm', 'instance-quota-exceeded', 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED', '/count'],
    ['jdcloud-vm', 'rate-limited', 'RESOURCE_EXHAUSTED', 'RATE_LIMITED', undefined, true],
    ['jdcloud-vm', 'internal-error', 'INTERNAL', 'VENDOR_FAILURE', undefined, false, 'unknown'],
    // Explained as a service that is not available for the moment, to be tried again; there is a token.
    ['jdcloud-vm', 'unknown-error', 'UNAVAILABLE', 'SERVICE_UNAVAILABLE', undefined, true, 'unknown'],
    ['jdcloud-edcps', 'not-found', 'NOT_FOUND', 'RESOURCE_NOT_FOUND', undefined],
    ['jdcloud-bastion', 'service-unavailable', 'UNAVAILABLE', 'SERVICE_UNAVAILABLE', undefined, false, 'unknown'],
    ['zenlayer-bmc', 'RESOURCES_SOLDOUT_INSTANCE_TYPE', 'RESOURCE_EXHAUSTED', 'SOLD_OUT', '/machineType'],
    // Its name says sold out, its description not on sale.
    ['zenlayer-bmc', 'RESOURCE_INSUFFICIENT_PRODUCT_SOLD_OUT', 'FAILED_PRECONDITION', 'NOT_OFFERED', undefined],
    [
      'zenlayer-bmc',
      'OPERATION_FILED_INTERNET_CHARGE_TYPE_NOT_SUPPORT',
      'FAILED_PRECONDITION',
      'NOT_OFFERED',
      '/publicAddress/billing',
    ],
    ['zenlayer-bmc', 'INVALID_PARTITION_IMAGE_NOT_SET', 'INVALID_ARGUMENT', 'VALUE_MISSING', '/image'],
    [
      'zenlayer-bmc',
      'INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT',
      'INVALID_ARGUMENT',
      'VALUES_CONFLICT',
      '/login/password',
    ],
    // It is not certain that nothing was done, and no token makes a second launch harmless.
    [
      'zenlayer-bmc',
      'SERVICE_TEMPORARY_UNAVAILABLE',
      'UNAVAILABLE',
      'SERVICE_UNAVAILABLE',
      undefined,
      false,
      'unknown',
    ],
    ['tencent-cvm', 'InvalidPeriod', 'INVALID_ARGUMENT', 'VALUE_INVALID', '/billing/termMonths'],
    ['tencent-cvm', 'VpcIpIsUsed', 'ALREADY_EXISTS', 'ADDRESS_IN_USE', '/network/privateIpv4Addresses'],
    ['tencent-cvm', 'InvalidZone.MismatchRegion', 'NOT_FOUND', 'LOCATION_NOT_FOUND', '/location/zone'],
    ['tencent-cvm', 'AccountQualificationRestrictions', 'FAILED_PRECONDITION', 'ACCOUNT_UNVERIFIED', undefined],
    ['tencent-cvm', 'UnsupportedRegion', 'FAILED_PRECONDITION', 'NOT_OFFERED', '/location/region'],
    ['tencent-cvm', 'InvalidPermission', 'PERMISSION_DENIED', 'ACCESS_DENIED', undefined],
    ['tencent-cvm', 'InvalidHostId.NotFound', 'NOT_FOUND', 'RESOURCE_NOT_FOUND', '/dedicatedHosts'],
    ['tencent-cvm', 'LimitExceeded.VpcSubnetNum', 'RESOURCE_EXHAUSTED', 'ADDRESSES_EXHAUSTED', '/network/subnet'],
  ];

  test.each(rows)('%s %s is %s, %s %s', async (api, example, code, reason, field, retryable = false, spent = 'no') => {
    const error = await raised(api, example);
    expect(error).toMatchObject({ code, reason, retryable, spent });
    expect(error.field).toBe(field);
  });
});

test('what may have begun before a service failed is not launched again unseen', async () => {
  const { message } = await raised('zenlayer-bmc', 'SERVICE_TEMPORARY_UNAVAILABLE');
  expect(message).toContain('look what there is before you send it again');
});

describe('messages of JD Cloud VM tell apart what one code does not', () => {
  const said = (code: string, vendorMessage: string) => {
    const { reason, field } = refused('jdcloud-vm', code, { vendorMessage });
    return { reason, field };
  };

  test.each([
    ['NOT_FOUND', "Image 'img-12'3.x' not found", 'IMAGE_NOT_FOUND', '/image'],
    ['NOT_FOUND', "image 'img-1' not found ", 'IMAGE_NOT_FOUND', '/image'],
    ['INVALID_ARGUMENT', 'Parameter InstanceSpec.InstanceType missing', 'VALUE_MISSING', '/machineType'],
    ['INVALID_ARGUMENT', 'Parameter instanceSpec.userdata missing', 'VALUE_MISSING', '/userData'],
    ['INVALID_ARGUMENT', 'Parameter InstanceSpec.BurstSpec missing', 'VALUE_MISSING', undefined],
    [
      'OUT_OF_RANGE',
      'InstanceSpec.DataDisks[1].CloudDiskSpec.DiskSizeGB out of range',
      'VALUE_OUT_OF_RANGE',
      '/dataDisks/*/sizeGib',
    ],
    ['OUT_OF_RANGE', 'something else', 'VALUE_OUT_OF_RANGE', undefined],
    ['NOT_FOUND', "Elephant 'e' not found", 'RESOURCE_NOT_FOUND', undefined],
    ['CONFLICT', 'something else', 'VALUES_CONFLICT', undefined],
    ['FAILED_PRECONDITION', '', 'PRECONDITION_FAILED', undefined],
  ])('%s: %s', (code, message, reason, field) => {
    expect(said(code, message)).toEqual({ reason, field });
  });
});

describe('other operations', () => {
  const named = EACH.flatMap(([id, { definition, errors }]) =>
    Object.entries(errors)
      .filter(([operation]) => !operation.startsWith(definition.create.operationId))
      .flatMap(([operation, table]) => Object.values(table).map(({ code }) => ({ id, operation, code }))),
  );

  test.each(named)(
    '$id $operation: $code has a meaning, and is about no field of a launch',
    ({ id, operation, code }) => {
      const error = refused(id, code, { operation });
      expect(error.reason).not.toBe('UNDOCUMENTED');
      expect(error.field).toBeUndefined();
    },
  );

  test('an instance that is not there, and one that has a state, are told from other things', () => {
    const ending = (id: ApiId, operation: string, code: string) => refused(id, code, { operation }).reason;
    expect(ending('jdcloud-vm', 'deleteInstance', 'NOT_FOUND')).toBe('INSTANCE_NOT_FOUND');
    expect(ending('jdcloud-edcps', 'deleteInstance', 'FAILED_PRECONDITION')).toBe('INSTANCE_STATE');
    expect(ending('zenlayer-bmc', 'ReleaseInstances', 'INVALID_INSTANCE_NOT_FOUND')).toBe('INSTANCE_NOT_FOUND');
    expect(ending('tencent-cvm', 'TerminateInstances', 'UnsupportedOperation.InstancesProtected')).toBe(
      'INSTANCE_PROTECTED',
    );
  });

  test('what only waits for something else to end has a chance later', () => {
    const operation = 'TerminateInstances';
    expect(refused('tencent-cvm', 'MutexOperation.TaskRunning', { operation })).toMatchObject({
      code: 'ABORTED',
      reason: 'INSTANCE_BUSY',
      retryable: true,
    });
  });

  test('a launch that has its request in the query is a launch', async () => {
    const headers = { prefer: 'example=InvalidPeriod' };
    const error = await failed(APIS['tencent-cvm'], { fetch: mock, headers, transport: 'get' });
    expect(error).toMatchObject({ operation: 'RunInstancesGet', field: '/billing/termMonths' });
  });
});

describe('codes that nobody documents', () => {
  const undocumented = (code: string, status: number, id: ApiId = 'zenlayer-bmc') =>
    refused(id, code, { status, kind: 'undocumented' });

  test.each([
    [400, 'UNKNOWN'],
    [401, 'UNAUTHENTICATED'],
    [403, 'PERMISSION_DENIED'],
    [404, 'NOT_FOUND'],
    [409, 'ABORTED'],
    [429, 'RESOURCE_EXHAUSTED'],
    [500, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
  ])('HTTP %i is %s', (status, code) => {
    expect(undocumented('NEW_CODE', status)).toMatchObject({
      code,
      reason: 'UNDOCUMENTED',
      vendorCode: 'NEW_CODE',
      retryable: false,
    });
  });

  test.each(['__proto__', 'constructor', 'toString', '.', ''])('%j is none of ours', (code) => {
    expect(undocumented(code, 400)).toMatchObject({ code: 'UNKNOWN', reason: 'UNDOCUMENTED' });
  });

  test('a code of Tencent Cloud is of the class before its dot', () => {
    expect(undocumented('InvalidParameterValue.New', 200, 'tencent-cvm').reason).toBe('VALUE_INVALID');
    expect(undocumented('RequestLimitExceeded.New', 200, 'tencent-cvm').retryable).toBe(true);
    expect(undocumented('New.New', 200, 'tencent-cvm').reason).toBe('UNDOCUMENTED');
  });

  test('throttling without a code is throttling', () => {
    expect(undocumented('HTTP 429', 429)).toMatchObject({ reason: 'RATE_LIMITED', retryable: true });
  });
});

describe('what may be sent again', () => {
  const throttled = (spent: Spent, token?: string) => refused('tencent-cvm', 'RequestLimitExceeded', { spent, token });

  test('is what did nothing, or has a token', () => {
    expect(throttled('no').retryable).toBe(true);
    // An earlier request of the call was lost.
    expect(throttled('unknown').retryable).toBe(false);
    expect(throttled('unknown', 't-1')).toMatchObject({ retryable: true, token: 't-1' });
    expect(throttled('unknown', 't-1').message).toContain('same idempotencyToken (t-1)');
    expect(throttled('unknown').message).toContain('look what there is before you send it again');
    expect(throttled('yes', 't-1').retryable).toBe(false);
    expect(throttled('yes', 't-1').message).toContain('Something was bought');
  });
});

describe('failures without a refusal', () => {
  const vm = APIS['jdcloud-vm'];
  const never: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));

  test('no connection', async () => {
    const error = await failed(vm, { fetch: never });
    expect(error).toMatchObject({ code: 'UNAVAILABLE', reason: 'NO_CONNECTION', retryable: true, spent: 'no' });
    expect(error.cause).toBeInstanceOf(NotSentError);
  });

  test('no credentials', async () => {
    const credentials = () => {
      throw new Error('there is no profile');
    };
    const error = await failed(vm, { fetch: mock, credentials });
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'CREDENTIALS_INVALID', retryable: false });
    expect(error.message).toContain('there is no profile');
  });

  test('an answer that is lost: with a token the launch can be sent again, without one it must be looked for', async () => {
    const lost: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }));
    const withToken = await failed(vm, { fetch: lost });
    const without = await failed(APIS['zenlayer-bmc'], { fetch: lost });

    expect(withToken).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'OUTCOME_UNKNOWN',
      retryable: true,
      spent: 'unknown',
    });
    expect(withToken.token).toEqual(expect.any(String));
    expect(withToken.findOut).toMatchObject({ operation: 'describeInstances', ask: { value: 'web' } });
    expect(withToken.message).toContain('ask describeInstances with name = "web"');
    expect(without).toMatchObject({ reason: 'OUTCOME_UNKNOWN', retryable: false, spent: 'unknown', token: undefined });
    expect(without.message).toContain('ask DescribeInstances before you send it again');
  });

  const call = { api: 'jdcloud-vm', operation: 'createInstances', attempts: 1 };
  test.each([
    ['timeout', undefined, 'DEADLINE_EXCEEDED'],
    ['aborted', undefined, 'CANCELLED'],
    ['connection', undefined, 'UNAVAILABLE'],
    ['unreadable', 200, 'UNKNOWN'],
    ['unreadable', 502, 'UNAVAILABLE'],
  ] as const)('a launch of unknown outcome, %s %s, is %s', (reason, status, code) => {
    const at = '2026-01-01T00:00:00.000Z';
    const outcome = { reason, status, detail: 'late', body: undefined, asked: {}, firstSentAt: at, lastSentAt: at };
    const failure = new OutcomeUnknownError(
      { ...outcome, token: undefined, findOut: undefined },
      { ...call, spent: 'unknown' },
    );
    const error = launchErrorOf(vm.definition, vm.reasons, failure);
    expect(error).toMatchObject({ code, reason: 'OUTCOME_UNKNOWN', retryable: false });
  });

  test.each([
    ['timeout', undefined, 'TIMED_OUT', true],
    ['aborted', undefined, 'CANCELLED', false],
    ['connection', undefined, 'NO_CONNECTION', true],
    ['unreadable', 200, 'ANSWER_UNREADABLE', false],
    ['unreadable', 502, 'SERVICE_UNAVAILABLE', true],
  ] as const)('a look without an answer, %s %s, is %s', (reason, status, expected, retryable) => {
    const failure = new NoAnswerError(reason, 'late', status, { ...call, operation: 'describeInstances' });
    expect(launchErrorOf(vm.definition, vm.reasons, failure)).toMatchObject({ reason: expected, retryable });
  });

  test.each(['aborted', 'signing', 'checks'] as const)(
    'nothing sent (%s) is not to be sent again as it is',
    (reason) => {
      const error = launchErrorOf(vm.definition, vm.reasons, new NotSentError(reason, call));
      expect(error).toMatchObject({ retryable: false, spent: 'no' });
    },
  );
});

describe('requests that are not valid', () => {
  test('a plan: every place, with what is wrong and what to do', () => {
    const plan = planWith(APIS['zenlayer-bmc'].definition, { count: 1000, machineType: 'M6C' });
    const error = launchErrorOfPlan(plan);
    expect(error).toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'REQUEST_INVALID',
      spent: 'no',
      retryable: false,
      violations: plan.violations,
    });
    expect(plan.violations.length).toBeGreaterThan(1);
    for (const { path, message, fix } of plan.violations)
      expect(error.message).toContain(`${path} ${message} (${fix})`);
  });

  test('what the client finds has our paths too', () => {
    const { definition, reasons } = APIS['tencent-cvm'];
    const failure = new InvalidRequestError('tencent-cvm', 'RunInstances', [
      { path: '/body/DataDisks/1/DiskSize', keyword: 'minimum', detail: 'must be at least 10' },
      { path: '/body/Placement/Zone', keyword: 'required', detail: 'is required; add it' },
    ]);
    const { violations, message } = launchErrorOf(definition, reasons, failure);
    expect(violations).toEqual([
      {
        path: '/dataDisks/1/sizeGib',
        kind: 'schema',
        message: 'must be at least 10',
        fix: 'correct it',
        vendorPath: '/body/DataDisks/1/DiskSize',
      },
      {
        path: '/location/zone',
        kind: 'schema',
        message: 'is required',
        fix: 'add it',
        vendorPath: '/body/Placement/Zone',
      },
    ]);
    expect(message).toContain('/location/zone is required (add it)');
  });

  test('of what the API does not offer, every path with its reason and what to do', () => {
    const wish = { image: 'img-1', hostname: 'web', network: { ipv6AddressCount: 1 } };
    const { unsupported } = planWith(APIS['jdcloud-bastion'].definition, wish);
    const error = new UnsupportedError('jdcloud-bastion', unsupported);
    expect(unsupported.map(({ path }) => path)).toEqual(['/hostname', '/image', '/network/ipv6AddressCount']);
    expect(unsupported.map(({ fix }) => fix)).toEqual([
      'leave it out',
      'leave it out',
      'say addressFamily: dual-stack',
    ]);
    for (const { path, reason, fix } of unsupported) expect(error.message).toContain(`${path} (${reason}; ${fix})`);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: 'UnsupportedError', unsupported });
  });
});

describe('as data', () => {
  test('an error has all that is known, and its cause in words', async () => {
    const error = await raised('jdcloud-vm', 'image-not-found');
    expect(error).toBeInstanceOf(LaunchError);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'LaunchError',
      message: error.message,
      reason: 'IMAGE_NOT_FOUND',
      field: '/image',
      vendorCode: 'NOT_FOUND',
      violations: [],
      cause: (error.cause as Error).message,
    });
  });
});

describe('a vendor that repeats what it was asked', () => {
  const everything = ({ headers, body }: RequestInit) => `${JSON.stringify(headers)} ${String(body)}`;
  const answers: { readonly [kind: string]: (text: string, id: ApiId) => Response } = {
    'refuses it': (text, id) =>
      Response.json(
        id === 'tencent-cvm'
          ? { Response: { Error: { Code: `Bad.${text}`, Message: text }, RequestId: text } }
          : id === 'zenlayer-bmc'
            ? { code: `BAD ${text}`, message: text, requestId: text }
            : { error: { code: 400, status: `BAD ${text}`, message: text }, requestId: text },
        { status: 400 },
      ),
    'sends what cannot be read': (text) => Response.json({ text }, { status: 502 }),
    'breaks off': (text) => {
      throw new TypeError(text, { cause: new Error(text) });
    },
  };

  test.each(EACH.flatMap(([id]) => Object.keys(answers).map((kind) => ({ id, kind }))))(
    '$id $kind: no secret is left',
    async ({ id, kind }) => {
      const sent: string[] = [];
      const fetch: Fetch = async (_, request) => {
        sent.push(everything(request));
        return (answers[kind] as (text: string, id: ApiId) => Response)(everything(request), id);
      };
      const error = await failed(APIS[id], { fetch });
      // A bastion host takes no login.
      expect(sent.join().includes(PASSWORD)).toBe(id !== 'jdcloud-bastion');
      for (const text of [error.message, String(error.stack), JSON.stringify(error), inspect(error, { depth: 20 })])
        expect(text).not.toContain('cAnArY');
    },
  );

  test('a request that is not valid', () => {
    for (const [id, { definition }] of EACH) {
      const plan = planWith(definition, {
        login: { password: 'cAnArY' },
        userData: 'cAnArY',
        metadata: { key: 'cAnArY' },
      });
      const error = launchErrorOfPlan(plan);
      for (const text of [error.message, JSON.stringify(error), inspect(error, { depth: 20 })])
        expect(text, id).not.toContain('cAnArY');
    }
  });
});
