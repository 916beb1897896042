/** Data types that documents of all vendors come down to. */
export type Base = 'string' | 'integer' | 'number' | 'boolean' | 'object';

/** The type of a row. `name` is set where it is a type of its own, as the document prints it. */
export interface TypeFact {
  base: Base;
  array?: true;
  name?: string;
  /** Where the word says how wide a number is (`Long`, `Float`). */
  format?: 'int32' | 'int64' | 'float' | 'double';
}

/** Limits found in the prose of a row by the patterns of `prose.ts`. */
export interface Limits {
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

/** One row of a table of parameters, properties or returned fields. */
export interface FieldRow {
  name: string;
  type: TypeFact;
  /** Null where the table has no such column, or the cell is empty. */
  required: boolean | null;
  default?: string;
  /** What the prose calls the default, where the table has one too. */
  defaultInProse?: string;
  example?: string;
  /** Values that the prose lists, where it lists them in a form that can be read reliably. */
  values?: string[];
  limits?: Limits;
  /** Digest of the prose and the links, which themselves do not enter: tells whether another edition says something else. */
  prose?: string;
  /** The same without the values and limits that stand above, where it holds some: they are compared by themselves. */
  rest?: string;
}

/** One row of a table of answers. */
export interface ErrorRow {
  status?: number;
  code?: string;
  /** The wire message, where the table prints one; never an explanation. */
  message?: string;
  prose?: string;
}

export type FieldTableKind = 'path' | 'request' | 'response' | 'type';

export interface FieldTable {
  kind: FieldTableKind;
  /** Of a type: its name as printed. */
  name?: string;
  heading: string[];
  columns: string[];
  rows: FieldRow[];
}

export interface ErrorTable {
  kind: 'errors';
  heading: string[];
  columns: string[];
  rows: ErrorRow[];
}

export type FactTable = FieldTable | ErrorTable;

/** A request or an answer as printed, taken apart. */
export interface WireMessage {
  method?: string;
  /** Scheme and host, where a whole address is printed. */
  origin?: string;
  path?: string;
  status?: number;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  /** Lines that stand for something left out, `<Common Request Params>`. */
  omitted?: string[];
  body?: unknown;
}

export interface FactExample {
  heading: string[];
  request?: WireMessage;
  response?: WireMessage;
}

export interface Section {
  heading: string[];
  digest?: string;
}

/** Everything of a vendor document that enters the project: `specs/<api>/source.json`. */
export interface Facts {
  document: { title: string; sha256: string };
  /** Method and address of the operation, where the document has a section for them. */
  operation?: { method?: string; url?: string };
  /** Every name as the document spells it: what must never be corrected. */
  spellings: { parameters: string[]; properties: string[]; types: string[]; codes: string[] };
  tables: FactTable[];
  examples: FactExample[];
  /** Every heading, with a digest of the text under it, tables and examples left out. */
  prose: Section[];
}

export function isErrorTable(table: FactTable): table is ErrorTable {
  return table.kind === 'errors';
}

/** What a table is about, in a word or two; unlike the heading it is the same in every edition. */
export function tableTitle(table: FactTable): string {
  if (table.kind === 'type') return table.name ?? '';
  return { path: 'path parameters', request: 'request parameters', response: 'returned fields', errors: 'error codes' }[
    table.kind
  ];
}

export function printType({ base, array, name, format }: TypeFact): string {
  return `${name ?? format ?? base}${array ? '[]' : ''}`;
}

/** Heading and row, as findings and traces name a place of the document. */
export function sourceOf(of: { heading: readonly string[] }, row?: string): string {
  return [...of.heading, ...(row === undefined ? [] : [`row ${row}`])].join(' > ');
}
