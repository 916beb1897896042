import { type ChangeKind, type Found, match, movedUp, same } from './change.js';
import { errorSource } from './check-errors.js';
import {
  type ErrorRow,
  type ErrorTable,
  type Facts,
  type FactTable,
  type FieldRow,
  type FieldTable,
  isErrorTable,
  printType,
  sourceOf,
  tableTitle,
} from './facts.js';
import type { Links } from './link.js';
import { join, type Pointer } from './pointer.js';
import { print } from './values.js';

/** Tables and rows that came, went or say something else. */
export function tableChanges(before: Facts, after: Facts, oldLinks: Links, newLinks: Links): Found[] {
  const key = (table: FactTable) => `${table.kind} ${tableTitle(table).toLowerCase()}`;
  const { pairs, removed, added } = match(before.tables, after.tables, [(old, now) => key(old) === key(now)]);
  const up = movedUp(pairs, before.tables, after.tables);
  return [
    ...up.map(
      (table): Found => ({
        kind: 'order',
        pointer: home(table, newLinks),
        message: `the table of ${tableTitle(table)} stands further up`,
        source: sourceOf(table),
      }),
    ),
    ...removed.map(
      (table): Found => ({
        kind: 'table-removed',
        pointer: home(table, oldLinks),
        message: `${tableTitle(table)} with ${table.rows.length} rows`,
        source: sourceOf(table),
      }),
    ),
    ...added.map(
      (table): Found => ({
        kind: 'table-added',
        pointer: home(table, newLinks),
        message: `${tableTitle(table)} with ${table.rows.length} rows`,
        source: sourceOf(table),
      }),
    ),
    ...pairs.flatMap(([old, now]): Found[] => {
      const moved: Found[] =
        old.heading.join(' > ') === now.heading.join(' > ')
          ? []
          : [
              {
                kind: 'heading',
                pointer: home(old, oldLinks),
                message: `${sourceOf(old)} -> ${sourceOf(now)}`,
                source: sourceOf(now),
              },
            ];
      if (!same(old.columns, now.columns))
        moved.push({
          kind: 'columns',
          pointer: home(old, oldLinks),
          message: `${old.columns.join(', ')} -> ${now.columns.join(', ')}`,
          source: sourceOf(now),
        });
      if (isErrorTable(old) && isErrorTable(now)) return [...moved, ...errorChanges(old, now, oldLinks)];
      return isErrorTable(old) || isErrorTable(now) ? moved : [...moved, ...rowChanges(old, now, oldLinks, newLinks)];
    }),
  ];
}

/** The place of a table in the spec, or where it would be. */
function home(table: FactTable, { tables, operations }: Links): Pointer {
  if (isErrorTable(table)) return join(operations[0]?.pointer ?? '#/paths', 'responses');
  const link = tables.find((entry) => entry.table === table);
  return link?.place?.pointer ?? join('#', 'components', 'schemas', tableTitle(table));
}

function rowChanges(before: FieldTable, after: FieldTable, oldLinks: Links, newLinks: Links): Found[] {
  const alike = (old: FieldRow, now: FieldRow) =>
    old.prose !== undefined && old.prose === now.prose && same(old.type, now.type) && old.required === now.required;
  const { pairs, removed, added } = match(before.rows, after.rows, [(old, now) => old.name === now.name, alike]);
  const at = (row: FieldRow, table: FieldTable, links: Links): Pointer => {
    const found = links.rows.find((entry) => entry.row === row);
    return (
      found?.place?.pointer ??
      join(
        found?.owner?.pointer ?? join('#', 'components', 'schemas', tableTitle(table)),
        found?.kind === 'parameter' ? 'parameters' : 'properties',
        row.name,
      )
    );
  };
  return [
    ...orderChange(
      movedUp(pairs, before.rows, after.rows).map(({ name }) => name),
      home(before, oldLinks),
      after,
    ),
    ...removed.map(
      (row): Found => ({
        kind: 'row-removed',
        pointer: at(row, before, oldLinks),
        message: describe(row),
        source: sourceOf(before, row.name),
      }),
    ),
    ...added.map(
      (row): Found => ({
        kind: 'row-added',
        pointer: at(row, after, newLinks),
        message: describe(row),
        source: sourceOf(after, row.name),
      }),
    ),
    ...pairs.flatMap(([old, now]): Found[] => {
      const [pointer, source] = [at(old, before, oldLinks), sourceOf(after, now.name)];
      const changes: Found[] = [];
      const compare = (kind: ChangeKind, what: string, left: unknown, right: unknown) => {
        if (!same(left, right))
          changes.push({ kind, pointer, message: `${what}: ${print(left)} -> ${print(right)}`, source });
      };
      compare('row-renamed', 'name', old.name, now.name);
      compare('type', 'type', printType(old.type), printType(now.type));
      compare('required', 'required', old.required, now.required);
      compare('default', 'default', old.default, now.default);
      compare('default', 'default in prose', old.defaultInProse, now.defaultInProse);
      compare('example-value', 'example', old.example, now.example);
      compare('values', 'values', old.values, now.values);
      for (const key of new Set([
        ...Object.keys(old.limits ?? {}),
        ...Object.keys(now.limits ?? {}),
      ] as (keyof NonNullable<FieldRow['limits']>)[])) {
        compare('limit', key, old.limits?.[key], now.limits?.[key]);
      }
      if (old.prose !== now.prose && restOf(old) !== restOf(now))
        changes.push({ kind: 'text', pointer, message: OTHER_TEXT, source });
      return changes;
    }),
  ];
}

