import type { Pointer } from './pointer.js';

/** What can be wrong between a document and its spec, by the name that `covers` in discrepancies.yaml uses. */
export const RULES = {
  'operation-differs': 'method or address are not those of the document',
  'table-missing': 'a table has no schema',
  'row-missing': 'a row is not in the spec',
  'row-respelled': 'a row is spelt in another casing',
  'row-repeated': 'a table has a row twice',
  'property-without-row': 'a parameter or property is in no table',
  'type-without-table': 'a type has no table',
  'documented-beyond': 'marked x-beyond-document, though the document has it',
  'type-differs': 'another type',
  'required-differs': 'required here, optional there',
  'default-differs': 'another default',
  'example-value-missing': "the row's example value is not in the spec",
  'values-differ': 'other values than the prose lists',
  'limit-differs': 'another limit than the prose states',
  'error-missing': 'an error has no example',
  'error-without-row': 'an error example has no row',
  'error-differs': 'another code, status or message',
  'code-missing': 'a code is in no enumeration',
  'code-without-row': 'a code of an enumeration has no row',
  'response-missing': 'a status has no response',
  'response-without-row': 'a response has no row',
  'example-missing': 'an example is not in the spec',
  'example-without-source': 'an example is not in the document',
  'example-differs': 'an example has another value',
  'example-respelled': 'an example has a name in another casing',
  'example-invalid': 'an example, as printed, does not fit the schema',
  'discrepancy-points-nowhere': '`where` points at nothing',
  'discrepancy-unknown': '`x-discrepancies` names no entry',
  'discrepancy-unmarked': 'no `x-discrepancies` names the entry',
  'discrepancy-evidence': 'the evidence cites what the document does not have',
  'discrepancy-stale': '`covers` names what no longer differs',
} as const;

export type Rule = keyof typeof RULES;

export interface Finding {
  rule: Rule;
  /** Where the spec would have to change. */
  pointer: Pointer;
  /** Places at which a discrepancy can explain the finding, the pointer among them. */
  places: Pointer[];
  message: string;
  /** Heading and row of the document. */
  source?: string;
  /** Ids of the discrepancies that explain it; with one, it needs no fix. */
  coveredBy: string[];
  /** Ids of the discrepancies at its places that do not say that they cover it. */
  near: string[];
}

export function finding(
  rule: Rule,
  message: string,
  pointer: Pointer,
  places: readonly Pointer[] = [],
  source?: string,
): Finding {
  return {
    rule,
    message,
    pointer,
    places: [...new Set([pointer, ...places])],
    coveredBy: [],
    near: [],
    ...(source !== undefined && { source }),
  };
}
