import { CATALOG, type MockedApi } from './catalog.js';
import { type Example, type Operation, resolve } from './spec.js';

export interface CurlExample {
  readonly api: string;
  readonly title: string;
  /** A command to copy into a shell. */
  readonly command: string;
}

/** One copy-and-paste command for each API: its first documented request, sent to a mock at `base`. */
export function curlExamples(base: string): CurlExample[] {
  return [...CATALOG.values()].map((api) => {
    const { pathKey, method, operation } = firstOperationWithBody(api);
    const [example] = Object.values(operation.requestBody?.content['application/json']?.examples ?? {});
    const body = example && resolve<Example>(api.document, example).value;
    const description = api.description.operations[operation.operationId];
    const headers = Object.entries(description?.headers ?? {}).flatMap(([name, header]) => {
      if ('value' in header) return [`${name}: ${header.value}`];
      return header.from === 'region' ? [`${name}: ${exampleOf(api, operation, name)}`] : [];
    });
    const path = (pathKey.split('#')[0] as string).replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
      exampleOf(api, operation, name),
    );
    const words = [
      `curl -s${method === 'post' ? '' : ` -X ${method.toUpperCase()}`} ${quote(`${base}/${api.description.id}${path}`)}`,
      // Enough for a mock that does not verify signatures.
      ...['Content-Type: application/json', 'Authorization: launchspec', ...headers].map(
        (header) => `-H ${quote(header)}`,
      ),
      `-d ${quote(JSON.stringify(body))}`,
    ];
    return {
      api: api.description.id,
      title: `${api.description.id} ${operation.operationId}`,
      command: words.join(' \\\n  '),
    };
  });
}

function firstOperationWithBody({ document }: MockedApi): { pathKey: string; method: string; operation: Operation } {
  for (const [pathKey, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (operation.requestBody) return { pathKey, method, operation };
    }
  }
  throw new Error('the document has no operation with a body');
}

function exampleOf({ document }: MockedApi, operation: Operation, name: string): string {
  for (const parameter of operation.parameters ?? []) {
    const { name: parameterName, schema } = resolve<{ name: string; schema: { examples?: unknown[] } }>(
      document,
      parameter as never,
    );
    if (parameterName === name) return String(schema.examples?.[0] ?? '');
  }
  return '';
}

/** Quotes a word for a POSIX shell. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
