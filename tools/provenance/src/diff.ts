import type { Bundle } from './bundle.js';
import { type Change, type ChangeKind, type Found, match, movedUp, same } from './change.js';
import { check, type Report } from './check.js';
import { exampleChanges } from './diff-examples.js';
import { tableChanges } from './diff-tables.js';
import type { Discrepancy } from './discrepancies.js';
import { type Facts, type Section, sourceOf } from './facts.js';
import { fieldPlaces, type Links } from './link.js';
import { join, type Pointer } from './pointer.js';
import { print } from './values.js';

export interface Edition {
  changes: Change[];
  /** Discrepancies that covered a finding in the old edition and have none to cover in the new. */
  settled: string[];
  /** Findings that the new edition adds, by rule and pointer. */
  findings: Report['findings'];
  /** The text is another, yet no change was found: it is one of form (spaces, marks, the wording of a column). */
  isOtherForm: boolean;
}

/** What a new edition of a document changes, in terms of the places of the spec. */
export function diff(before: Facts, after: Facts, bundle: Bundle, discrepancies: readonly Discrepancy[]): Edition {
  const [old, now] = [check(before, bundle, discrepancies), check(after, bundle, discrepancies)];
  const tables = tableChanges(before, after, old.links, now.links);
  const isTold = ({ message, source }: Found) =>
    tables.some(
      ({ kind, ...table }) =>
        (kind === 'heading' && table.message === message) ||
        (kind === 'table-added' && message === NEW_SECTION && table.source === source) ||
        (kind === 'table-removed' && message === NO_SECTION && table.source === source),
    );
  const changes = [
    ...documentChanges(before, after, old.links),
    ...tables,
    ...exampleChanges(before.examples, after.examples, old.links, now.links),
    ...textChanges(before, after, old.links).filter((change) => !isTold(change)),
  ];
  const known = new Set(old.findings.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`));
  return {
    isOtherForm: changes.length === 0 && before.document.sha256 !== after.document.sha256,
    changes: changes.map((change) => ({ ...change, concerns: concernsOf(change.pointer, old, bundle) })),
    settled: discrepancies.map(({ id }) => id).filter((id) => (old.explained[id] ?? 0) > 0 && now.explained[id] === 0),
    findings: now.findings.filter(
      ({ rule, pointer, message, coveredBy }) => coveredBy.length === 0 && !known.has(`${rule} ${pointer} ${message}`),
    ),
  };
}

function documentChanges(before: Facts, after: Facts, { operations }: Links): Found[] {
  const pointer = operations[0]?.pointer ?? '#/paths';
  const changes: Found[] = [];
  const compare = (kind: ChangeKind, what: string, old: string | undefined, now: string | undefined) => {
    if (old !== now)
      changes.push({ kind, pointer, message: `${what}: ${print(old)} -> ${print(now)}`, source: after.document.title });
  };
  compare('title', 'title', before.document.title, after.document.title);
  compare('operation', 'method', before.operation?.method, after.operation?.method);
  compare('operation', 'address', before.operation?.url, after.operation?.url);
  return changes;
}

const NEW_SECTION = 'a new section';
const NO_SECTION = 'the section is gone';

function textChanges(before: Facts, after: Facts, { operations }: Links): Found[] {
  const pointer = operations[0]?.pointer ?? '#/paths';
  const { pairs, removed, added } = match(before.prose, after.prose, [
    (old, now) => same(old.heading, now.heading),
    (old, now) => old.digest !== undefined && old.digest === now.digest,
    (old, now) => old.digest === now.digest && old.heading.at(-1) === now.heading.at(-1),
    (old, now) => old.digest === now.digest && same(parent(old), parent(now)),
  ]);
  const renamed = pairs.filter(([old, now]) => !same(old.heading, now.heading));
  // A section under a heading that changed has another path, and is otherwise as it was.
  const isInRenamed = ([old, now]: [Section, Section]) =>
    old.heading.at(-1) === now.heading.at(-1) &&
    renamed.some(([left, right]) => same(left.heading, parent(old)) && same(right.heading, parent(now)));
  const change = (kind: ChangeKind, heading: readonly string[], message: string): Found => ({
    kind,
    pointer,
    message,
    source: heading.join(' > '),
  });
  return [
    ...removed.map(({ heading }) => change('text', heading, NO_SECTION)),
    ...added.map(({ heading }) => change('text', heading, NEW_SECTION)),
    ...renamed
      .filter((pair) => !isInRenamed(pair))
      .map(([old, now]) => change('heading', now.heading, `${sourceOf(old)} -> ${sourceOf(now)}`)),
    ...pairs
      .filter(([old, now]) => old.digest !== now.digest)
      .map(([, { heading }]) => change('text', heading, 'the section says something else, or links to something else')),
    ...movedUp(pairs, before.prose, after.prose).map(({ heading }) =>
      change('order', heading, 'the section stands further up'),
    ),
  ];
}

function parent({ heading }: Section): string[] {
  return heading.slice(0, -1);
}

/** Discrepancies about a place, and rules across fields that read it. */
function concernsOf(pointer: Pointer, { scopes, links }: Report, bundle: Bundle): string[] {
  const about = (at: Pointer) => at === pointer || at.startsWith(`${pointer}/`) || pointer.startsWith(`${at}/`);
  const entries = scopes
    .filter(({ pointers }) => [...pointers].some((at) => about(at)))
    .map(({ discrepancy }) => discrepancy.id);
  const rules = links.operations.flatMap((operation) =>
    bundle.list(join(operation.pointer, 'x-validations')).flatMap(({ node }) => {
      const reads = ((node.fields ?? []) as string[]).flatMap((field) => fieldPlaces(field, links, bundle));
      return reads.some((place) => place.pointer === pointer) ? [`rule ${String(node.id)}`] : [];
    }),
  );
  return [...entries, ...rules];
}
