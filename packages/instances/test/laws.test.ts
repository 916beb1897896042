import { createMockFetch } from '@launchspec/mock';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, plan } from '../src/index.js';
import type { AnyLaunchRequest } from '../src/request-types.js';
import { isTree, leavesOf, type Tree } from '../src/tree.js';
import { API_IDS, isOffered, requests, SMALL } from './support/requests.js';
import { stockValidator } from './support/stock-validator.js';

const RUNS = Number(process.env.LAUNCHSPEC_RUNS ?? 300);

/** A request without what says nothing: empty groups, what takes no value to say, and `assigned` beside what asks for an address. */
function normal(request: AnyLaunchRequest, unsaid: readonly string[]): unknown {
  const { assigned, ...address } = request.publicAddress ?? {};
  const isSaid = assigned === true && Object.keys(address).length > 0;
  const prune = (node: unknown, at: string): unknown => {
    if (unsaid.includes(at) || (isSaid && at === '/publicAddress/assigned')) return undefined;
    if (!isTree(node)) return Array.isArray(node) ? node.map((each, index) => prune(each, `${at}/${index}`)) : node;
    const members = Object.entries(node).flatMap(([name, value]) => {
      const rest = prune(value, `${at}/${name}`);
      const isEmptyGroup = at === '' && GROUPS.has(name) && isTree(rest) && Object.keys(rest).length === 0;
      return rest === undefined || isEmptyGroup ? [] : [[name, rest]];
    });
    return Object.fromEntries(members);
  };
  return prune(request, '');
}

const GROUPS = new Set(['location', 'billing', 'login', 'network', 'publicAddress', 'systemDisk', 'template']);

