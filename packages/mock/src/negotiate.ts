import type { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { MockedApi } from './catalog.js';
import { jsonResponse, type MockResponse } from './message.js';
import { PreferenceError } from './preference-error.js';
import type { Preferences } from './preferences.js';
import { type Document, type Operation, type Response, resolve, type Schema } from './spec.js';

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Prism = ReturnType<typeof createInstance>;

/** Chooses the answer to a valid request with Prism's negotiator: the example asked for, or the first one. */
export class Negotiator {
  private constructor(
    private readonly api: MockedApi,
    private readonly prism: Prism,
    private readonly operations: ReadonlyMap<string, PrismOperation>,
  ) {}

  static async create(api: MockedApi): Promise<Negotiator> {
    const { createInstance, getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
    const operations = await getHttpOperationsFromSpec(prismView(api.document));
    const byId = new Map(operations.map((operation) => [operation.iid ?? operation.id, operation]));
    return new Negotiator(api, createInstance(CONFIG, { logger: SILENT as never }), byId);
  }

  /** @throws PreferenceError when the preferences name an answer that the spec does not have. */
  async answer(operation: Operation, pathKey: string, preferences: Preferences): Promise<MockResponse> {
    const { code, example } = this.choose(operation, preferences);
    const resource = this.operations.get(operation.operationId);
    if (!resource) throw new Error(`Prism does not know ${operation.operationId}`);
    const request = { method: resource.method as 'get', url: { path: pathKey.replaceAll(/\{[^}]+\}/g, 'x') } };
    const mock = {
      code,
      dynamic: preferences.dynamic ?? false,
      ...(example === undefined ? {} : { exampleKey: example }),
    };
    const result = await this.prism.request(request, [resource], { ...CONFIG, mock })();
    if (result._tag === 'Left')
      throw new Error(`Prism has no answer for ${operation.operationId}: ${result.left.message}`);
    const { statusCode, body: answer } = result.right.output;
    return answer === undefined ? { status: statusCode, headers: {}, body: '' } : jsonResponse(statusCode, answer);
  }

  private choose(operation: Operation, preferences: Preferences): { code: number; example: string | undefined } {
    const answers = answersOf(this.api.document, operation);
    const codes = [...answers.keys()];
    const success = codes.find((code) => code >= 200 && code < 300) ?? (codes[0] as number);
    const code =
      preferences.code ??
      codes.find((each) => preferences.example !== undefined && answers.get(each)?.includes(preferences.example)) ??
      success;
    const examples = answers.get(code);
    if (!examples)
      throw new PreferenceError('code', `${code} is not documented for ${operation.operationId}`, codes.map(String));
    if (preferences.example !== undefined) {
      if (!examples.includes(preferences.example)) {
        const available = preferences.code === undefined ? codes.flatMap((each) => answers.get(each) ?? []) : examples;
        throw new PreferenceError(
          'example',
          `${preferences.example} is not an example of ${operation.operationId}`,
          available,
        );
      }
      return { code, example: preferences.example };
    }
    if (preferences.dynamic) return { code, example: undefined };
    return { code, example: examples[0] };
  }
}

/** The names of the examples of each documented status. */
function answersOf(document: Document, operation: Operation): Map<number, string[]> {
  return new Map(
    Object.entries(operation.responses).flatMap(([status, response]) => {
      if (!/^\d+$/.test(status)) return [];
      const media = Object.values(resolve<Response>(document, response).content ?? {});
      return [[Number(status), media.flatMap(({ examples }) => Object.keys(examples ?? {}))] as const];
    }),
  );
}

const CONFIG = {
  mock: { dynamic: false },
  isProxy: false,
  checkSecurity: false,
  validateRequest: false, // Done before, with compiled validators and the vendor's own errors.
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
} as const;

const nothing = () => undefined;
const SILENT: Record<string, unknown> = { child: () => SILENT };
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'success', 'note', 'watch', 'start'])
  SILENT[level] = nothing;

/**
 * The document as Prism needs it: generated answers are successes (where the vendor sends both with HTTP 200) and hold no invented
 * properties, and each operation can be found by its operationId.
 */
function prismView(document: Document): object {
  const view = structuredClone(document) as Document;
  for (const item of Object.values(view.paths)) {
    for (const operation of Object.values(item)) {
      for (const response of Object.values(operation.responses)) {
        for (const media of Object.values(resolve<Response>(view, response).content ?? {})) {
          const [first] = media.schema.oneOf ?? [];
          if (first) (media as { schema: Schema }).schema = first;
          closeObjects(view, media.schema, new Set());
        }
      }
    }
  }
  return view;
}

function closeObjects(document: Document, place: Schema, seen: Set<Schema>): void {
  const schema = resolve<Schema>(document, place);
  if (seen.has(schema)) return;
  seen.add(schema);
  if (schema.properties && !schema.allOf && schema.additionalProperties === undefined) {
    (schema as { additionalProperties: boolean }).additionalProperties = false;
  }
  const children = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  for (const child of [...children, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    closeObjects(document, child, seen);
}
