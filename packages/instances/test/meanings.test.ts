import { describe, expect, test } from 'vitest';
import { parse, plan } from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { SMALL } from './support/requests.js';

// What a field means at a vendor, read from its document: where a request would buy something else than was asked for.

function planned(api: keyof typeof SMALL, more: AnyLaunchRequest) {
  const { request, violations, trace } = plan(api, { ...SMALL[api], ...more } as never);
  return { body: request.body as object, violations, trace };
}

describe('no public address at JD Cloud', () => {
  const declined = { publicAddress: { assigned: false } } as const;

  test.each([
    ['named by its field', { template: { id: 'it-1' } }],
    ['named under vendor', { vendor: { instanceSpec: { instanceTemplateId: 'it-1' } } }],
  ])('turns off that of a template %s', (_, template) => {
    const { body, violations } = planned('jdcloud-vm', { ...declined, ...template });
    expect(violations).toEqual([]);
    expect(body).toMatchObject({ instanceSpec: { instanceTemplateId: 'it-1', noElasticIp: true } });
    expect(parse('jdcloud-vm', { body } as never)).toMatchObject(declined);
  });

  test.each([
    ['named by its field', { placementGroup: 'ag-1' }],
    ['named under vendor', { vendor: { instanceSpec: { agId: 'ag-1' } } }],
  ])('cannot be promised for a placement group %s, whose template decides', (_, group) => {
    const { violations } = planned('jdcloud-vm', { ...declined, ...group });
    expect(violations).toContainEqual(expect.objectContaining({ path: '/publicAddress/assigned', kind: 'capability' }));
  });

  test('contradicts an elastic IP under vendor', () => {
    const vendor = { instanceSpec: { elasticIp: { bandwidthMbps: 5, provider: 'bgp' } } };
    const { violations } = planned('jdcloud-vm', { ...declined, vendor });
    expect(violations.map(({ path }) => path)).toEqual(['/publicAddress/assigned']);
    expect(planned('jdcloud-vm', { publicAddress: { assigned: true }, vendor }).violations).toEqual([]);
  });
});

describe('billing of bastion hosts', () => {
  test.each([
    ['on-demand', 'CONFIG'],
    ['subscription', 'MONTHLY'],
  ] as const)('%s is %s', (mode, chargeMode) => {
    const { body, violations } = planned('jdcloud-bastion', { billing: { mode, termMonths: 1 } });
    expect([violations, body]).toEqual([
      [],
      expect.objectContaining({ chargeSpec: { chargeMode, chargeUnit: 'MONTH', chargeDuration: 1 } }),
    ]);
  });

  test('by use is not in the document, and stays the vendor’s own', () => {
    const { violations } = planned('jdcloud-bastion', { billing: { mode: 'metered', termMonths: 1 } });
    expect(violations).toEqual([expect.objectContaining({ path: '/billing/mode', kind: 'capability' })]);
    const chargeSpec = { chargeMode: 'postpaid_by_usage', chargeUnit: 'MONTH', chargeDuration: 1 };
    expect(parse('jdcloud-bastion', { body: { chargeSpec } } as never)).toEqual({
      billing: { termMonths: 1 },
      vendor: { chargeSpec: { chargeMode: 'postpaid_by_usage' } },
    });
  });
});

test('a running number has no more digits than Tencent Cloud writes', () => {
  const name = (digits: number) => planned('tencent-cvm', { name: { prefix: 'web-', start: 1, digits } }).violations;
  expect(name(8)).toEqual([]);
  expect(name(9)).toEqual([expect.objectContaining({ path: '/name', kind: 'capability' })]);
});

test.each(['jdcloud-vm', 'tencent-cvm'] as const)('%s: no login of the request may be that of a template', (api) => {
  const { trace } = planned(api, { login: { none: true } });
  expect(trace.find(({ path }) => path === '/login/none')?.conversion).toContain('template');
});
