import { describe, expect, it } from 'vitest';
import { readQuery } from '../src/query.js';
import { toyBundle } from './toy.js';

describe('readQuery', () => {
  const bundle = toyBundle();
  const schema = bundle.type('CreateBoatsRequest');
  if (!schema) throw new Error('the toy spec has no request');

  it.each<[string, Record<string, string>, unknown]>([
    ['types of the schema', { count: '2', 'boat.name': '2' }, { count: 2, boat: { name: '2' } }],
    ['a list, whatever the order', { 'boat.ports.1': 'b', 'boat.ports.0': 'a' }, { boat: { ports: ['a', 'b'] } }],
    ['a gap in a list as it is', { 'boat.ports.0': 'a', 'boat.ports.2': 'c' }, { boat: { ports: { 0: 'a', 2: 'c' } } }],
    ['a name in a list as it is', { 'boat.ports.0x': 'a' }, { boat: { ports: { '0x': 'a' } } }],
    ['nothing', {}, {}],
  ])('keeps %s', (_, query, value) => {
    expect(readQuery(query, schema, bundle)).toEqual(value);
  });
});
