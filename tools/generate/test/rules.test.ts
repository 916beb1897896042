import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as own from '../../../packages/clients/src/rule-functions.js';
import {
  findRuleViolations,
  findViolations,
  type RequestValidator,
  type RuleTable,
} from '../../../packages/clients/src/validation.js';
import { type Document, operationsOf, resolve } from '../src/openapi.js';
import { bodyFormOf } from '../src/query-form.js';
import type { Validation } from '../src/rules.js';
import { apiIds, ROOT as HERE } from '../src/workspace.js';
import { changed, type RuleCases, readCases, uncovered } from './rule-cases.js';

/** Another checkout, where somebody (tools/contributing) wants its rules tested. */
const ROOT = process.env.LAUNCHSPEC_ROOT ?? HERE;

/** CEL itself, by the reference library, with our own functions: what every compiled rule is compared with. */
const environment = new Environment({ unlistedVariablesAreDyn: true })
  .registerFunction('base64Size(string): int', (text: string) => BigInt(own.base64Size(text)))
  .registerFunction('utf8Size(string): int', (text: string) => BigInt(own.utf8Size(text)))
  .registerFunction('jdcloudNames(string, int): list', (name: string, count: bigint) =>
    own.jdcloudNames(name, Number(count)),
  )
  .registerFunction('zenlayerNames(string, int): list', (name: string, count: bigint) =>
    own.zenlayerNames(name, Number(count)),
  );

/** Whole numbers are integers in CEL; JavaScript has one kind of number. */
function withIntegers(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(withIntegers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withIntegers(child)]));
}

function verdict(evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch {
    return 'error';
  }
}

for (const api of await apiIds(ROOT)) {
  const document = JSON.parse(await readFile(`${ROOT}packages/openapi/src/generated/${api}.json`, 'utf8')) as Document;
  const cases = readCases(await readFile(`${ROOT}specs/${api}/rules.test.yaml`, 'utf8').catch(() => ''));
  const generated = pathToFileURL(`${ROOT}packages/clients/src/generated/${api}/`);
  const { rules } = (await import(new URL('rules.ts', generated).href)) as { rules: RuleTable };
  const { validators } = (await import(new URL('validators.ts', generated).href)) as {
    validators: Record<string, RequestValidator>;
  };

  test(`${api}: every case changes an example that there is`, () => {
    const bases = operationsOf(document).flatMap(({ operation }) =>
      Object.keys(operation.requestBody?.content['application/json']?.examples ?? {}),
    );
    expect(cases.filter(({ base }) => !bases.includes(base))).toEqual([]);
  });

  describe.each(
    operationsOf(document).filter(({ operation }) => (operation['x-validations'] as unknown[] | undefined)?.length),
  )(`${api} $operation.operationId`, ({ operation }) => {
    const sources = operation['x-validations'] as Validation[];
    const compiled = rules[operation.operationId] ?? [];
    const validator = validators[operation.operationId] as RequestValidator;
    const { requestBody } = bodyFormOf(document, operation) ?? operation;
    const examples = Object.entries(requestBody?.content['application/json']?.examples ?? {}).map(
      ([name, example]) => [name, resolve<{ value: unknown }>(document, example).value] as const,
    );
    // A case belongs to the operation whose example it changes.
    const own = cases.filter(
      (each) => (each.operation ?? operation.operationId) === operation.operationId && new Map(examples).has(each.base),
    );
    const body = (each: RuleCases, change: unknown) => changed(new Map(examples).get(each.base), change);
    const broken = (value: unknown) => findRuleViolations(compiled, value).map(({ rule }) => rule?.id);
    const schemaViolations = (value: unknown) =>
      findViolations(validator, { body: value } as never).filter(({ path }) => path.startsWith('/body'));

    test('every rule has a case that it accepts and one that it rejects', () => {
      expect(
        uncovered(
          sources.map(({ id }) => id),
          own,
        ),
      ).toEqual([]);
    });

    test.each(examples)('the documented example %s breaks no rule', (_, value) => {
      expect(broken(value)).toEqual([]);
    });

    test.each(own.flatMap((each) => each.accept.map((change) => ({ rule: each.rule, each, change }))))(
      '$rule accepts $change',
      ({ each, change }) => {
        const value = body(each, change);
        expect(schemaViolations(value)).toEqual([]);
        expect(broken(value)).toEqual([]);
      },
    );

    test.each(own.flatMap((each) => each.reject.map((change) => ({ rule: each.rule, each, change }))))(
      '$rule rejects $change',
      ({ rule, each, change }) => {
        const value = body(each, change);
        expect(schemaViolations(value)).toEqual([]); // Otherwise the schema says it, and the rule is not needed.
        expect(broken(value)).toContain(rule);
      },
    );

    test('compiled rules agree with the CEL library on every case and on damaged ones', () => {
      const bodies = [
        ...examples.map(([, value]) => value),
        ...own.flatMap((each) => [...each.accept, ...each.reject].map((change) => body(each, change))),
      ];
      const programs = sources.map(({ id, rule }) => ({ id, program: environment.parse(rule) }));
      fc.assert(
        fc.property(fc.constantFrom(...bodies), damage, (original, harm) => {
          const value = harm(structuredClone(original));
          const self = withIntegers(value);
          for (const [index, { id, program }] of programs.entries()) {
            const ours = verdict(() => compiled[index]?.holds(value));
            if (ours === 'error') {
              // The library takes has() of what is no object for false. To us it is an error, and only of bodies that break the schema.
              expect({ id, value, violations: schemaViolations(value) }).not.toMatchObject({ violations: [] });
              continue;
            }
            const theirs = verdict(() => program({ self } as never));
            expect({ id, value, verdict: ours }).toEqual({ id, value, verdict: theirs });
          }
        }),
        { numRuns: 300 },
      );
    });
  });
}

