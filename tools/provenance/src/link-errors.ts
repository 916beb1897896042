import type { Bundle, ExamplePlace, Operation, Place } from './bundle.js';
import { type ErrorRow, type ErrorTable, type Facts, isErrorTable } from './facts.js';
import { valueAt } from './pointer.js';

export interface ErrorLink {
  table: ErrorTable;
  row: ErrorRow;
  /** Position in the table, from 1: rows of one code differ by nothing else. */
  number: number;
  example?: ExamplePlace;
  response?: Place;
}

/** Gives each row of a table of answers its response and its named example. */
export function linkErrors(
  facts: Facts,
  bundle: Bundle,
  operations: readonly Operation[],
  examples: readonly ExamplePlace[],
): ErrorLink[] {
  const links: ErrorLink[] = facts.tables
    .filter(isErrorTable)
    .flatMap((table) => table.rows.map((row, index) => ({ table, row, number: index + 1 })));
  for (const link of links) {
    const response = operations
      .map((operation) => bundle.responses(operation).get(String(link.row.status)))
      .find((found) => found !== undefined);
    if (response) link.response = response;
  }
  const free = new Set(examples);
  const agree = {
    code: (row: ErrorRow, example: ExamplePlace) =>
      row.code === undefined || row.code === codeOf(bundle, example.value),
    message: (row: ErrorRow, example: ExamplePlace) =>
      row.message === undefined || row.message === messageOf(bundle, example.value),
    status: (row: ErrorRow, example: ExamplePlace) => row.status === undefined || String(row.status) === example.status,
  };
  // A row and an example that agree in everything belong together; what is left is paired as long as two of the three agree.
  const passes: (keyof typeof agree)[][] = [
    ['code', 'message', 'status'],
    ['code', 'message'],
    ['code', 'status'],
    ['message', 'status'],
  ];
  for (const keys of passes) {
    for (const link of links) {
      if (link.example || (link.row.status !== undefined && link.row.status < 300)) continue;
      // With neither a code nor a message left to agree in, any error of that status would do.
      if (!keys.some((key) => key !== 'status' && link.row[key] !== undefined)) continue;
      const fits = [...free].filter((example) => keys.every((key) => agree[key](link.row, example)));
      const example = fits.find(({ beyond }) => !beyond) ?? fits[0];
      if (!example) continue;
      link.example = example;
      free.delete(example);
    }
  }
  return links;
}

/** The error code in an answer, by the envelope; undefined in one that is no error. */
export function codeOf(bundle: Bundle, answer: unknown): string | undefined {
  const code = valueAt(answer, bundle.envelope()?.code ?? '/code');
  return typeof code === 'string' ? code : undefined;
}

export function messageOf(bundle: Bundle, answer: unknown): string | undefined {
  const message = valueAt(answer, bundle.envelope()?.message ?? '/message');
  return typeof message === 'string' ? message : undefined;
}
