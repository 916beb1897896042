import {
  findRuleViolations,
  findViolations,
  type RequestParts,
  type RequestValidator,
  type RuleTable,
  type Violation,
} from './validation.js';

/** Finds every way in which a request breaks the spec. */
export type RequestCheck = (operationId: string, request: RequestParts) => Violation[];

/** The check of an API, from what was generated for it. Loaded when the first request needs it. */
export function requestCheck(
  { validators }: { readonly validators: { readonly [operationId: string]: RequestValidator } },
  { rules }: { readonly rules: RuleTable },
): RequestCheck {
  return (operationId, request) => {
    const validator = validators[operationId];
    const violations = validator ? findViolations(validator, request) : [];
    return [...violations, ...findRuleViolations(rules[operationId] ?? [], request.body, violations.length === 0)];
  };
}
