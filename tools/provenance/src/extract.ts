import { createHash } from 'node:crypto';
import type { ErrorRow, ErrorTable, FactExample, Facts, FactTable, FieldRow, FieldTable, TypeFact } from './facts.js';
import { isErrorTable } from './facts.js';
import { type Block, type Cell, type CodeBlock, readBlocks, type TableBlock } from './markdown.js';
import { readProse } from './prose.js';
import { TableError } from './table-error.js';
import { baseOf, type Column, columnOf, directionOf, headingKind, knownColumns, requiredOf } from './vocabulary.js';
import { readWireExample } from './wire-example.js';

/** What a vendor document states, and parts of it that hold no fact. */
export interface Extraction {
  facts: Facts;
  /** Things left out on purpose, each with its line. */
  remarks: string[];
}

/**
 * Reads the facts of a vendor document.
 * @param name used as the title where the document has none.
 * @throws TableError for a table or example that is not understood.
 */
export function extract(markdown: string, name: string): Extraction {
  const remarks: string[] = [];
  const blocks = readBlocks(markdown);
  const title = blocks.find((block) => block.type === 'heading' && block.depth === 1)?.heading.at(-1);
  const tables = blocks.filter((block) => block.type === 'table').map((block) => readTable(block, title));
  refuseTwice(tables, blocks);
  const operation = readOperation(blocks);
  const facts: Facts = {
    document: {
      title: clip(title ?? name),
      sha256: createHash('sha256').update(markdown).digest('hex'),
    },
    ...(operation && { operation }),
    spellings: spellingsOf(tables),
    tables,
    examples: readExamples(blocks, remarks),
    prose: readSections(blocks),
  };
  return { facts, remarks };
}

function readTable(block: TableBlock, title: string | undefined): FactTable {
  const columns = block.header.map(({ text, line }): Column => {
    const column = columnOf(text);
    if (!column) throw new TableError(line, `the column "${text}" is not known; known are ${knownColumns()}`);
    return column;
  });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) throw new TableError(block.line, `two columns of the table mean "${twice}"`);
  const heading = block.heading.map(clip);
  if (columns.includes('name') && columns.includes('type')) {
    const { kind, name } = placeOf(block, title);
    return { kind, ...(name !== undefined && { name }), heading, columns, rows: block.rows.map((row) => readField(byColumn(columns, row))) };
  }
  if (columns.includes('status') || columns.includes('code')) {
    return { kind: 'errors', heading, columns, rows: readErrors(columns, block) };
  }
  throw new TableError(block.line, `the table has neither the columns name and type nor one of status and code, but ${columns.join(', ')}`);
}

/** Whether a table is a type, or belongs to the request or the answer: the nearest heading that says so decides; the title never does. */
function placeOf(block: TableBlock, title: string | undefined): Pick<FieldTable, 'kind' | 'name'> {
  for (const heading of [...block.heading].reverse()) {
    const words = heading.replace(/^[\d.、\s]+/u, '');
    if (/^[A-Za-z]\w*$/u.test(words) && heading !== title) return { kind: 'type', name: words };
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
  if (indexed && !type.array) throw new TableError(row.line, `${name}.N is a list by its name, but its type is ${row.type?.text}`);
  const required = requiredOf(row.required?.text ?? '');
  if (required === undefined) throw new TableError(row.line, `"${row.required?.text}" says neither required nor optional`);
  const prose = readProse(row.description?.marked ?? '', type);
  const byDefault = row.default?.literal || prose.default;
  refuseProse([byDefault, row.example?.literal], row.line);
  const digest = digestOf([row.description, row.explanation]);
  return {
    name,
    type,
    required,
    ...(byDefault && { default: byDefault }),
    ...(row.example?.literal && { example: row.example.literal }),
    ...(prose.values && { values: prose.values }),
    ...(prose.limits && { limits: prose.limits }),
    ...(digest && { prose: digest }),
  };
}

/** `X`, `X[]`, `Array of X`, `Array<X>`, `List<X>`; links are text by now. */
function readType(text: string, line: number): TypeFact {
  const match = /^(?:(?:Array|List)\s*(?:of\s+|<\s*)([A-Za-z_]\w*)\s*>?|([A-Za-z_]\w*)\s*(\[\s*\])?|([\u4e00-\u9fff]{2,3}))$/iu.exec(text);
  if (!match) throw new TableError(line, `the type "${text}" is not understood`);
  const word = match[1] ?? match[2] ?? match[4] ?? '';
  const base = baseOf(word);
  const array = match[1] !== undefined || match[3] !== undefined;
  return { base: base ?? 'object', ...(array && { array: true as const }), ...(!base && { name: word }) };
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
    if (columns.includes('status') && !/^[1-5]\d\d$/u.test(status)) throw new TableError(row.line, `"${status}" is not an HTTP status`);
    if (!/^(?:[A-Za-z][\w.-]*)?$/u.test(code)) throw new TableError(row.line, `"${code}" is not an error code`);
    if (status === '' && code === '') throw new TableError(row.line, 'the row has neither a status nor a code');
    const message = chinese ? undefined : row.description?.text;
    const digest = digestOf([chinese ? row.description : undefined, row.explanation]);
    return {
      ...(status && { status: Number(status) }),
      ...(code && { code }),
      ...(message && { message }),
      ...(digest && { prose: digest }),
    };
  });
}

