import { describe, expect, it } from 'vitest';
import type { Bundle } from '../src/bundle.js';
import { check } from '../src/check.js';
import type { Discrepancy } from '../src/discrepancies.js';
import { trace } from '../src/trace.js';
import { discrepancy, toyBundle, toyFacts } from './toy.js';

function traced(pointer: string, bundle: Bundle = toyBundle(), discrepancies: Discrepancy[] = []) {
  const { links, scopes } = check(toyFacts(), bundle, discrepancies);
  return trace(pointer, links, scopes, bundle)?.origins.map((origin) => {
    if (origin.kind === 'document') return `document: ${origin.source}`;
    return origin.kind === 'discrepancy' ? `discrepancy: ${origin.id}` : `beyond: ${origin.reference}`;
  });
}

const post = '#/paths/~1v1~1regions~1{regionId}~1boats/post';

describe('trace', () => {
  it.each<[string, string, string[]]>([
    ['a property', '#/components/schemas/Boat/properties/name', ['document: 请求参数 > Boat > row name']],
    [
      'a keyword of a property',
      '#/components/schemas/Boat/properties/kind/default',
      ['document: 请求参数 > Boat > row kind'],
    ],
    [
      'the items of a property',
      '#/components/schemas/Boat/properties/ports/items/type',
      ['document: 请求参数 > Boat > row ports'],
    ],
    [
      'a property, by way of references',
      `${post}/requestBody/content/application~1json/schema/properties/boat/properties/name`,
      ['document: 请求参数 > Boat > row name'],
    ],
    ['a pointer without #', '/components/schemas/Boat/properties/name', ['document: 请求参数 > Boat > row name']],
    ['a parameter', `${post}/parameters/0/schema/examples/0`, ['document: 请求地址 > row regionId']],
    ['a type', '#/components/schemas/Boat/additionalProperties', ['document: 请求参数 > Boat']],
    [
      'an error',
      '#/components/responses/not-found/content/application~1json/examples/port-not-found/value/error/message',
      ["document: 返回码 > row 3 (404 NOT_FOUND Port 'xx' not found)"],
    ],
    [
      'an example',
      '#/components/examples/one-request/value/boat/name',
      ['document: 示例 > 示例一 > example 1, request'],
    ],
    ['a parameter beyond the document', '#/components/parameters/date/schema', ['beyond: boat-go [SRC]']],
    ['a property beyond the document', '#/components/schemas/Boat/properties/flag/type', ['beyond: boat-go [SRC]']],
    [
      'a value beyond the document',
      '#/components/schemas/Boat/properties/kind/enum/2',
      ['beyond: boat-go [SRC]', 'document: 请求参数 > Boat > row kind'],
    ],
    ['the whole document', '#', ['document: createBoats']],
    ['the operation', `${post}/operationId`, ['document: createBoats']],
    ['the server', '#/servers/0/url', ['document: createBoats']],
    ['the path parameters', `${post}/parameters`, ['document: 请求地址']],
    ['a response', '#/components/responses/not-found/description', ['document: 返回码 > status 404']],
    [
      'a code',
      '#/components/schemas/BoatErrorStatus/enum/1',
      [
        "document: 返回码 > row 3 (404 NOT_FOUND Port 'xx' not found)",
        "document: 返回码 > row 4 (404 NOT_FOUND Region 'xx' not found)",
      ],
    ],
    ['a rule, by the fields that it reads', `${post}/x-validations/0/rule`, ['document: 请求参数 > Boat > row crew']],
    ['something of our own', '#/info/title', []],
  ])('%s', (_, pointer, origins) => {
    expect(traced(pointer)).toEqual(origins);
  });

  it('names the discrepancies about the place, what is in it and what it is in', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat.properties.kind, { 'x-discrepancies': ['toy-kind', 'toy-default'] }),
    );
    const entries = [
      discrepancy({ id: 'toy-kind', where: '#/components/schemas/Boat/properties/kind' }),
      discrepancy({ id: 'toy-default', where: '#/components/schemas/Boat/properties/kind/default' }),
    ];
    const row = 'document: 请求参数 > Boat > row kind';
    expect(traced('#/components/schemas/Boat/properties/kind', bundle, entries)).toEqual([
      row,
      'discrepancy: toy-kind',
      'discrepancy: toy-default',
    ]);
    expect(traced('#/components/schemas/Boat/properties/kind/default', bundle, entries)).toEqual([
      row,
      'discrepancy: toy-kind',
      'discrepancy: toy-default',
    ]);
    expect(traced('#/components/schemas/Boat/properties/kind/enum', bundle, entries)).toEqual([
      row,
      'discrepancy: toy-kind',
    ]);
    expect(traced('#/components/schemas/Boat/properties/name', bundle, entries)).toEqual([
      'document: 请求参数 > Boat > row name',
    ]);
  });

  it('follows a reference to a type without a table to the rows that refer to it', () => {
    const bundle = toyBundle((spec) => {
      Object.assign(spec.components.schemas, { Token: { type: 'string', maxLength: 36, examples: ['t-1'] } });
      Object.assign(spec.components.schemas.CreateBoatsRequest.properties, {
        token: { $ref: '#/components/schemas/Token' },
      });
    });
    expect(traced('#/components/schemas/Token/maxLength', bundle)).toEqual(['document: 请求参数 > row token']);
  });

  it('names a discrepancy once, and none that is about something else inside a mere container', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.components.schemas.Boat.properties.kind, { 'x-discrepancies': ['toy-kind'] }),
    );
    const kind = '#/components/schemas/Boat/properties/kind';
    const entries = [discrepancy({ id: 'toy-kind', where: [kind, `${kind}/enum`] })];
    expect(traced(`${kind}/enum`, bundle, entries)).toEqual([
      'document: 请求参数 > Boat > row kind',
      'discrepancy: toy-kind',
    ]);
    expect(traced('#/components/schemas', bundle, entries)).toEqual([]);
  });

  it('follows a flattened query parameter to its property', () => {
    const bundle = toyBundle((spec) =>
      Object.assign(spec.paths['/v1/regions/{regionId}/boats'], {
        get: {
          operationId: 'createBoatsGet',
          'x-query-form': {
            schema: '#/components/schemas/CreateBoatsRequest',
            separator: '.',
            firstIndex: 0,
            booleans: ['true', 'false'],
          },
          parameters: [
            { name: 'boat.kind', in: 'query', schema: {} },
            { name: 'boat.crew.0.age', in: 'query', schema: {} },
          ],
          responses: {},
        },
      }),
    );
    const get = '#/paths/~1v1~1regions~1{regionId}~1boats/get/parameters';
    expect(traced(`${get}/0`, bundle)).toEqual(['document: 请求参数 > Boat > row kind']);
    expect(traced(`${get}/1/schema`, bundle)).toEqual(['document: 请求参数 > Sailor > row age']);
  });

  it('knows when a pointer points at nothing', () => {
    expect(traced('#/components/schemas/Boat/properties/keel')).toBeUndefined();
  });
});
