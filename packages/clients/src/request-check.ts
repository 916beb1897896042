import type { ApiDescription } from './api-description.js';
import {
  findRuleViolations,
  findViolations,
  type RequestParts,
  type RequestValidator,
  type RuleTable,
  type Violation,
} from './validation.js';

/** The texts of a request, as they are sent. */
export interface RequestTexts {
  readonly query: string;
  readonly body: string | undefined;
}

/** Finds every way in which a request breaks the spec. */
export type RequestCheck = (
  api: Pick<ApiDescription, 'requestLimits'>,
  operationId: string,
  request: RequestParts,
  texts: RequestTexts,
) => Violation[];

/** The check of an API, from what was generated for it. Loaded when the first request needs it. */
export function requestCheck(
  { validators }: { readonly validators: { readonly [operationId: string]: RequestValidator } },
  { rules }: { readonly rules: RuleTable },
): RequestCheck {
  return (api, operationId, request, texts) => {
    const validator = validators[operationId];
    const violations = validator ? findViolations(validator, request) : [];
    return [
      ...violations,
      ...findRuleViolations(rules[operationId] ?? [], request.body, violations.length === 0),
      ...checkSize(api, texts),
    ];
  };
}

/** Whether a request is larger than the vendor takes. */
function checkSize(
  { requestLimits }: Pick<ApiDescription, 'requestLimits'>,
  { query, body = '' }: RequestTexts,
): Violation[] {
  const over = (path: string, size: number, limit: number | undefined): Violation[] =>
    limit !== undefined && size > limit
      ? [{ path, keyword: 'x-request-limits', detail: `must have at most ${limit} bytes; it has ${size}` }]
      : [];
  return [
    ...over('/query', query.length, requestLimits?.query),
    ...over('/body', new TextEncoder().encode(body).length, requestLimits?.json),
  ];
}
