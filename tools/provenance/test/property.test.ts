import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, open } from '../src/check.js';
import { extract } from '../src/extract.js';
import { type ErrorTable, type FieldTable, isErrorTable } from '../src/facts.js';
import { formatJson } from '../src/format.js';
import { anyChange, anyModel, anyStyle, render, specOf } from './model.js';

const withoutDigest = <T extends { prose?: string }>({ prose: _, ...rest }: T) => rest;

describe('for any set of tables, in any style', () => {
  it('what is extracted is what was written', () => {
    fc.assert(
      fc.property(anyModel, anyStyle, (model, style) => {
        const { facts } = extract(render(model, style), 'toy');
        const tables = facts.tables.filter((table): table is FieldTable => !isErrorTable(table));
        const written = [model.path, model.request, ...model.types.map(({ rows }) => rows), model.response];
        expect(tables.map(({ rows }) => rows.map(withoutDigest))).toEqual(written);
        expect(tables.flatMap(({ name }) => name ?? [])).toEqual(model.types.map(({ name }) => name));
        expect((facts.tables.find(isErrorTable) as ErrorTable).rows.map(withoutDigest)).toEqual(model.errors);
      }),
      { numRuns: 60 },
    );
  });

  it('comparing it with the equal spec finds nothing', () => {
    fc.assert(
      fc.property(anyModel, anyStyle, (model, style) => {
        expect(check(extract(render(model, style), 'toy').facts, specOf(model), []).findings).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('removing or changing any one row is found', () => {
    fc.assert(
      fc.property(anyModel, anyStyle, anyChange, (model, style, change) => {
        const { what, model: changed, inDocumentOnly } = change(model);
        const { facts } = extract(render(changed, style), 'toy');
        expect(open(check(facts, specOf(model), [])), what).not.toEqual([]);
        // The other way round: the document stays, the spec changes.
        if (!inDocumentOnly)
          expect(open(check(extract(render(model, style), 'toy').facts, specOf(changed), [])), what).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the style does not change the facts, and source.json gives them back', () => {
    fc.assert(
      fc.property(anyModel, anyStyle, anyStyle, (model, one, other) => {
        const [left, right] = [one, other].map(
          (style) => extract(render(model, { ...style, breaks: true }), 'toy').facts,
        );
        expect(left?.spellings).toEqual(right?.spellings);
        expect(JSON.parse(formatJson(left))).toEqual(left);
      }),
      { numRuns: 20 },
    );
  });
});
