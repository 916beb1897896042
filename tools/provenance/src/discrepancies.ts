import type { Bundle } from './bundle.js';
import { missingEvidence } from './evidence.js';
import type { Facts } from './facts.js';
import { type Finding, finding, type Rule } from './finding.js';
import { type Pointer, split } from './pointer.js';

/** An entry of `discrepancies.yaml`. */
export interface Discrepancy {
  id: string;
  where: string | string[];
  /**
   * The findings that it covers at its places. An entry without it is about prose or about another source, which facts cannot show: it
   * needs only to point at something.
   */
  covers?: Rule[];
  document: string;
  evidence: string[];
  decision: string;
  reason: string;
}

/** A discrepancy and the places that it is about. */
export interface Scope {
  discrepancy: Discrepancy;
  pointers: Set<Pointer>;
  /** Places whose `x-discrepancies` names it. */
  marks: readonly Pointer[];
  /** Entries of `where` that point at nothing. */
  broken: string[];
}

/** Works out what each discrepancy is about: where it points, and where it is marked. */
export function scopesOf(discrepancies: readonly Discrepancy[], bundle: Bundle): Scope[] {
  const marks = bundle.marks();
  return discrepancies.map((discrepancy) => {
    const where = [discrepancy.where].flat();
    const targets = where.map((pointer) => bundle.canonical(pointer));
    const exact = targets.filter((pointer): pointer is Pointer => pointer !== undefined);
    const marked = marks.get(discrepancy.id) ?? [];
    // A mark on something that encloses the exact place is there for readers; it does not widen what is explained.
    const narrow = marked.filter((mark) => !exact.some((pointer) => pointer.startsWith(`${mark}/`)));
    return {
      discrepancy,
      pointers: new Set([...exact, ...narrow]),
      marks: marked,
      broken: where.filter((_, index) => targets[index] === undefined),
    };
  });
}

/** Notes on each finding which discrepancies cover it: those about one of its places that say so. */
export function cover(findings: readonly Finding[], scopes: readonly Scope[]): Finding[] {
  return findings.map((entry) => {
    const here = scopes.filter(({ pointers }) => entry.places.some((place) => pointers.has(place)));
    const covers = ({ discrepancy, pointers }: Scope) =>
      discrepancy.covers?.includes(entry.rule) === true &&
      entry.places.some((place) => pointers.has(place) && (!isRequiredList(place) || cites(discrepancy, entry)));
    return {
      ...entry,
      coveredBy: here.filter(covers).map(({ discrepancy }) => discrepancy.id),
      near: here.filter((scope) => !covers(scope)).map(({ discrepancy }) => discrepancy.id),
    };
  });
}

/** The list is that of all fields of a type; an entry about it explains only those that its evidence names. */
function isRequiredList(place: Pointer): boolean {
  const [last, above] = split(place).reverse();
  return last === 'required' && above !== 'properties';
}

function cites({ evidence }: Discrepancy, { pointer }: Finding): boolean {
  const field = split(pointer).at(-1) ?? '';
  return evidence.some((line) => line.split(/[^\w.-]+/u).includes(field));
}

/** Everything that can be wrong with the discrepancies themselves. */
export function checkDiscrepancies(
  scopes: readonly Scope[],
  covered: readonly Finding[],
  facts: Facts,
  bundle: Bundle,
): Finding[] {
  const known = new Set(scopes.map(({ discrepancy }) => discrepancy.id));
  const unknown = [...bundle.marks()].filter(([id]) => !known.has(id));
  return [
    ...unknown.flatMap(([id, pointers]) =>
      pointers.map((pointer) => finding('discrepancy-unknown', `discrepancies.yaml has no ${id}`, pointer)),
    ),
    ...scopes.flatMap(({ discrepancy, broken, marks }): Finding[] => {
      const { id } = discrepancy;
      const at = `discrepancies.yaml#${id}`;
      const stale = (discrepancy.covers ?? []).filter(
        (rule) => !covered.some((entry) => entry.rule === rule && entry.coveredBy.includes(id)),
      );
      return [
        ...broken.map((pointer) =>
          finding('discrepancy-points-nowhere', `it points at ${pointer}, which is not there`, at),
        ),
        ...(marks.length === 0
          ? [finding('discrepancy-unmarked', `nothing in the spec has x-discrepancies: [${id}]`, at)]
          : []),
        ...discrepancy.evidence
          .flatMap((entry) => missingEvidence(entry, facts))
          .map((cited) => finding('discrepancy-evidence', `it cites ${cited}, which the document does not have`, at)),
        ...stale.map((rule) =>
          finding(
            'discrepancy-stale',
            `it covers ${rule}, but there is no such finding at its places; take it out of covers`,
            at,
          ),
        ),
      ];
    }),
  ];
}
