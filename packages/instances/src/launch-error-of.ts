import type { NoAnswerReason, NotSentReason, Spent } from '@launchspec/clients/errors';
import type { CallFailure } from '@launchspec/clients/jdcloud-vm';
import type { Violation } from '@launchspec/clients/validation';
import type { ApiDefinition } from './api-definition.js';
import { LaunchError, type LaunchFailure } from './errors/launch-error.js';
import type { HousePath } from './fields.js';
import { housePathOf, placesOf } from './house-paths.js';
import type { Plan } from './plan.js';
import { factsOf, type LaunchErrorCode, type LaunchErrorReason, type ReasonTable } from './reasons/reason.js';
import type { PlanViolation } from './violation.js';

type VendorFailure = Extract<CallFailure, { readonly status: number; readonly vendorMessage: string }>;

/** The error of a plan that would not be carried out as it was meant. */
export function launchErrorOfPlan({
  api,
  operation,
  violations,
}: Pick<Plan, 'api' | 'operation' | 'violations'>): LaunchError {
  return new LaunchError({ api, operation, reason: 'REQUEST_INVALID', spent: 'no', violations });
}

/**
 * What a failed call of a client means in our terms.
 * @param token the idempotency token of the call, as the result of the client has it.
 */
export function launchErrorOf(
  api: ApiDefinition,
  reasons: ReasonTable,
  failure: CallFailure,
  token?: string,
): LaunchError {
  const { operation, spent } = failure;
  const isLaunch = isLaunchOf(api, operation);
  const error = (facts: Omit<LaunchFailure, 'api' | 'operation' | 'spent' | 'cause' | 'token'>) =>
    new LaunchError({
      retryable: isRetryable(factsOf(facts.reason).again, { spent, token, isLaunch }),
      ...facts,
      api: api.id,
      operation,
      spent,
      token: failure.kind === 'outcome-unknown' ? (failure.token ?? token) : token,
      cause: failure,
    });
  switch (failure.kind) {
    case 'invalid-request':
      return error({
        reason: 'REQUEST_INVALID',
        violations: failure.violations.map((each) => inOurTerms(api, isLaunch, each)),
      });
    case 'not-sent': {
      const detail = failure.cause instanceof Error ? failure.cause.message : undefined;
      return error({ reason: NOT_SENT[failure.reason], detail });
    }
    case 'no-answer': {
      const { detail, reason, status } = failure;
      const isDown = reason === 'unreadable' && isServerError(status);
      return error({ reason: isDown ? 'SERVICE_UNAVAILABLE' : NO_ANSWER[reason], detail });
    }
    case 'outcome-unknown': {
      const { detail, reason, status, findOut } = failure;
      const { code } = factsOf(NO_ANSWER[reason]);
      return error({
        reason: 'OUTCOME_UNKNOWN',
        code: reason !== 'unreadable' ? code : isServerError(status) ? 'UNAVAILABLE' : 'UNKNOWN',
        // It is the way to find out.
        retryable: (failure.token ?? token) !== undefined,
        detail,
        findOut,
      });
    }
    default: {
      const meant = meaningOf(api, reasons, failure, isLaunch);
      const code = meant.code ?? factsOf(meant.reason).code;
      const again = code === 'UNAVAILABLE' ? 'maybe-begun' : factsOf(meant.reason).again;
      return error({
        ...meant,
        retryable: isRetryable(again, { spent, token, isLaunch }),
        vendorCode: failure.code,
        vendorMessage: failure.vendorMessage,
        requestId: failure.requestId,
      });
    }
  }
}

/** The same operation with its request in the query is called RunInstancesGet. */
function isLaunchOf({ create }: ApiDefinition, operation: string): boolean {
  return operation.startsWith(create.operationId);
}

function isServerError(status: number | undefined): boolean {
  return status !== undefined && status >= 500;
}

