import type { ErrorRow, FactTable, FieldRow, FieldTable, TypeFact } from './facts.js';
import type { Cell, TableBlock } from './markdown.js';
import { readProse } from './prose.js';
import { TableError } from './table-error.js';
import { baseOf, type Column, columnOf, formatOf, headingKind, knownColumns, requiredOf } from './vocabulary.js';
import { digest, refuseProse } from './without-prose.js';

/**
 * Reads every table of a document.
 * @throws TableError for one that is not understood, or that describes what another one has described.
 */
export function readTables(blocks: readonly TableBlock[]): FactTable[] {
  const tables = blocks.map(readTable);
  const seen = new Map<string, number>();
  tables.forEach((table, index) => {
    if (table.kind === 'errors') return;
    const subject = table.kind === 'type' ? `the type ${table.name}` : table.kind;
    const line = blocks[index]?.line ?? 0;
    const before = seen.get(subject.toLowerCase());
    if (before !== undefined)
      throw new TableError(line, `a second table for ${subject}; the first is in line ${before}`);
    seen.set(subject.toLowerCase(), line);
  });
  return tables;
}

function readTable(block: TableBlock): FactTable {
  const columns = block.header.map(({ text, line }): Column => {
    const column = columnOf(text);
    if (!column) throw new TableError(line, `the column "${text}" is not known; known are ${knownColumns()}`);
    return column;
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) throw new TableError(block.line, `two columns of the table mean "${twice}"`);
  const { heading } = block;
  const isFields = columns.includes('name') && columns.includes('type');
  const foreign = columns.find((column) => (isFields ? NOT_OF_FIELDS : NOT_OF_ERRORS).includes(column));
  if (foreign && (isFields || columns.includes('status') || columns.includes('code')))
    throw new TableError(
      block.line,
      `the column for "${foreign}" means nothing in a table of ${isFields ? 'fields' : 'errors'}`,
    );
  if (isFields) {
    const { kind, name } = placeOf(block);
    return {
      kind,
      ...(name !== undefined && { name }),
      heading,
      columns,
      rows: block.rows.map((row) => readField(byColumn(columns, row))),
    };
  }
  if (columns.includes('status') || columns.includes('code')) {
    return { kind: 'errors', heading, columns, rows: readErrors(columns, block) };
  }
  throw new TableError(
    block.line,
    `the table has neither the columns name and type nor one of status and code, but ${columns.join(', ')}`,
  );
}

const NOT_OF_FIELDS: readonly Column[] = ['status', 'code'];
const NOT_OF_ERRORS: readonly Column[] = ['name', 'type', 'required', 'default', 'example'];

/** Whether a table is a type, or belongs to the request or the answer: the nearest heading that says so decides. */
function placeOf(block: TableBlock): Pick<FieldTable, 'kind' | 'name'> {
  for (const heading of [...block.heading].reverse()) {
    const words = heading.replace(/^[\d.、\s]+/u, '');
    if (/^[A-Za-z]\w*$/u.test(words)) return { kind: 'type', name: words };
    const kind = headingKind(words);
    if (kind && kind !== 'errors' && kind !== 'method') return { kind };
  }
  const path = block.heading.join(' > ') || 'no heading';
  throw new TableError(block.line, `the table under ${path} is neither a type nor about a request or an answer`);
}

type Row = { line: number } & Partial<Record<Column, Cell>>;

function byColumn(columns: readonly Column[], cells: readonly Cell[]): Row {
  const row: Row = { line: cells[0]?.line ?? 0 };
  cells.forEach((cell, index) => {
    const column = columns[index];
    if (column) row[column] = cell;
  });
  return row;
}

function readField(row: Row): FieldRow {
  const name = (row.name?.text ?? '').replace(/\.N$/u, '');
  if (!/^[A-Za-z_][\w.-]*$/u.test(name)) throw new TableError(row.line, `"${row.name?.text ?? ''}" is not a name`);
  const indexed = row.name?.text.endsWith('.N') === true;
  const type = readType(row.type?.text ?? '', row.line);
  if (indexed && !type.array)
    throw new TableError(row.line, `${name}.N is a list by its name, but its type is ${row.type?.text}`);
  const required = requiredOf(row.required?.text ?? '');
  if (required === undefined)
    throw new TableError(row.line, `"${row.required?.text}" says neither required nor optional`);
  const prose = readProse(row.description?.marked ?? '', type);
  const byDefault = row.default?.literal || prose.default;
  refuseProse([byDefault, row.example?.literal], row.line);
  const [full, rest] = [row.description?.marked ?? '', prose.rest].map((text) =>
    digestOf(row, [text, row.explanation?.marked ?? '']),
  );
  return {
    name,
    type,
    required,
    ...(byDefault && { default: byDefault }),
    ...(row.default?.literal && prose.default && { defaultInProse: prose.default }),
    ...(row.example?.literal && { example: row.example.literal }),
    ...(prose.values && { values: prose.values }),
    ...(prose.limits && { limits: prose.limits }),
    ...(full && { prose: full }),
    ...(rest && rest !== full && { rest }),
  };
}

/** `X`, `X[]`, `Array of X`, `Array<X>`, `List<X>`; links are text by now. */
function readType(text: string, line: number): TypeFact {
  const match =
    /^(?:(?:Array|List)\s*(?:of\s+|<\s*)([A-Za-z_]\w*)\s*>?|([A-Za-z_]\w*)\s*(\[\s*\])?|([\u4e00-\u9fff]{2,3}))$/iu.exec(
      text,
    );
  const word = match?.[1] ?? match?.[2] ?? match?.[4] ?? '';
  const base = baseOf(word);
  // A name of a type is never Chinese.
  if (!match || (match[4] !== undefined && !base)) throw new TableError(line, `the type "${text}" is not understood`);
  const array = match[1] !== undefined || match[3] !== undefined;
  const format = formatOf(word);
  return {
    base: base ?? 'object',
    ...(array && { array: true as const }),
    ...(!base && { name: word }),
    ...(format && { format }),
  };
}

function readErrors(columns: readonly Column[], block: TableBlock): ErrorRow[] {
  const rows = block.rows.map((cells) => byColumn(columns, cells));
  const written = rows.filter(({ description }) => description?.text);
  // Beside a column of explanations, or where none of it is Chinese, the description is what goes over the wire.
  const chinese = written.find(({ description }) => /\p{Script=Han}/u.test(description?.text ?? ''));
  if (columns.includes('explanation') && chinese) {
    throw new TableError(chinese.line, 'the wire message is Chinese, though the table has a column for explanations');
  }
  return rows.map((row) => {
    const status = row.status?.text ?? '';
    const code = row.code?.text ?? '';
    if (columns.includes('status') && !/^[1-5]\d\d$/u.test(status))
      throw new TableError(row.line, `"${status}" is not an HTTP status`);
    if (!/^(?:[A-Za-z][\w.-]*)?$/u.test(code)) throw new TableError(row.line, `"${code}" is not an error code`);
    if (status === '' && code === '') throw new TableError(row.line, 'the row has neither a status nor a code');
    const message = chinese ? undefined : row.description?.text;
    const digest = digestOf(row, [chinese ? (row.description?.marked ?? '') : '', row.explanation?.marked ?? '']);
    return {
      ...(status && { status: Number(status) }),
      ...(code && { code }),
      ...(message && { message }),
      ...(digest && { prose: digest }),
    };
  });
}

/** Of the prose of a row, and of where the links in all its cells point. */
function digestOf({ line: _, ...cells }: Row, prose: readonly string[]): string | undefined {
  const columns = Object.keys(cells).sort() as (keyof typeof cells)[];
  const targets = columns.flatMap((column) => cells[column]?.targets ?? []);
  const text = [...prose, ...targets].map((part) => part.replace(/\s+/gu, ' ')).join('\n');
  return text.trim() === '' ? undefined : digest(text);
}
