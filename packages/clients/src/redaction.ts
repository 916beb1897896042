import { stepsOf } from './pointers.js';
import { wellFormed } from './well-formed.js';

export const REDACTED = '[redacted]';

/** Names that tell a secret wherever they stand: a misspelt field is not among those that the spec marks. */
const SECRET_NAME = /passw|secret|user_?data|private_?key/i;

/** Shorter texts say nothing, and without them no message would be left. */
const SHORTEST_SECRET = 3;

/** A copy of a request in which the values at the places of `sensitive` are `[redacted]`, and what they were. */
export function redact(request: object, sensitive: readonly string[]): { shown: object; secrets: string[] } {
  const places = sensitive.map(stepsOf);
  const secrets: string[] = [];
  const visit = (value: unknown, here: readonly (readonly string[])[]): unknown => {
    if (here.some((steps) => steps.length === 0)) {
      collect(value, secrets);
      return REDACTED;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => visit(each, below(here, '*')));
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        visit(each, SECRET_NAME.test(name) && each !== undefined ? [[]] : below(here, name)),
      ]),
    );
  };
  return { shown: visit(request, places) as object, secrets };
}

function below(places: readonly (readonly string[])[], name: string): (readonly string[])[] {
  return places.filter(([first]) => first === name).map((steps) => steps.slice(1));
}

function collect(value: unknown, secrets: string[]): void {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) collect(each, secrets);
  else if (value !== undefined && value !== null) secrets.push(String(value));
}

/** Takes secrets out of texts that somebody else wrote, such as a vendor's message, however they are written there. */
export function scrubber(secrets: readonly (string | undefined)[]): (text: string) => string {
  const forms = secrets
    .filter((secret): secret is string => secret !== undefined && secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(wellFormed(secret))])
    // The longest first: one may hold another.
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
}

/** The same over every text of a value, names included. */
export function scrubValue(value: unknown, scrub: (text: string) => string): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((each) => scrubValue(each, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [scrub(name), scrubValue(each, scrub)]));
}

/** A copy of an error that holds what helps and nothing else: whoever threw it may have put the request in it. */
export function scrubError(error: unknown, scrub: (text: string) => string, depth = 0): Error {
  const read = (name: 'name' | 'message' | 'code' | 'cause'): unknown => {
    try {
      return (error as Readonly<Record<string, unknown>>)[name];
    } catch {
      return undefined; // Not an object, or one that does not want to be read.
    }
  };
  const [cause, code] = [read('cause'), read('code')];
  const deeper = cause !== undefined && depth < DEEPEST_CAUSE;
  const copy = new Error(
    scrub(textOf(read('message') ?? error)),
    deeper ? { cause: scrubError(cause, scrub, depth + 1) } : undefined,
  );
  Object.defineProperty(copy, 'name', { value: scrub(textOf(read('name') ?? 'Error')) });
  // A stack begins with the message as it was.
  Object.defineProperty(copy, 'stack', { value: `${copy.name}: ${copy.message}` });
  return code === undefined ? copy : Object.assign(copy, { code: scrub(textOf(code)) });
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
