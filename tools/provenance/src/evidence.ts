import { type Facts, isErrorTable } from './facts.js';

const TYPE_ROWS = /^([A-Z]\w*) rows? (.+)$/u;
const ANY_ROWS = /^(?:Request parameters |Response |request |response )?[Rr]ows? (.+)$/u;
const ERRORS = /^Errors?(?: rows?)? (.+)$/u;
const EXAMPLES = /^(?:Request |Response )?[Ee]xamples? (\d+(?:(?:, | and | to )\d+)*)/u;

/** What a line of evidence cites from the document (`ChargeSpec rows chargeUnit and autoRenew`) and the document does not have. */
export function missingEvidence(evidence: string, facts: Facts): string[] {
  const tables = facts.tables.filter((table) => !isErrorTable(table));
  const codes = new Set(facts.spellings.codes);
  const rowNames = (type?: string) =>
    new Set(
      tables
        .filter(({ kind, name }) => type === undefined || (kind === 'type' && name === type))
        .flatMap(({ rows }) => rows.map((row) => row.name)),
    );
  const [, type, typeRows] = TYPE_ROWS.exec(evidence) ?? [];
  const [, anyRows] = ANY_ROWS.exec(evidence) ?? [];
  const [, errors] = ERRORS.exec(evidence) ?? [];
  const [, examples] = EXAMPLES.exec(evidence) ?? [];
  if (anyRows !== undefined) return lacking(names(anyRows), rowNames()).map((name) => `row ${name}`);
  if (errors !== undefined)
    return lacking(
      names(errors).filter((name) => /[A-Z]/u.test(name)),
      codes,
    ).map((name) => `error ${name}`);
  if (type !== undefined && typeRows !== undefined && tables.some(({ name }) => name === type)) {
    return lacking(names(typeRows), rowNames(type)).map((name) => `row ${name} of ${type}`);
  }
  if (examples === undefined) return [];
  const last = Math.max(...(examples.match(/\d+/gu) ?? []).map(Number));
  return last > facts.examples.length ? [`example ${last}`] : [];
}

function names(text: string): string[] {
  return (text.split(/[:;(]/u)[0] ?? '')
    .split(/,\s*|\s+and\s+/u)
    .map((name) => name.replace(/\.N$/u, ''))
    .filter((name) => /^[A-Za-z_][\w.]*$/u.test(name));
}

function lacking(cited: readonly string[], known: ReadonlySet<string>): string[] {
  return cited.filter((name) => !known.has(name));
}