/** Replaces or removes one value somewhere in a body, or leaves it as it is. */
const damage = fc
  .record({
    step: fc.nat(),
    replacement: fc.oneof(
      fc.constant(undefined),
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constant([]),
      fc.constant({}),
    ),
  })
  .map(({ step, replacement }) => (body: unknown): unknown => {
    const places: { parent: Record<string, unknown>; name: string }[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const name of Object.keys(value)) {
        places.push({ parent: value as Record<string, unknown>, name });
        visit((value as Record<string, unknown>)[name]);
      }
    };
    visit(body);
    const place = places[step % (places.length + 1)];
    if (!place) return body;
    if (replacement === undefined && !Array.isArray(place.parent)) delete place.parent[place.name];
    else place.parent[place.name] = replacement ?? {};
    return body;
  });

describe('the case check goes red', () => {
  const accepting = { rule: 'a', base: 'one', accept: [{}], reject: [] };
  test.each([
    [['a'], [accepting], ['a: no case that it rejects']],
    [['a'], [{ ...accepting, accept: [], reject: [{}] }], ['a: no case that it accepts']],
    [['a', 'b'], [{ ...accepting, reject: [{}] }], ['b: no case that it accepts', 'b: no case that it rejects']],
    [[], [{ ...accepting, reject: [{}] }], ['a: there is no such rule']],
  ])('%j %j', (ids, cases, problems) => {
    expect(uncovered(ids, cases)).toEqual(problems);
  });
});

describe('long texts in cases', () => {
  test('!repeat writes a text many times', () => {
    const [first] = readCases('- {rule: a, base: b, accept: [{x: [!repeat [ab, 3]]}], reject: [!repeat [a, 2, b]]}');
    expect(first).toEqual({ rule: 'a', base: 'b', accept: [{ x: ['ababab'] }], reject: ['aab'] });
  });

  test.each(['!repeat [3]', '!repeat [ab, many]'])('%s is an error', (source) => {
    expect(() => readCases(source)).toThrow('!repeat takes a text and a count');
  });
});
