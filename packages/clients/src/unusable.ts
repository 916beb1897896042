import type { OperationDescription } from './api-description.js';
import type { Violation } from './validation.js';

/** What no URL can be made of, whatever is checked: `..` as an id would name another resource. */
export function checkPath(
  operation: Pick<OperationDescription, 'path'>,
  path: Readonly<Record<string, unknown>>,
): Violation[] {
  return [...operation.path.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) => {
    const value = path[name];
    if ((typeof value === 'string' || typeof value === 'number') && !/^\.{0,2}$/.test(String(value))) return [];
    return [{ path: `/path/${name}`, keyword: 'type', detail: 'must be a text that is not empty, "." or ".."' }];
  });
}

/** What no header can be. The value is not shown: a header may hold a key. */
export function checkHeaders(headers: Readonly<Record<string, string>>): Violation[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    try {
      new Headers([[name, value]]);
      return [];
    } catch {
      return [{ path: `/header/${name}`, keyword: 'pattern', detail: 'must be what a header can hold' }];
    }
  });
}
