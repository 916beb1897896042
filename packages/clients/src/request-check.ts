import type { ApiDescription, OperationDescription } from './api-description.js';
import {
  findRuleViolations,
  findViolations,
  type RequestParts,
  type RequestValidator,
  type RuleTable,
  type Violation,
} from './validation.js';

/** The checks of an API, loaded when they are first needed. */
export interface Checks {
  readonly validators: () => Promise<{ readonly validators: { readonly [operationId: string]: RequestValidator } }>;
  readonly rules: () => Promise<{ readonly rules: RuleTable }>;
}

/** Every way in which a request breaks the spec. */
export async function checkRequest(checks: Checks, operationId: string, parts: RequestParts): Promise<Violation[]> {
  const [{ validators }, { rules }] = await Promise.all([checks.validators(), checks.rules()]);
  const validator = validators[operationId];
  const violations = validator ? findViolations(validator, parts) : [];
  return [...violations, ...findRuleViolations(rules[operationId] ?? [], parts.body, violations.length === 0)];
}

/** What no URL can be made of, whatever is checked: `..` as an id would name another resource. */
export function checkPath(operation: OperationDescription, path: Readonly<Record<string, unknown>>): Violation[] {
  return [...operation.path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) => {
    const value = path[name];
    if ((typeof value === 'string' || typeof value === 'number') && !/^\.{0,2}$/.test(String(value))) return [];
    return [{ path: `/path/${name}`, keyword: 'type', detail: 'must be a text that is not empty, "." or ".."' }];
  });
}

/** Whether a request is larger than the vendor takes. */
export function checkSize({ requestLimits }: ApiDescription, query: string, body: string): Violation[] {
  const over = (path: string, size: number, limit: number | undefined): Violation[] =>
    limit !== undefined && size > limit
      ? [{ path, keyword: 'x-request-limits', detail: `must have at most ${limit} bytes; it has ${size}` }]
      : [];
  return [...over('/query', query.length, requestLimits?.query), ...over('/body', utf8Size(body), requestLimits?.json)];
}

function utf8Size(text: string): number {
  return new TextEncoder().encode(text).length;
}