function isRetryable(
  again: 'unharmed' | 'maybe-begun' | undefined,
  { spent, token, isLaunch }: { readonly spent: Spent; readonly token: string | undefined; readonly isLaunch: boolean },
): boolean {
  if (again === undefined || spent === 'yes') return false;
  return token !== undefined || (spent === 'no' && (again === 'unharmed' || !isLaunch));
}

const NOT_SENT: { readonly [reason in NotSentReason]: LaunchErrorReason } = {
  aborted: 'CANCELLED',
  connection: 'NO_CONNECTION',
  credentials: 'CREDENTIALS_INVALID',
  signing: 'CREDENTIALS_INVALID',
  checks: 'CHECK_UNAVAILABLE',
};

const NO_ANSWER: { readonly [reason in NoAnswerReason]: LaunchErrorReason } = {
  aborted: 'CANCELLED',
  timeout: 'TIMED_OUT',
  connection: 'NO_CONNECTION',
  unreadable: 'ANSWER_UNREADABLE',
};

interface Meant {
  readonly reason: LaunchErrorReason;
  readonly field?: HousePath | undefined;
  readonly code?: LaunchErrorCode;
}

function meaningOf(
  api: ApiDefinition,
  { codes, aboutInstance = {}, messages = {} }: ReasonTable,
  { code, status, vendorMessage }: VendorFailure,
  isLaunch: boolean,
): Meant {
  if (!isLaunch && Object.hasOwn(aboutInstance, code)) return { reason: aboutInstance[code] as LaunchErrorReason };
  for (const { message, reason, field } of isLaunch ? Object.values(messages) : []) {
    const match = patternOf(message).exec(vendorMessage.trim());
    if (match) return { reason, field: field ?? (match[1] === undefined ? undefined : fieldOf(api, match[1])) };
  }
  // What the spec knows of another operation means the same here; and of a code with a dot, what stands before it is its class.
  const known = [code, code.split('.')[0] as string].find((each) => Object.hasOwn(codes, each));
  const meaning = known === undefined ? undefined : codes[known];
  if (typeof meaning === 'string') return { reason: meaning };
  if (meaning) return isLaunch ? meaning : { reason: meaning.reason };
  // A refusal without a code.
  if (code === 'HTTP 429') return { reason: 'RATE_LIMITED' };
  return { reason: 'UNDOCUMENTED', code: isServerError(status) ? 'UNAVAILABLE' : (BY_STATUS[status] ?? 'UNKNOWN') };
}

const BY_STATUS: { readonly [status: number]: LaunchErrorCode } = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
};

/** Matches a documented message, in which `'xx'` is any text and `InstanceSpec...` any field, which is the first group. */
function patternOf(message: string): RegExp {
  const parts = message.split(/('xx'|InstanceSpec(?:\.\w+)+)/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return part === "'xx'" ? "'.*'" : '(InstanceSpec(?:\\.\\w+|\\[\\d+\\])+)';
  });
  return new RegExp(`^${parts.join('')}$`, 'is');
}

/** The field of ours that stands at what a vendor calls `InstanceSpec.ImageId`, whatever the case of its letters. */
function fieldOf(api: ApiDefinition, name: string): HousePath | undefined {
  const pointer = `/body/${name.replace(/\[\d+\]/g, '/*').replaceAll('.', '/')}`.toLowerCase();
  return placesOf(api).find(({ pointers }) => pointers.some((each) => each.toLowerCase() === pointer))?.field;
}

function inOurTerms(api: ApiDefinition, isLaunch: boolean, { path, detail, rule }: Violation): PlanViolation {
  const [message = '', ...fix] = detail.split('; ');
  return {
    path: isLaunch ? housePathOf(api, path) : path,
    kind: rule ? 'rule' : 'schema',
    message,
    fix: fix.join('; ') || 'correct it',
    vendorPath: path,
    ...(rule ? { rule: { id: rule.id, error: rule.error } } : {}),
  };
}