function refuseTwice(tables: readonly FactTable[], blocks: readonly Block[]): void {
  const lines = blocks.filter((block) => block.type === 'table').map(({ line }) => line);
  const seen = new Map<string, number>();
  tables.forEach((table, index) => {
    const key = table.kind === 'type' ? `the type ${table.name}` : table.kind;
    const line = lines[index] ?? 0;
    const before = seen.get(key.toLowerCase());
    if (before !== undefined && table.kind !== 'errors') throw new TableError(line, `a second table for ${key}; the first is in line ${before}`);
    seen.set(key.toLowerCase(), line);
  });
}

function readOperation(blocks: readonly Block[]): Facts['operation'] {
  const under = (kind: string) =>
    blocks.filter((block) => block.type === 'text' && headingKind(block.heading.at(-1) ?? '') === kind).map((block) => (block as { value: string }).value);
  const method = under('method').find((text) => /^(?:GET|POST|PUT|DELETE|PATCH)$/u.test(text));
  const url = under('path').find((text) => /^https?:\/\/\S+$/u.test(text));
  return method || url ? { ...(method && { method }), ...(url && { url }) } : undefined;
}

function readExamples(blocks: readonly Block[], remarks: string[]): FactExample[] {
  const examples: FactExample[] = [];
  let label: 'request' | 'response' | undefined;
  for (const block of blocks) {
    // Only a short text is a label; a paragraph may mention a request in passing.
    if (block.type === 'heading' || (block.type === 'text' && block.value.length <= 12)) label = directionOf(block.value) ?? label;
    if (block.type === 'heading' && directionOf(block.value) === undefined) label = undefined;
    if (block.type !== 'code') continue;
    if (!isExample(block)) {
      remarks.push(`line ${block.line}: the code block is neither a request nor an answer; left out`);
      continue;
    }
    for (const { direction, message } of readWireExample(block.value, block.line, label)) {
      refuseProse(message, block.line);
      const last = examples.at(-1);
      if (direction === 'response' && last && !last.response) last.response = message;
      else examples.push({ heading: block.heading.map(clip), [direction]: message });
    }
  }
  return examples;
}

function isExample(block: CodeBlock): boolean {
  return /^\s*(?:[{[]|https?:\/\/|\/|(?:GET|POST|PUT|DELETE|PATCH)\s)/mu.test(block.value);
}

function readSections(blocks: readonly Block[]): Facts['prose'] {
  const sections = new Map<string, { heading: string[]; text: string[] }>();
  for (const block of blocks) {
    if (block.type !== 'text' || block.value === '') continue;
    const heading = block.heading.map(clip);
    const key = JSON.stringify(heading);
    const section = sections.get(key) ?? { heading, text: [] };
    section.text.push(block.value);
    sections.set(key, section);
  }
  return [...sections.values()].map(({ heading, text }) => ({ heading, digest: digest(text.join('\n')) }));
}

function spellingsOf(tables: readonly FactTable[]): Facts['spellings'] {
  const fields = tables.filter((table): table is FieldTable => !isErrorTable(table));
  const names = (wanted: readonly string[]) => unique(fields.filter(({ kind }) => wanted.includes(kind)).flatMap(({ rows }) => rows.map(({ name }) => name)));
  return {
    parameters: names(['path', 'request']),
    properties: names(['type', 'response']),
    types: unique(fields.flatMap((table) => [...(table.name ? [table.name] : []), ...table.rows.flatMap(({ type }) => (type.name ? [type.name] : []))])),
    codes: unique(tables.filter((table): table is ErrorTable => isErrorTable(table)).flatMap(({ rows }) => rows.flatMap(({ code }) => (code ? [code] : [])))),
  };
}

function digestOf(cells: readonly (Cell | undefined)[]): string | undefined {
  const text = cells.map((cell) => cell?.marked.replace(/\s+/gu, ' ') ?? '').join('\n');
  return text.trim() === '' ? undefined : digest(text);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

const SENTENCE = /([\p{Script=Han}，。、；：（）“”]{13})[\p{Script=Han}，。、；：（）“”]+/gu;

/** A heading is kept to find the place again; one that is a sentence is cut, because no prose enters the project. */
function clip(heading: string): string {
  return heading.replace(SENTENCE, '$1…');
}

function refuseProse(value: unknown, line: number): void {
  const sentence = JSON.stringify(value)?.match(SENTENCE)?.[0];
  if (sentence !== undefined) throw new TableError(line, `a value is prose, which must not enter the project: ${sentence.slice(0, 20)}`);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
