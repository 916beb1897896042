import { stepsOf } from './pointers.js';
import { percent } from './query-form.js';
import { wellFormed } from './well-formed.js';

export const REDACTED = '[redacted]';

/** Names that tell a secret wherever they stand: a misspelt field is not among those that the spec marks. */
const SECRET_NAME = /passw|secret|user_?data|private_?key/i;

/** Headers that hold one, whoever gave them. */
const SECRET_HEADER = /authorization|cookie|token|secret|key|passw/;

/** Shorter texts say nothing ("yes"), and without them no message would be left. */
const SHORTEST_SECRET = 4;

/** Nothing that is meant is nested deeper, and what copies it must not run out of stack. */
const DEEPEST = 200;

/** A copy of a request in which the values at the places of `sensitive` are `[redacted]`, and what they were. */
export function redact(request: object, sensitive: readonly string[]): { shown: object; secrets: string[] } {
  const places = sensitive.map(stepsOf);
  const secrets: string[] = [];
  const visit = (value: unknown, here: readonly (readonly string[])[], depth: number): unknown => {
    if (depth > DEEPEST || here.some((steps) => steps.length === 0)) {
      collect(value, secrets, depth);
      return REDACTED;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => visit(each, below(here, '*'), depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        visit(each, SECRET_NAME.test(name) && each !== undefined ? [[]] : below(here, name), depth + 1),
      ]),
    );
  };
  return { shown: visit(request, places, 0) as object, secrets };
}

/** What is secret in headers, with names in lower case; of `Bearer abc` also `abc`. */
export function secretsOfHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    SECRET_HEADER.test(name) ? [value, value.slice(value.lastIndexOf(' ') + 1)] : [],
  );
}

function below(places: readonly (readonly string[])[], name: string): (readonly string[])[] {
  return places.filter(([first]) => first === name).map((steps) => steps.slice(1));
}

function collect(value: unknown, secrets: string[], depth: number): void {
  if (typeof value === 'object' && value !== null) {
    if (depth <= DEEPEST) for (const each of Object.values(value)) collect(each, secrets, depth + 1);
  } else if (typeof value !== 'boolean' && value !== undefined && value !== null) secrets.push(String(value));
}

/**
 * Takes secrets out of texts that somebody else wrote, such as a vendor's message, as they are, as JSON (also within JSON) and as in a
 * URL. A part of a secret, and its Base64, are not known again.
 */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [
      secret,
      json(secret),
      json(json(secret)),
      encodeURIComponent(wellFormed(secret)),
      percent(secret),
    ])
    // The longest first: one may hold another.
    .sort((a, b) => b.length - a.length);
  const all = [...new Set(forms)];
  return (text) => all.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
}

function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The same over every text of a value, names included. */
export function scrubValue(value: unknown, scrub: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return REDACTED;
  const inner = (each: unknown) => scrubValue(each, scrub, depth + 1);
  if (Array.isArray(value)) return value.map(inner);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [scrub(name), inner(each)]));
}

/** Status and headers of a response: its body has been read, and its URL may hold secrets as its headers may. */
export function scrubResponse({ status, headers }: Response, scrub: (text: string) => string): Response {
  // Some statuses can be received and not be made.
  if (status < 200 || status > 599) return Response.error();
  const shown = [...headers].map(([name, value]): [string, string] => [name, scrub(value)]);
  return new Response(null, { status, headers: shown });
}

/** A copy of an error that holds what helps and nothing else: whoever threw it may have put the request in it. */
export function scrubError(error: unknown, scrub: (text: string) => string, depth = 0): Error {
  const { name, message, code, cause } = read(error);
  const copy = new Error(
    scrub(textOf(message ?? error)),
    cause === undefined || depth >= DEEPEST_CAUSE ? undefined : { cause: scrubError(cause, scrub, depth + 1) },
  );
  Object.defineProperty(copy, 'name', { value: scrub(textOf(name ?? 'Error')) });
  // A stack begins with the message as it was.
  Object.defineProperty(copy, 'stack', { value: `${copy.name}: ${copy.message}` });
  return code === undefined ? copy : Object.assign(copy, { code: scrub(textOf(code)) });
}

function read(error: unknown): { [key in 'name' | 'message' | 'code' | 'cause']?: unknown } {
  try {
    const { name, message, code, cause } = error as Error & { code?: unknown };
    return { name, message, code, cause };
  } catch {
    return {}; // Nothing, or what does not want to be read.
  }
}

/** Errors may be each other's causes. */
const DEEPEST_CAUSE = 8;

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'something that is no text';
  }
}
