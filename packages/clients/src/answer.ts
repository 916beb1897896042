import type { ApiDescription, ErrorKind, OperationDescription } from './api-description.js';
import type { Spent } from './errors/call-error.js';
import { valueAt } from './pointers.js';
import { purchasedIds } from './purchased.js';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What an answer means. */
export type Verdict = { readonly status: number; readonly body: unknown } & (
  | { readonly is: 'success' }
  | {
      readonly is: 'refused';
      readonly code: string;
      readonly message: string;
      readonly requestId: string | undefined;
      readonly kind: ErrorKind | undefined;
      readonly spent: Spent;
    }
  | { readonly is: 'unreadable'; readonly detail: string }
);

/** Reads an answer. The vendors differ in where an error stands (`x-envelope`), and some send errors with HTTP 200. */
export function readAnswer(api: ApiDescription, operation: OperationDescription, { status, text }: Answer): Verdict {
  const { envelope } = api;
  const body = parse(text);
  const at = (pointer: string) => valueAt(body, pointer) ?? undefined;
  const [code, message, requestId] = [at(envelope.code), at(envelope.message), at(envelope.requestId)];
  const answer = { status, body };
  if (
    typeof code === 'string' &&
    code !== '' &&
    (status < 200 || status > 299 || envelope.error !== '' || at(envelope.result) === undefined)
  ) {
    const kind = kindOf(api, code);
    return {
      ...answer,
      is: 'refused',
      code,
      message: typeof message === 'string' ? message : '',
      requestId: typeof requestId === 'string' ? requestId : undefined,
      kind,
      spent: spentBy(operation, body, kind, status, code),
    };
  }
  if (status === 429) {
    const throttled = { code: 'HTTP 429', message: 'throttled', requestId: undefined, kind: 'throttled' } as const;
    return { ...answer, is: 'refused', ...throttled, spent: 'no' };
  }
  const detail = flawOf(api, operation, { status, text }, body);
  return detail === undefined ? { ...answer, is: 'success' } : { ...answer, is: 'unreadable', detail };
}

/** Why an answer without an error is no success either. */
function flawOf(
  { envelope }: ApiDescription,
  { purchase }: OperationDescription,
  { status, text }: Answer,
  body: unknown,
): string | undefined {
  const has = (pointer: string) => (valueAt(body, pointer) ?? undefined) !== undefined;
  if (status < 200 || status > 299) return `HTTP ${status} without an error of the API`;
  if (status === 204 && !purchase) return undefined;
  if (text.trim() === '') return 'an empty answer';
  if (typeof body !== 'object' || body === null) return 'an answer that is not JSON';
  if (envelope.error !== '' && has(envelope.error)) return 'an error without a code';
  // Whoever gets no id could think that nothing was bought.
  if (purchase && purchasedIds(purchase, body).length === 0) return 'an answer that does not say what was bought';
  return has(envelope.result) || has(envelope.requestId) ? undefined : "an answer that is not the API's";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOf({ errorKinds }: ApiDescription, code: string): ErrorKind | undefined {
  const kinds = Object.entries(errorKinds) as [ErrorKind, readonly string[]][];
  const matches = (pattern: string) =>
    pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern;
  return kinds.find(([, patterns]) => patterns.some(matches))?.[0];
}

function spentBy(
  { purchase, errorCodes }: OperationDescription,
  body: unknown,
  kind: ErrorKind | undefined,
  status: number,
  code: string,
): Spent {
  if (!purchase) return 'no';
  const ids = valueAt(body, purchase.ids);
  if (Array.isArray(ids) && ids.length > 0) return 'yes';
  if (kind !== undefined) return kind === 'internal' ? 'unknown' : 'no';
  // A failure of the server may have come after the work; and of a code that nobody knows only the status of a refusal can say more.
  return status >= 500 || (status < 400 && !errorCodes.includes(code)) ? 'unknown' : 'no';
}
