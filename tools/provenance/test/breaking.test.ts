import { describe, expect, it } from 'vitest';
import { breaking } from '../src/breaking.js';
import { BREAKING, type SpecChangeKind } from '../src/breaking-rules.js';
import { Bundle } from '../src/bundle.js';
import { type ToySpec, toySpec } from './toy.js';

type Loose = Record<string, never>;
type Change = (spec: ToySpec & { components: { schemas: Record<string, Record<string, unknown>> } }) => unknown;

const operation = (spec: ToySpec) => spec.paths['/v1/regions/{regionId}/boats'].post;
const request = (spec: ToySpec) => spec.components.schemas.CreateBoatsRequest;
const boat = (spec: ToySpec) => spec.components.schemas.Boat;
const answer = (spec: ToySpec) => spec.components.schemas.CreateBoatsResponse;
const remove = (from: object, key: string) => delete (from as Loose)[key];

const signed = (spec: ToySpec, scheme: string, name: string) => {
  Object.assign(spec, { security: [{ [scheme]: [] }] });
  Object.assign(spec.components, { securitySchemes: { [scheme]: { type: 'apiKey', in: 'header', name } } });
};

function changes(change: Change): [SpecChangeKind, boolean][] {
  const after = toySpec();
  change(after as Parameters<Change>[0]);
  return breaking(new Bundle(toySpec()), new Bundle(after)).map((found) => [found.kind, found.breaking]);
}

