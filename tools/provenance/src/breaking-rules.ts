import type { Pointer } from './pointer.js';

/** Which way a change travels: a client sends what is in a request, and reads what is in a response. */
export type Direction = 'request' | 'response';

/**
 * Whether a change breaks a client that was right before, by the way it travels. A request breaks where less is accepted than before, a
 * response where more can arrive, or where what arrived before no longer does.
 */
export const BREAKING = {
  'operation-removed': { request: true, response: true },
  'operation-added': { request: false, response: false },
  'operation-renamed': { request: true, response: true },
  'server-removed': { request: true, response: true },
  'server-added': { request: false, response: false },
  'security-removed': { request: true, response: true },
  'security-added': { request: false, response: false },
  'security-changed': { request: true, response: true },
  'envelope-changed': { request: true, response: true },
  'nulls-refused': { request: true, response: true },
  'nulls-allowed': { request: false, response: false },
  'lifecycle-added': { request: false, response: false },
  'lifecycle-changed': { request: true, response: true },
  'token-removed': { request: true, response: true },
  'token-added': { request: false, response: false },
  'rule-added': { request: true, response: true },
  'rule-removed': { request: false, response: false },
  'rule-error-changed': { request: true, response: true },
  'parameter-removed': { request: true, response: true },
  'parameter-added': { request: false, response: false },
  'parameter-added-required': { request: true, response: true },
  'parameter-supplied': { request: false, response: false },
  'parameter-not-supplied': { request: true, response: true },
  'body-removed': { request: true, response: true },
  'body-added': { request: false, response: false },
  'success-removed': { request: true, response: true },
  'success-added': { request: false, response: true },
  'error-removed': { request: false, response: false },
  'error-added': { request: false, response: false },
  'property-removed': { request: true, response: true },
  'property-added': { request: false, response: false },
  'property-added-required': { request: true, response: false },
  'now-required': { request: true, response: false },
  'now-optional': { request: false, response: true },
  'type-removed': { request: true, response: false },
  'type-added': { request: false, response: true },
  'value-removed': { request: true, response: false },
  'value-added': { request: false, response: true },
  'limit-tightened': { request: true, response: false },
  'limit-loosened': { request: false, response: false },
  'form-changed': { request: true, response: false },
  'now-read-only': { request: true, response: false },
  'now-writable': { request: false, response: false },
  'default-changed': { request: true, response: false },
  'now-closed': { request: true, response: false },
  'now-open': { request: false, response: false },
} as const satisfies Record<string, Record<Direction, boolean>>;

export type SpecChangeKind = keyof typeof BREAKING;

/** A difference between two editions of a spec, as a client sees it. */
export interface SpecChange {
  kind: SpecChangeKind;
  breaking: boolean;
  /** Operation, side and field, in words. */
  at: string;
  message: string;
  /** Where it is in the new bundle; in the old one, for what was removed. */
  pointer: Pointer;
}

/** Keywords that bound a value, and in which direction they tighten. */
export const BOUNDS: Readonly<Record<string, 'up' | 'down'>> = {
  minimum: 'up',
  exclusiveMinimum: 'up',
  minLength: 'up',
  minItems: 'up',
  minProperties: 'up',
  maximum: 'down',
  exclusiveMaximum: 'down',
  maxLength: 'down',
  maxItems: 'down',
  maxProperties: 'down',
};

/** Keywords of which one value cannot be told to be narrower than another; adding one tightens. */
export const FORMS: readonly string[] = [
  'pattern',
  'format',
  'uniqueItems',
  'contentEncoding',
  'contentMediaType',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'propertyNames',
  'patternProperties',
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'unevaluatedProperties',
  'unevaluatedItems',
];
