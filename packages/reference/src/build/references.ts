import { DocsViewError } from './docs-view-error.js';

/** How sure a source makes us, by the mark in an `x-reference` or in the evidence of a discrepancy. */
export const CONFIDENCE: Readonly<Record<string, string>> = {
  RUN: 'seen by running it',
  SRC: 'read there',
  DOC: 'the vendor document alone says so',
  '3P': 'a third party says so',
  INF: 'inferred',
  UNVERIFIED: 'not confirmed',
};

/**
 * Spells out an `x-reference` such as `jd-go, jd-py [SRC]`.
 * @throws DocsViewError when a name or mark in it is not known.
 */
export function spellReference(reference: string, references: ReadonlyMap<string, string>): string {
  const [, names = '', mark = ''] = /^(.*) \[(.*)\]$/.exec(reference) ?? [];
  const confidence = CONFIDENCE[mark];
  const sources = names.split(', ').map((name) => references.get(name));
  if (confidence === undefined || sources.includes(undefined)) {
    throw new DocsViewError('x-reference', reference, `specs/common/references.yaml does not explain "${reference}".`);
  }
  return `${sources.join('; ')} (${confidence})`;
}
