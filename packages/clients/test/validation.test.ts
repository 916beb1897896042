import { describe, expect, test } from 'vitest';
import { validators as bastion } from '../src/generated/jdcloud-bastion/validators.js';
import { validators as vm } from '../src/generated/jdcloud-vm/validators.js';
import { rules as cvmRules } from '../src/generated/tencent-cvm/rules.js';
import { validators as cvm } from '../src/generated/tencent-cvm/validators.js';
import { RuleError } from '../src/rule-error.js';
import { findRuleViolations, findViolations, type Rule } from '../src/validation.js';

const header = { 'x-tc-action': 'RunInstances', 'x-tc-version': '2017-03-12', 'x-tc-region': 'ap-guangzhou' };
const run = (body: unknown) => findViolations(cvm.RunInstances, { header, body });
const smallest = { Placement: { Zone: 'ap-guangzhou-2' }, ImageId: 'img-1' };

test('a valid request has no violation', () => {
  expect(run(smallest)).toEqual([]);
});

describe('a violation names the place, the rule and the fix', () => {
  test.each([
    [{ Placement: {}, ImageId: 'i' }, '/body/Placement/Zone', 'required', 'is required; add it'],
    [
      { ...smallest, Imageid: 'i' },
      '/body/Imageid',
      'additionalProperties',
      'is not known here; check the spelling or leave it out',
    ],
    [{ ...smallest, InstanceCount: 0 }, '/body/InstanceCount', 'minimum', 'must be at least 1'],
    [{ ...smallest, InstanceCount: 101 }, '/body/InstanceCount', 'maximum', 'must be at most 100'],
    [{ ...smallest, InstanceCount: '1' }, '/body/InstanceCount', 'type', 'must be of type integer'],
    [{ ...smallest, InstanceCount: 1.5 }, '/body/InstanceCount', 'type', 'must be of type integer'],
    [{ ...smallest, ClientToken: 'x'.repeat(65) }, '/body/ClientToken', 'maxLength', 'must have at most 64 characters'],
    [
      { ...smallest, 'a/b~c': 1 },
      '/body/a~1b~0c',
      'additionalProperties',
      'is not known here; check the spelling or leave it out',
    ],
  ])('%j', (body, path, keyword, detail) => {
    expect(run(body)).toContainEqual({ path, keyword, detail });
  });

  test('an enumeration lists what is allowed', () => {
    const [violation] = run({ ...smallest, InstanceChargeType: 'PREPAY' });
    expect(violation).toMatchObject({ path: '/body/InstanceChargeType', keyword: 'enum' });
    expect(violation?.detail).toMatch(/^must be one of "PREPAID", "POSTPAID_BY_HOUR", "CDHPAID"/);
  });
});

test('missing values come first', () => {
  const violations = run({ Placement: { Zone: 'z' }, InstanceCount: 0 });
  expect(violations.map(({ path }) => path)).toEqual(['/body/ImageId', '/body/InstanceCount']);
});

test.each([undefined, null, 'text', 7, []])('a body that is %j is a violation, not a crash', (body) => {
  expect(run(body).length).toBeGreaterThan(0);
});

test('no violation holds the value that was found', () => {
  const secret = 'canary-9f3b';
  const path = { regionId: 'cn-north-1' };
  const violations = [
    ...findViolations(vm.createInstances, {
      path,
      body: { instanceSpec: { name: secret.repeat(30), password: secret, keyNames: secret } },
    }),
    ...findViolations(bastion.createInstance, {
      path,
      body: { instanceSpec: { ipVersion: secret, quantity: secret } },
    }),
  ];
  expect(violations.length).toBeGreaterThan(4);
  expect(JSON.stringify(violations)).not.toContain(secret);
});

describe('rules across fields', () => {
  const rule = (holds: (body: unknown) => boolean): Rule => ({
    id: 'one-at-a-time',
    message: 'Set count to 1.',
    error: 'INVALID_ARGUMENT',
    fields: ['/count', '/kind'],
    holds,
  });
  const failing = rule(() => {
    throw new RuleError('a number is needed');
  });

  test('one that holds is no violation', () => {
    expect(findRuleViolations([rule(() => true)], {})).toEqual([]);
  });

  test('one that does not hold is reported at its first field, with its id and what to change', () => {
    const broken = rule(() => false);
    expect(findRuleViolations([broken], {})).toEqual([
      {
        path: '/body/count',
        keyword: 'x-validations',
        detail: 'breaks the rule one-at-a-time: Set count to 1.',
        rule: broken,
      },
    ]);
  });

  test('one that cannot be evaluated is a violation, unless the schema already says why', () => {
    expect(findRuleViolations([failing], {})).toMatchObject([
      { path: '/body/count', detail: expect.stringContaining('could not be checked') },
    ]);
    expect(findRuleViolations([failing], {}, false)).toEqual([]);
  });

  test('one that would take hours on a large request is given up, and says so', () => {
    const tags = Array.from({ length: 20_000 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    const body = { ...smallest, TagSpecification: [{ ResourceType: 'instance', Tags: tags }] };
    expect(findRuleViolations(cvmRules.RunInstances, body, true)).toMatchObject([
      { path: '/body/TagSpecification', detail: expect.stringContaining('could not be checked') },
    ]);
    expect(findRuleViolations(cvmRules.RunInstances, body, false)).toEqual([]);
  }, 2000);

  test('one that looks at as many elements as a large sensible request has is evaluated', () => {
    const Tags = Array.from({ length: 200 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    const body = { ...smallest, TagSpecification: [{ ResourceType: 'instance', Tags }] };
    expect(findRuleViolations(cvmRules.RunInstances, body)).toEqual([]);
    const twice = { ...body, TagSpecification: [{ ResourceType: 'instance', Tags: [...Tags, Tags[0]] }] };
    expect(findRuleViolations(cvmRules.RunInstances, twice)).toMatchObject([
      { detail: expect.stringContaining('breaks the rule') },
    ]);
  });

  test('a fault of our own is not taken for a violation', () => {
    const faulty = rule(() => {
      throw new TypeError('bug');
    });
    expect(() => findRuleViolations([faulty], {})).toThrow(TypeError);
  });
});
