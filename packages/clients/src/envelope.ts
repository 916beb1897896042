import type { ApiDescription } from './api-description.js';

/**
 * Gives back a response whose `ok` is false when its body holds a vendor error, with status and body as they came. The vendors
 * differ in where an error stands (`x-envelope`), and Tencent answers every error with HTTP 200.
 */
export async function markVendorError(envelope: ApiDescription['envelope'], response: Response): Promise<Response> {
  if (!response.ok || envelope.error === '') return response;
  const text = await response.clone().text();
  if (!hasError(envelope.error, text)) return response;
  return Object.defineProperty(response, 'ok', { value: false });
}

function hasError(pointer: string, text: string): boolean {
  try {
    return valueAt(JSON.parse(text), pointer) !== undefined;
  } catch {
    return false; // Not JSON: openapi-fetch reports it.
  }
}

/** The value at a JSON pointer, or undefined. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined;
    }, value);
}
