import type { Bundle } from './bundle.js';
import { checkErrors } from './check-errors.js';
import { checkExamples } from './check-examples.js';
import { checkFields } from './check-fields.js';
import { checkDiscrepancies, cover, type Discrepancy, type Scope, scopesOf } from './discrepancies.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { type Links, link } from './link.js';

export interface Share {
  found: number;
  of: number;
}

/** What a comparison of a document with its spec gives. */
export interface Report {
  findings: Finding[];
  /** How much of the document has a place in the spec. */
  coverage: { rows: Share; errors: Share; examples: Share };
  /** Discrepancies by id, with the number of findings that each explains. */
  explained: Record<string, number>;
  links: Links;
  scopes: Scope[];
}

/** Compares the facts of a document with its bundled spec, both ways. */
export function check(facts: Facts, bundle: Bundle, discrepancies: readonly Discrepancy[]): Report {
  const links = link(facts, bundle);
  const scopes = scopesOf(discrepancies, bundle);
  const covered = cover(
    [...checkFields(facts, links, bundle), ...checkErrors(links, bundle), ...checkExamples(links, bundle)],
    scopes,
  );
  const share = (entries: readonly unknown[], found: (entry: never) => boolean): Share => ({
    found: entries.filter((entry) => found(entry as never)).length,
    of: entries.length,
  });
  return {
    findings: [...covered, ...checkDiscrepancies(scopes, covered, facts, bundle)],
    coverage: {
      rows: share(links.rows, ({ place }: Links['rows'][number]) => place !== undefined),
      errors: share(
        links.errors,
        ({ example, response }: Links['errors'][number]) => (example ?? response) !== undefined,
      ),
      examples: share(links.examples, ({ place }: Links['examples'][number]) => place !== undefined),
    },
    explained: Object.fromEntries(
      discrepancies.map(({ id }) => [id, covered.filter(({ coveredBy }) => coveredBy.includes(id)).length]),
    ),
    links,
    scopes,
  };
}

/** Findings that no discrepancy explains: what has to be fixed. */
export function open(report: Report): Finding[] {
  return report.findings.filter(({ coveredBy }) => coveredBy.length === 0);
}