describe('breaking', () => {
  it('finds nothing in the same spec', () => {
    expect(changes(() => undefined)).toEqual([]);
  });

  it('does not care for words and order', () => {
    expect(
      changes((spec) => {
        Object.assign(boat(spec).properties.name, { description: 'other words', examples: ['other'] });
        boat(spec).required.reverse();
        boat(spec).properties.kind.enum.reverse();
      }),
    ).toEqual([]);
  });

  it.each<[string, Change, SpecChangeKind, boolean]>([
    [
      'an operation is gone',
      (spec) => remove(spec.paths['/v1/regions/{regionId}/boats'], 'post'),
      'operation-removed',
      true,
    ],
    [
      'an operation is new',
      (spec) => Object.assign(spec.paths, { '/fleets': { get: { operationId: 'x', responses: {} } } }),
      'operation-added',
      false,
    ],
    [
      'an operation has another name',
      (spec) => Object.assign(operation(spec), { operationId: 'buildBoats' }),
      'operation-renamed',
      true,
    ],
    ['a server is gone', (spec) => spec.servers.pop(), 'server-removed', true],
    ['a server is new', (spec) => spec.servers.push({ url: 'https://other.example' }), 'server-added', false],
    ['a way to sign is new', (spec) => Object.assign(spec, { security: [{ v2: [] }] }), 'security-added', false],
    [
      'there is a token',
      (spec) => Object.assign(operation(spec), { 'x-idempotency': { token: 'token', maxLength: 36 } }),
      'token-added',
      false,
    ],
    [
      'a rule is new',
      (spec) =>
        operation(spec)['x-validations'].push({
          id: 'new',
          rule: 'true',
          message: 'x',
          error: 'BAD_NAME',
          fields: ['/boat'],
        }),
      'rule-added',
      true,
    ],
    [
      'a rule says something else',
      (spec) => Object.assign(operation(spec)['x-validations'][0] ?? {}, { rule: 'false' }),
      'rule-added',
      true,
    ],
    ['a rule is gone', (spec) => operation(spec)['x-validations'].pop(), 'rule-removed', false],
    ['a parameter is gone', (spec) => operation(spec).parameters.shift(), 'parameter-removed', true],
    [
      'a parameter is new',
      (spec) =>
        operation(spec).parameters.push({
          name: 'x',
          in: 'query',
          required: false,
          schema: { type: 'string', examples: [] },
        }),
      'parameter-added',
      false,
    ],
    [
      'a parameter is new and required',
      (spec) =>
        operation(spec).parameters.push({
          name: 'x',
          in: 'query',
          required: true,
          schema: { type: 'string', examples: [] },
        }),
      'parameter-added-required',
      true,
    ],
    [
      'a required header that the client fills in is new',
      (spec) =>
        operation(spec).parameters.push({
          name: 'x',
          in: 'header',
          required: true,
          'x-supplied-by-client': 'signature',
          schema: { type: 'string', examples: [] },
        } as never),
      'parameter-added',
      false,
    ],
    ['a request field is gone', (spec) => remove(boat(spec).properties, 'ports'), 'property-removed', true],
    [
      'a request field is new',
      (spec) => Object.assign(boat(spec).properties, { mast: { type: 'integer' } }),
      'property-added',
      false,
    ],
    [
      'a request field is new and required',
      (spec) => [Object.assign(boat(spec).properties, { mast: { type: 'integer' } }), boat(spec).required.push('mast')],
      'property-added-required',
      true,
    ],
    ['a request field has to be given', (spec) => request(spec).required.push('count'), 'now-required', true],
    ['a request field may be left out', (spec) => boat(spec).required.pop(), 'now-optional', false],
    [
      'a request field has another type',
      (spec) => Object.assign(boat(spec).properties.name, { type: 'integer' }),
      'type-removed',
      true,
    ],
    [
      'a request field takes a type more',
      (spec) => Object.assign(boat(spec).properties.name, { type: ['string', 'integer'] }),
      'type-added',
      false,
    ],
    ['a request field has a value less', (spec) => boat(spec).properties.kind.enum.pop(), 'value-removed', true],
    ['a request field has a value more', (spec) => boat(spec).properties.kind.enum.push('raft'), 'value-added', false],
    [
      'a request field takes certain values only',
      (spec) => Object.assign(boat(spec).properties.name, { enum: ['a'] }),
      'value-removed',
      true,
    ],
    ['a request field takes any value', (spec) => remove(boat(spec).properties.kind, 'enum'), 'value-added', false],
    [
      'a limit is tighter',
      (spec) => Object.assign(request(spec).properties.count, { maximum: 5 }),
      'limit-tightened',
      true,
    ],
    ['a limit is new', (spec) => Object.assign(boat(spec).properties.name, { minLength: 3 }), 'limit-tightened', true],
    [
      'a limit is looser',
      (spec) => Object.assign(request(spec).properties.count, { minimum: 0 }),
      'limit-loosened',
      false,
    ],
    ['a limit is gone', (spec) => remove(request(spec).properties.token, 'maxLength'), 'limit-loosened', false],
    ['a pattern is new', (spec) => Object.assign(boat(spec).properties.name, { pattern: '^a' }), 'form-changed', true],
    [
      'a default is another',
      (spec) => Object.assign(request(spec).properties.count, { default: 2 }),
      'default-changed',
      true,
    ],
    [
      'a request takes no further fields',
      (spec) => Object.assign(spec.components.schemas.Sailor, { additionalProperties: false }),
      'now-closed',
      true,
    ],
    ['a request takes further fields', (spec) => remove(boat(spec), 'additionalProperties'), 'now-open', false],
    ['an answer has a field less', (spec) => remove(answer(spec).properties, 'requestId'), 'property-removed', true],
    [
      'an answer has a field more',
      (spec) => Object.assign(answer(spec).properties, { cost: { type: 'integer' } }),
      'property-added',
      false,
    ],
    ['an answer may lack a field', (spec) => answer(spec).required.pop(), 'now-optional', true],
    [
      'an answer has another type',
      (spec) => Object.assign(answer(spec).properties.requestId, { type: 'integer' }),
      'type-added',
      true,
    ],
    [
      'an error has a code more',
      (spec) => spec.components.schemas.BoatErrorStatus.enum.push('STORM'),
      'value-added',
      true,
    ],
    ['an error has a code less', (spec) => spec.components.schemas.BoatErrorStatus.enum.pop(), 'value-removed', false],
    ['a success status is gone', (spec) => remove(operation(spec).responses, '200'), 'success-removed', true],
    ['an error status is gone', (spec) => remove(operation(spec).responses, '404'), 'error-removed', false],
    [
      'an error status is new',
      (spec) => Object.assign(operation(spec).responses, { '429': { description: 'x' } }),
      'error-added',
      false,
    ],
    [
      'the body is in another form',
      (spec) => Object.assign(operation(spec).requestBody, { content: { 'text/plain': {} } }),
      'body-removed',
      true,
    ],
    [
      'an error is told elsewhere',
      (spec) => Object.assign(spec['x-envelope'], { code: '/code' }),
      'envelope-changed',
      true,
    ],
    ['null may be sent', (spec) => Object.assign(spec, { 'x-null-members': 'absent' }), 'nulls-allowed', false],
    [
      'a request may be no longer than so many bytes',
      (spec) => Object.assign(spec, { 'x-request-limits': { json: 1000 } }),
      'limit-tightened',
      true,
    ],
    [
      'there is a lifecycle',
      (spec) => Object.assign(operation(spec), { 'x-lifecycle': { operation: 'describeBoats' } }),
      'lifecycle-added',
      false,
    ],
    [
      'a rule is answered with another code',
      (spec) => Object.assign(operation(spec)['x-validations'][0] ?? {}, { error: 'NOT_FOUND' }),
      'rule-error-changed',
      true,
    ],
    [
      'the client fills in a parameter',
      (spec) => Object.assign(operation(spec).parameters[0] ?? {}, { 'x-supplied-by-client': 'region' }),
      'parameter-supplied',
      false,
    ],
    [
      'a condition is new',
      (spec) => Object.assign(boat(spec), { dependentRequired: { crew: ['ports'] } }),
      'form-changed',
      true,
    ],
    [
      'a part of allOf is new that limits a field',
      (spec) => Object.assign(request(spec).properties.count, { allOf: [{ maximum: 5 }] }),
      'form-changed',
      true,
    ],
    [
      'a part of allOf is new that has to be given',
      (spec) => Object.assign(request(spec), { allOf: [{ required: ['count'] }] }),
      'now-required',
      true,
    ],
    [
      'an integer may be any number',
      (spec) => Object.assign(request(spec).properties.count, { type: 'number' }),
      'type-added',
      false,
    ],
    [
      'a step is finer',
      (spec) => Object.assign(spec.components.schemas.Sailor.properties.age, { multipleOf: 1 }),
      'limit-loosened',
      false,
    ],
    [
      'a step is coarser',
      (spec) => Object.assign(spec.components.schemas.Sailor.properties.age, { multipleOf: 4 }),
      'limit-tightened',
      true,
    ],
    [
      'a field can be read only',
      (spec) => Object.assign(boat(spec).properties.ports, { readOnly: true }),
      'now-read-only',
      true,
    ],
  ])('%s', (_, change, kind, isBreaking) => {
    const found = changes(change);
    expect(found).toContainEqual([kind, isBreaking]);
    expect(found.some(([, breaks]) => breaks)).toBe(isBreaking);
  });

  it.each<[string, Change, Change, SpecChangeKind]>([
    [
      'a lifecycle ends otherwise',
      (spec) => Object.assign(operation(spec), { 'x-lifecycle': { ready: ['afloat'] } }),
      (spec) => Object.assign(operation(spec), { 'x-lifecycle': { ready: ['moored'] } }),
      'lifecycle-changed',
    ],
    [
      'null may not be sent',
      (spec) => Object.assign(spec, { 'x-null-members': 'absent' }),
      () => undefined,
      'nulls-refused',
    ],
    [
      'the client no longer fills in a parameter',
      (spec) => Object.assign(operation(spec).parameters[0] ?? {}, { 'x-supplied-by-client': 'region' }),
      () => undefined,
      'parameter-not-supplied',
    ],
    ...['signature', 'v2'].map((name): [string, Change, Change, SpecChangeKind] => [
      `the way to sign by ${name} is another`,
      (spec) => signed(spec, name, 'x-token'),
      (spec) => signed(spec, name, 'x-signature'),
      'security-changed',
    ]),
  ])('breaks when %s', (_, old, now, kind) => {
    const [before, after] = [toySpec(), toySpec()] as [Parameters<Change>[0], Parameters<Change>[0]];
    old(before);
    now(after);
    expect(breaking(new Bundle(before), new Bundle(after)).map((found) => [found.kind, found.breaking])).toEqual([
      [kind, true],
    ]);
  });

  it('takes a token away as breaking', () => {
    const before = toySpec();
    Object.assign(operation(before), { 'x-idempotency': { token: 'token', maxLength: 36 } });
    expect(
      breaking(new Bundle(before), new Bundle(toySpec())).map(({ kind, breaking: breaks }) => [kind, breaks]),
    ).toEqual([['token-removed', true]]);
  });

  it('says where, in words and as a pointer', () => {
    const after = toySpec();
    Object.assign(request(after).properties.count, { maximum: 5 });
    expect(breaking(new Bundle(toySpec()), new Bundle(after))).toEqual([
      {
        kind: 'limit-tightened',
        breaking: true,
        at: 'POST /v1/regions/{regionId}/boats request count',
        message: 'maximum 10 -> 5',
        pointer: '#/components/schemas/CreateBoatsRequest/properties/count',
      },
    ]);
  });

  it('ends on a type that holds itself', () => {
    const change: Change = (spec) =>
      Object.assign(spec.components.schemas.Sailor.properties, { mate: { $ref: '#/components/schemas/Sailor' } });
    const [before, after] = [toySpec(), toySpec()];
    for (const spec of [before, after]) change(spec as Parameters<Change>[0]);
    Object.assign(after.components.schemas.Sailor.properties.age, { maximum: 99 });
    expect(breaking(new Bundle(before), new Bundle(after)).map(({ kind }) => kind)).toEqual(['limit-tightened']);
  });

  it('reads the side it stands on: no kind of change is judged by its name alone', () => {
    expect(BREAKING['value-added']).toEqual({ request: false, response: true });
    expect(BREAKING['value-removed']).toEqual({ request: true, response: false });
  });
});