function errorChanges(before: ErrorTable, after: ErrorTable, links: Links): Found[] {
  const fields = ['status', 'code', 'message', 'prose'] as const;
  const agree =
    (...keys: (typeof fields)[number][]) =>
    (old: ErrorRow, now: ErrorRow) =>
      keys.every((key) => old[key] === now[key]) && keys.some((key) => key !== 'status' && old[key] !== undefined);
  // Rows have no name of their own: those that agree in most belong together.
  const { pairs, removed, added } = match(before.rows, after.rows, [
    agree('status', 'code', 'message', 'prose'),
    agree('status', 'code', 'message'),
    agree('status', 'message', 'prose'),
    agree('code', 'message', 'prose'),
    agree('status', 'code', 'prose'),
    agree('code', 'message'),
    (old, now) => old.prose !== undefined && agree('status', 'prose')(old, now),
    agree('status', 'message'),
    (old, now) => old.status === now.status && old.code === now.code,
  ]);
  const linkOf = (row: ErrorRow) => links.errors.find((entry) => entry.row === row);
  const at = (row: ErrorRow): Pointer => {
    const link = linkOf(row);
    return (
      (link?.example ?? link?.response)?.pointer ??
      join(links.operations[0]?.pointer ?? '#/paths', 'responses', ...(row.status === undefined ? [] : [row.status]))
    );
  };
  const named = (row: ErrorRow) => [row.status, row.code, row.message].filter((part) => part !== undefined).join(' ');
  return [
    ...orderChange(movedUp(pairs, before.rows, after.rows).map(named), home(before, links), after),
    ...removed.map((row): Found => {
      const link = linkOf(row);
      return {
        kind: 'error-removed',
        pointer: at(row),
        message: named(row),
        source: link ? errorSource(link) : sourceOf(before),
      };
    }),
    ...added.map(
      (row): Found => ({
        kind: 'error-added',
        pointer: at(row),
        message: named(row),
        source: sourceOf(after, `${after.rows.indexOf(row) + 1}`),
      }),
    ),
    ...pairs.flatMap(([old, now]): Found[] => {
      const source = sourceOf(after, `${after.rows.indexOf(now) + 1} (${named(now)})`);
      return fields
        .filter((key) => old[key] !== now[key])
        .map((key): Found => {
          const [kind, message]: [ChangeKind, string] =
            key === 'prose' ? ['text', OTHER_TEXT] : [key, `${key}: ${print(old[key])} -> ${print(now[key])}`];
          return { kind, pointer: at(old), message, source };
        });
    }),
  ];
}

const OTHER_TEXT = 'the description says something else, or links to something else';

/** What the prose says beyond the facts that are compared by themselves. */
function restOf({ prose, rest = prose }: FieldRow): string | undefined {
  return rest;
}

function orderChange(rows: readonly string[], pointer: Pointer, table: FactTable): Found[] {
  if (rows.length === 0) return [];
  return [{ kind: 'order', pointer, message: `further up than before: ${rows.join(', ')}`, source: sourceOf(table) }];
}

function describe(row: FieldRow): string {
  const required = row.required === null ? '' : row.required ? ', required' : ', optional';
  return `${row.name}: ${printType(row.type)}${required}${row.default === undefined ? '' : `, default ${row.default}`}`;
}