describe.each(API_IDS)('%s', (api) => {
  test('what is parsed from a plan is what was planned', () => {
    let compared = 0;
    fc.assert(
      fc.property(requests(isOffered(api)), (request) => {
        const planned = plan(api, request as never);
        if (planned.violations.some(({ kind }) => kind === 'capability' || kind === 'house')) return;
        // Elements that say nothing are the vendor's empty ones.
        if (request.dataDisks?.some((disk) => Object.keys(disk).length === 0)) return;
        compared++;
        const unsaid = planned.trace.filter(({ to }) => to.length === 0).map(({ path }) => path);
        expect(normal(parse(api, planned.request as never), [])).toEqual(normal(request, unsaid));
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 20);
  });

  test('a plan of what was parsed is the vendor request again, whatever it was', () => {
    const body = fc.oneof(
      requests(isOffered(api)).map((request) => plan(api, request as never).request.body as object),
      fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true }),
      fc
        .tuple(requests(isOffered(api)), fc.nat(), fc.jsonValue({ maxDepth: 2 }))
        .map(([request, at, value]) => replaced(plan(api, request as never).request.body, at, value)),
    );
    fc.assert(
      fc.property(body, (raw) => {
        const sent = JSON.parse(JSON.stringify(raw)) as object;
        const planned = plan(api, parse(api, { body: sent } as never));
        const fixed = plan(api, {} as never).request.body as object;
        expect(without(planned.request.body, fixed, sent)).toEqual(sent);
        expect(planned.violations.filter(({ kind }) => kind === 'conflict' || kind === 'house')).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('the order of members does not matter, nor does a second time', () => {
    fc.assert(
      fc.property(requests(), (request) => {
        const reversed = (node: unknown): unknown =>
          isTree(node)
            ? Object.fromEntries(
                Object.entries(node)
                  .reverse()
                  .map(([name, value]) => [name, name === 'tags' || name === 'metadata' ? value : reversed(value)]),
              )
            : Array.isArray(node)
              ? node.map(reversed)
              : node;
        const once = plan(api, request as never);
        const again = plan(api, reversed(request) as never);
        expect(JSON.stringify(again.request.body)).toBe(JSON.stringify(once.request.body));
        expect([...again.violations].map(({ path }) => path).sort()).toEqual(
          [...once.violations].map(({ path }) => path).sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('no value of a request is missing from both the vendor request and the report', () => {
    const anything = fc.oneof(
      requests(),
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
      fc
        .tuple(requests(), fc.nat(), fc.anything({ withBigInt: true, withSparseArray: true, maxDepth: 2 }))
        .map(([request, at, value]) => replaced(request, at, value)),
    );
    fc.assert(
      fc.property(anything, (request) => {
        const { trace, violations, unsupported } = plan(api, request as never);
        const said = new Set([...trace, ...violations, ...unsupported].map(({ path }) => path));
        for (const [pointer] of leavesOf(request)) {
          const under = [...said].some((each) => each.startsWith(`${pointer}/`));
          const isSaid = under || ancestors(pointer).some((each) => said.has(each));
          if (!pointer.startsWith('/vendor') && !isEmptyGroup(request, pointer))
            expect([pointer, isSaid]).toEqual([pointer, true]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('what has no violations meets the spec, by another validator, and the mock takes it', async () => {
    const mock = createMockFetch({ auth: 'off' });
    const validate = stockValidator(api);
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(requests(isOffered(api)), fc.shuffledSubarray(Object.keys(SMALL[api])), async (random, kept) => {
        const base = SMALL[api] as Tree;
        // Most values of a random request are refused, so a part of it is laid over one that is not.
        for (const name of Object.keys(random).filter((each) => !kept.includes(each))) {
          const request = { ...base, [name]: mergedGroup(base[name], (random as Tree)[name]) };
          const planned = plan(api, request as never);
          if (planned.violations.length > 0) continue;
          accepted++;
          const { method, url, headers, body } = planned.request;
          expect(validate(body)).toEqual([]);
          const answer = await mock(url, { method, headers, body: JSON.stringify(body) });
          expect([answer.status, await answer.json(), answer.headers.get('x-launchspec-diagnosis')]).toEqual([
            200,
            expect.anything(),
            null,
          ]);
        }
      }),
      { numRuns: Math.ceil(RUNS / 6) },
    );
    expect(accepted).toBeGreaterThan(10);
  });
});

function mergedGroup(below: unknown, above: unknown): unknown {
  return isTree(below) && isTree(above) ? { ...below, ...above } : above;
}

/** A tree one of whose places has another value. */
function replaced(tree: unknown, at: number, value: unknown): object {
  const copy = structuredClone(tree) as Tree;
  const places: [Tree, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      places.push([node as Tree, name]);
      visit((node as Tree)[name]);
    }
  };
  visit(copy);
  const place = places[at % Math.max(places.length, 1)];
  if (place) place[0][place[1]] = value;
  return copy;
}

/** What a plan adds to every request, where it was not sent. */
function without(body: unknown, added: object, sent: object): unknown {
  const copy = structuredClone(body) as Tree;
  const visit = (node: Tree, extra: Tree, original: unknown): void => {
    for (const [name, value] of Object.entries(extra)) {
      const there = isTree(original) && Object.hasOwn(original, name) ? original[name] : undefined;
      if (isTree(value) && isTree(node[name])) {
        visit(node[name] as Tree, value, there);
        if (there === undefined && Object.keys(node[name] as Tree).length === 0) delete node[name];
      } else if (there === undefined) delete node[name];
    }
  };
  visit(copy, added as Tree, sent);
  return copy;
}

function ancestors(pointer: string): string[] {
  const steps = pointer.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** A group with nothing in it asks for nothing. */
function isEmptyGroup(request: unknown, pointer: string): boolean {
  const [, first = '', second] = pointer.split('/');
  if (pointer === '') return isTree(request);
  const inDisks = first === 'dataDisks' && second !== undefined && pointer.split('/').length === 3;
  const node = inDisks ? (request as Tree & { dataDisks: Tree[] }).dataDisks[Number(second)] : (request as Tree)[first];
  const isGroup = (GROUPS.has(first) && second === undefined) || inDisks;
  return isGroup && isTree(node) && Object.keys(node).length === 0;
}
