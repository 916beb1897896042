import { describe, expect, it } from 'vitest';
import type { Bundle } from '../src/bundle.js';
import { check, type Report } from '../src/check.js';
import type { Facts } from '../src/facts.js';
import { apiIds, readDiscrepancies, readFacts, readSpecBundle, sourcePath, workspaceAt } from '../src/workspace.js';

const workspace = workspaceAt(undefined, undefined);

/** One change to each row, in turn: what the documents say has to matter to the specs. */
const CHANGES: Record<string, (rows: Record<string, unknown>[], at: number) => void> = {
  'a row less': (rows, at) => rows.splice(at, 1),
  'another name': (rows, at) => Object.assign(rows[at] ?? {}, { name: 'renamed', code: 'RENAMED' }),
  'another type': (rows, at) => {
    const row = rows[at] as { type?: { base: string } };
    row.type = { base: row.type?.base === 'boolean' ? 'string' : 'boolean' };
  },
};

describe.each(await apiIds(workspace))('%s', async (api) => {
  const facts = await readFacts(sourcePath(workspace, api));
  const bundle = await readSpecBundle(workspace, api);
  const discrepancies = await readDiscrepancies(workspace, api);

  it('has every row, error and example of its document', () => {
    const { coverage } = check(facts, bundle, discrepancies);
    for (const { found, of } of Object.values(coverage)) expect(found).toBe(of);
  });

  it('has no prose of its document', () => {
    expect(JSON.stringify(facts)).not.toMatch(/[\p{Script=Han}，。、；：（）“”]{14,}/u);
  });

  it.each(Object.entries(CHANGES))('notices %s, whichever it is', (what, change) => {
    const known = keysOf(check(facts, bundle, []));
    facts.tables.forEach((table, tableIndex) => {
      if (table.kind === 'errors' && what === 'another type') return;
      table.rows.forEach((row, at) => {
        // That a call can succeed is what the table of returned fields says too.
        if (table.kind === 'errors' && 'status' in row && row.status !== undefined && row.status < 300) return;
        const changed = structuredClone(facts);
        change(changed.tables[tableIndex]?.rows as unknown as Record<string, unknown>[], at);
        expect(noticed(changed, bundle, known), `${what}: ${JSON.stringify(row)}`).toBe(true);
      });
    });
  });
});

function noticed(changed: Facts, bundle: Bundle, known: ReadonlySet<string>): boolean {
  return [...keysOf(check(changed, bundle, []))].some((key) => !known.has(key));
}

function keysOf({ findings }: Report): Set<string> {
  return new Set(
    findings
      .filter(({ rule }) => rule !== 'discrepancy-unknown')
      .map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`),
  );
}
