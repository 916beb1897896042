import type { Bundle } from './bundle.js';
import { type Change, type ChangeKind, type Found, match, same } from './change.js';
import { check, type Report } from './check.js';
import { exampleChanges } from './diff-examples.js';
import { tableChanges } from './diff-tables.js';
import type { Discrepancy } from './discrepancies.js';
import type { Facts } from './facts.js';
import type { Links } from './link.js';
import { join, type Pointer } from './pointer.js';
import { print } from './values.js';

export interface Edition {
  changes: Change[];
  /** Discrepancies that covered a finding in the old edition and have none to cover in the new. */
  settled: string[];
  /** Findings that the new edition adds, by rule and pointer. */
  findings: Report['findings'];
}

/** What a new edition of a document changes, in terms of the places of the spec. */
export function diff(before: Facts, after: Facts, bundle: Bundle, discrepancies: readonly Discrepancy[]): Edition {
  const [old, now] = [check(before, bundle, discrepancies), check(after, bundle, discrepancies)];
  const changes = [
    ...documentChanges(before, after, old.links),
    ...tableChanges(before, after, old.links, now.links),
    ...exampleChanges(before.examples, after.examples, old.links, now.links),
    ...textChanges(before, after, old.links),
  ];
  const known = new Set(old.findings.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`));
  return {
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

function textChanges(before: Facts, after: Facts, { operations }: Links): Found[] {
  const pointer = operations[0]?.pointer ?? '#/paths';
  const { pairs, removed, added } = match(before.prose, after.prose, [
    (old, now) => same(old.heading, now.heading),
    (old, now) => old.digest === now.digest,
  ]);
  const change = (heading: readonly string[], message: string): Found => ({
    kind: 'text',
    pointer,
    message,
    source: heading.join(' > '),
  });
  return [
    ...removed.map(({ heading }) => change(heading, 'the section is gone')),
    ...added.map(({ heading }) => change(heading, 'a new section')),
    ...pairs
      .filter(([old, now]) => old.digest !== now.digest)
      .map(([, { heading }]) => change(heading, 'the section says something else')),
  ];
}

/** Discrepancies about a place, and rules across fields that read it. */
function concernsOf(pointer: Pointer, { scopes, links }: Report, bundle: Bundle): string[] {
  const about = (at: Pointer) => at === pointer || at.startsWith(`${pointer}/`) || pointer.startsWith(`${at}/`);
  const entries = scopes
    .filter(({ pointers }) => [...pointers].some((at) => about(at)))
    .map(({ discrepancy }) => discrepancy.id);
  const rules = links.operations.flatMap((operation) =>
    bundle.list(join(operation.pointer, 'x-validations')).flatMap(({ node }) => {
      const reads = (node.fields as string[]).flatMap((field) => fieldPlaces(field, links, bundle));
      return reads.includes(pointer) ? [`rule ${String(node.id)}`] : [];
    }),
  );
  return [...entries, ...rules];
}

/** The property that a pointer into a request means. */
function fieldPlaces(field: string, links: Links, bundle: Bundle): Pointer[] {
  const root = links.tables.find(({ table }) => table.kind === 'request')?.place;
  if (!root) return [];
  return bundle.schemasAt(root, field.replace(/\/(?:\d+|\*|-)(?=\/|$)/gu, '')).map((place) => place.pointer);
}
