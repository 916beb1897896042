import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { VendorRequestError } from '../src/errors/index.js';
import { parse, plan, translate } from '../src/index.js';
import { API_IDS, SMALL } from './support/requests.js';

const SECRET = 'Canary-5ecret!';

function nested(depth: number): object {
  let node: object = {};
  for (let level = 0; level < depth; level++) node = { node };
  return node;
}

function doubled(depth: number): object {
  let node: object = {};
  for (let level = 0; level < depth; level++) node = { left: node, right: node };
  return node;
}

function looped(names: readonly string[]): object {
  const node: { [name: string]: unknown } = {};
  for (const name of names) node[name] = node;
  return node;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

class Launch {
  readonly machineType = 'm';
  get image(): string {
    return 'img-1';
  }
}

/** What was given, and where what is wrong with it is said. */
const HOSTILE: readonly (readonly [name: string, request: unknown, path: string])[] = [
  ['null', null, ''],
  ['nothing', undefined, ''],
  ['a text', 'x', ''],
  ['a big number', 1n, ''],
  ['a symbol', Symbol('x'), ''],
  ['a function', () => SMALL, ''],
  ['a list', [{}], ''],
  ['a date', new Date(0), ''],
  ['a map', new Map([['image', 'img-1']]), ''],
  ['a URL', new URL('https://example.com'), ''],
  ['a buffer', Buffer.from('x'), ''],
  ['an object of a class', new Launch(), ''],
  ['inherited members', Object.create({ image: 'img-1' }), ''],
  ['a member named by a symbol', { [Symbol('image')]: 'img-1' }, ''],
  ['a proxy that was revoked', revoked(), ''],
  ['a proxy that throws', new Proxy({}, { ownKeys: () => raise() }), ''],
  ['a getter that throws', { login: { get password() { return raise(); } } }, ''], // biome-ignore format: one line a case
  ['a member called __proto__', JSON.parse('{"__proto__": {"image": "img-1"}}'), '/__proto__'],
  ['a member called constructor', { constructor: { image: 'img-1' } }, '/constructor'],
  ['a group that is a date', { billing: new Date(0) }, '/billing'],
  ['a group that is a list', { network: ['vpc-1'] }, '/network'],
  ['a group that is null', { login: null }, '/login'],
  ['a number that is none', { count: Number.NaN }, '/count'],
  [
    'a number without end',
    { publicAddress: { trafficPackageTb: Number.POSITIVE_INFINITY } },
    '/publicAddress/trafficPackageTb',
  ],
  ['half of a surrogate pair', { description: '\ud800' }, '/description'],
  ['half of a surrogate pair in a name', { tags: { '\udfff': 'x' } }, '/tags'],
  ['a list with gaps', { login: { keyIds: new Array(2) } }, '/login/keyIds'],
  [
    'a list that writes itself',
    { login: { keyIds: Object.assign(['k'], { toJSON: () => raise() }) } },
    '/login/keyIds',
  ],
  ['a list with a named member', { dataDisks: Object.assign([{}], { 1.5: {} }) }, '/dataDisks'],
  ['a list of many gaps', { dataDisks: new Array(1e9) }, ''],
  ['a vendor part of many gaps', { vendor: { list: new Array(1e9) } }, ''],
  ['a vendor part that writes itself', { vendor: { toJSON: () => raise() } }, '/vendor/toJSON'],
  ['a vendor part with a date', { vendor: { at: new Date(0) } }, '/vendor/at'],
  ['a vendor part with a big number', { vendor: { id: 1n } }, '/vendor/id'],
  ['a vendor part that is too deep', { vendor: nested(100_000) }, '/vendor/node'],
  ['a vendor part with a cycle', { vendor: looped(['one']) }, '/vendor/one'],
  ['a vendor part with many cycles', { vendor: looped(['one', 'two', 'three']) }, ''],
  ['a vendor part that doubles', { vendor: doubled(60) }, ''],
  ['headers of a map', { vendorHeaders: new Map() }, '/vendorHeaders'],
  ['a header called __proto__', { vendorHeaders: JSON.parse('{"__proto__": "x"}') }, '/vendorHeaders/__proto__'],
];

function raise(): never {
  throw new Error(SECRET);
}

describe.each(HOSTILE)('%s', (_, request, path) => {
  test.each(API_IDS)('is a violation for %s, and no plan throws', (api) => {
    const planned = plan(api, request as never);
    expect(planned.violations).toContainEqual(expect.objectContaining({ path, kind: 'house' }));
    expect(inspect(planned, { depth: 9 }) + JSON.stringify(planned)).not.toContain(SECRET);
  });

  test.each(API_IDS)('is parsed and translated for %s, or is no vendor request', (api) => {
    for (const given of [request, { body: request }, { body: {}, params: { header: request } }])
      for (const call of [() => parse(api, given as never), () => translate(api, 'zenlayer-bmc', given as never)])
        try {
          call();
        } catch (error) {
          expect(error).toBeInstanceOf(VendorRequestError);
          expect(String(error)).not.toContain(SECRET);
        }
    const choices = { choices: request } as never;
    expect(() => translate('tencent-cvm', api, { body: { ImageId: 'img-1' } } as never, choices)).not.toThrow();
  });
});

test('a plan is made of what was given, whatever becomes of that', () => {
  const keyIds = ['skey-1'];
  const vendor = { EnhancedService: { MonitorService: { Enabled: false } } };
  const request = { ...SMALL['tencent-cvm'], login: { keyIds }, vendor };
  const { request: planned } = plan('tencent-cvm', request as never);
  const before = structuredClone({ ...planned.body });
  keyIds.push('skey-2');
  vendor.EnhancedService.MonitorService.Enabled = true;
  expect(planned.body).toEqual(before);
});

test('what is read is read once', () => {
  let reads = 0;
  const login = {
    get keyIds() {
      return ++reads === 1 ? ['skey-1'] : [{ toJSON: () => raise() }];
    },
  };
  const { request, violations } = plan('tencent-cvm', { ...SMALL['tencent-cvm'], login } as never);
  expect([violations, request.body.LoginSettings]).toEqual([[], { KeyIds: ['skey-1'] }]);
});

test('frozen requests, and requests without a prototype, are as good as others', () => {
  const frozen = Object.freeze({ ...SMALL['tencent-cvm'], tags: Object.freeze({ a: 'b' }) });
  const bare = Object.assign(Object.create(null), frozen);
  expect(plan('tencent-cvm', bare as never).request).toEqual(plan('tencent-cvm', frozen as never).request);
  expect(plan('tencent-cvm', bare as never).violations).toEqual([]);
});

test('only one word turns violations into a report', () => {
  const request = { ...SMALL['tencent-cvm'], description: 'x' };
  const kinds = (options: unknown) =>
    plan('tencent-cvm', request as never, options as never).violations.map(({ kind }) => kind);
  for (const options of [undefined, null, {}, { onUnsupported: undefined }, { onUnsupported: 'ignore' }])
    expect(kinds(options)).toEqual(['capability']);
  expect(kinds({ onUnsupported: 'report' })).toEqual([]);
});

test('a region never leads out of its place in the path', () => {
  for (const region of ['..', '.', 'a/b', '?x', '#x', '%2e%2e', ''])
    for (const api of ['jdcloud-vm', 'jdcloud-edcps', 'jdcloud-bastion'] as const) {
      const { violations, request } = plan(api, { ...SMALL[api], location: { region, zone: 'z' } } as never);
      const sent = new URL(request.url).pathname.split('/');
      if (violations.length === 0) expect([sent.length, sent[1], sent[4]]).toEqual([5, 'v1', 'instances']);
    }
});

test('a query is no part of a create request, and is not lost silently', () => {
  const request = { body: {}, params: { query: { InstanceCount: 3 } } };
  expect(() => parse('tencent-cvm', request as never)).toThrow('/params/query');
});

test('no secret of a translation is printed, and all of them are in its request', () => {
  const body = {
    ImageId: 'img-1',
    Placement: { Zone: 'z' },
    LoginSettings: { Password: SECRET },
    UserData: btoa(SECRET),
    Metadata: { Items: [{ Key: 'k', Value: SECRET }] },
  };
  for (const to of API_IDS) {
    const choices = { login: { password: SECRET }, userData: SECRET, metadata: { k: SECRET } };
    const translation = translate('tencent-cvm', to, { body } as never, { choices: choices as never });
    const printed = [
      inspect(translation, { depth: 20 }),
      JSON.stringify(translation),
      inspect([{ translation }], { depth: 20 }),
    ];
    for (const each of printed) expect([each.includes(SECRET), each.includes(btoa(SECRET))]).toEqual([false, false]);
    expect(translation.request).toMatchObject(choices);
  }
});
