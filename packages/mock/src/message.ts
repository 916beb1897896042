/** A request as the mock sees it: an HTTP request with its body read. */
export interface MockRequest {
  /** In upper case. */
  readonly method: string;
  /** Path and query, as sent: `/v1/regions/cn-north-1/instances?x=y`. */
  readonly target: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `tooLarge` when the body exceeded what the mock reads. */
  readonly body: Uint8Array | 'tooLarge';
}

export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks: instead of the answer, or in the middle of it. */
  readonly connection?: 'reset' | 'half';
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): MockResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: `${JSON.stringify(body)}` };
}
