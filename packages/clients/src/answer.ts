import type { ApiDescription, ErrorKind, OperationDescription } from './api-description.js';
import type { Spent } from './errors/call-error.js';
import { valueAt } from './pointers.js';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What an answer means. */
export type Verdict =
  | { readonly is: 'success'; readonly body: unknown }
  | {
      readonly is: 'refused';
      readonly code: string;
      readonly message: string;
      readonly requestId: string | undefined;
      readonly status: number;
      readonly body: unknown;
      readonly kind: ErrorKind | undefined;
      readonly spent: Spent;
    }
  | { readonly is: 'unreadable'; readonly detail: string; readonly status: number };

/** Reads an answer. The vendors differ in where an error stands (`x-envelope`), and some send errors with HTTP 200. */
export function readAnswer(api: ApiDescription, operation: OperationDescription, { status, text }: Answer): Verdict {
  const { envelope } = api;
  const ok = status >= 200 && status < 300;
  const body = parse(text);
  const code = valueAt(body, envelope.code);
  if (
    typeof code === 'string' &&
    code !== '' &&
    (!ok || envelope.error !== '' || valueAt(body, envelope.result) === undefined)
  ) {
    const kind = kindOf(api, code);
    const requestId = valueAt(body, envelope.requestId);
    return {
      is: 'refused',
      code,
      message: String(valueAt(body, envelope.message) ?? ''),
      requestId: typeof requestId === 'string' ? requestId : undefined,
      status,
      body,
      kind,
      spent: spentBy(operation, body, kind, status),
    };
  }
  if (status === 429) {
    const code = 'HTTP 429';
    return {
      is: 'refused',
      code,
      message: 'throttled',
      requestId: undefined,
      status,
      body,
      kind: 'throttled',
      spent: 'no',
    };
  }
  if (!ok) return { is: 'unreadable', detail: `HTTP ${status} without an error of the API`, status };
  if (status === 204 && !operation.purchase) return { is: 'success', body: undefined };
  if (text.trim() === '') return { is: 'unreadable', detail: 'an empty answer', status };
  if (typeof body !== 'object' || body === null)
    return { is: 'unreadable', detail: 'an answer that is not JSON', status };
  if (envelope.error !== '' && (valueAt(body, envelope.error) ?? undefined) !== undefined)
    return { is: 'unreadable', detail: 'an error without a code', status };
  if (operation.purchase && !Array.isArray(valueAt(body, operation.purchase.ids)))
    return { is: 'unreadable', detail: 'an answer that does not say what was bought', status };
  return { is: 'success', body };
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
  { purchase }: OperationDescription,
  body: unknown,
  kind: ErrorKind | undefined,
  status: number,
): Spent {
  if (!purchase) return 'no';
  const ids = valueAt(body, purchase.ids);
  if (Array.isArray(ids) && ids.length > 0) return 'yes';
  if (kind === 'internal') return 'unknown';
  // The other kinds say that nothing was done; without one, a failure of the server may have come after the work.
  return kind === undefined && status >= 500 ? 'unknown' : 'no';
}
