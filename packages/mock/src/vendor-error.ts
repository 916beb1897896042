import type { Rule, Violation } from '@launchspec/clients/validation';
import type { MockedApi } from './catalog.js';
import { jsonResponse, type MockResponse } from './message.js';
import { resolveParameters } from './route.js';
import {
  type Document,
  type ErrorAnswer,
  type ErrorPolicy,
  type GatewayFault,
  type Operation,
  resolve,
  type Schema,
} from './spec.js';

/** The answer of the vendor's gateway to a request that reaches no operation. */
export function gatewayError(
  api: MockedApi,
  fault: GatewayFault,
  operation: Operation | undefined,
  requestId: string | undefined,
): MockResponse {
  const policy = api.document['x-gateway-errors'];
  const answer = policy[fault] ?? policy.internal;
  if (answer === undefined) throw new Error(`${api.description.id} has no x-gateway-errors`);
  return answerWith(api, operation ?? firstOperation(api), answer, {}, GATEWAY_DIAGNOSES[fault], requestId);
}

/** The vendor's answer to a request that breaks the schema: the error that the spec names for the first violation. */
export function violationError(
  api: MockedApi,
  operation: Operation,
  body: Schema | undefined,
  violations: readonly Violation[],
  requestId: string | undefined,
): MockResponse {
  const [first] = violations;
  if (!first) throw new Error('there is no violation to answer');
  const answer = first.rule
    ? ruleAnswer(api, operation, first.rule)
    : answerFor(api.document, first, (place) =>
        place === 'body' ? body : parameterSchemas(api.document, operation, place),
      );
  const dotted = first.path.split('/').slice(2).map(unescapePointer);
  const words = {
    path: dotted.length > 0 ? dotted.join('.') : 'body',
    Path: dotted.length > 0 ? dotted.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('.') : 'Body',
    detail: first.detail,
  };
  const diagnosis = violations.slice(0, MOST_DIAGNOSES).map(({ path, detail }) => `${path} ${detail}`);
  if (violations.length > MOST_DIAGNOSES) diagnosis.push(`and ${violations.length - MOST_DIAGNOSES} more`);
  return answerWith(api, operation, answer, words, diagnosis.join('; '), requestId);
}

/** The vendor's own words where the document has them for this rule; else its code with the rule's message. */
function ruleAnswer(api: MockedApi, operation: Operation, { error, example, message }: Rule): ErrorAnswer {
  if (example !== undefined) return example;
  const named = Object.entries(api.errors[operation.operationId] ?? {}).find(([, { code }]) => code === error);
  if (!named) throw new Error(`${operation.operationId} has no error example with the code ${error}`);
  return { example: named[0], message };
}

/** The answer that stands nearest to the violated place; at the same place a keyword's own answer wins over `*`. */
function answerFor(
  document: Document,
  { path, keyword }: Violation,
  schemaOf: (place: string) => Schema | undefined,
): ErrorAnswer {
  const root = document['x-violation-errors'];
  const policies: ErrorPolicy[] = [];
  const [place = '', ...steps] = path.split('/').slice(1).map(unescapePointer);
  let schema = schemaOf(place);
  for (const step of [...steps, undefined]) {
    const resolved = schema && resolve<Schema>(document, schema);
    const policy = schema?.['x-violation-errors'] ?? resolved?.['x-violation-errors'];
    if (policy) policies.unshift(policy);
    if (step === undefined) break;
    schema = resolved?.items && /^\d+$/.test(step) ? resolved.items : resolved?.properties?.[step];
  }
  // A missing or unknown value is a fault of the object around it: what a place answers to any wrong value does not apply.
  const isWrongValue = keyword !== 'required' && keyword !== 'additionalProperties';
  for (const policy of policies) {
    const answer = policy[keyword] ?? (isWrongValue ? policy['*'] : undefined);
    if (answer !== undefined) return answer;
  }
  const answer = root[keyword] ?? root['*'];
  if (answer === undefined) throw new Error('x-violation-errors of the document has no "*"');
  return answer;
}

/** The parameters of an operation in one place, as the schema of an object. */
function parameterSchemas(document: Document, operation: Operation, place: string): Schema {
  const parameters = resolveParameters(document, operation).filter((parameter) => parameter.in === place);
  return {
    properties: Object.fromEntries(
      parameters.map(({ name, schema }) => [place === 'header' ? name.toLowerCase() : name, schema]),
    ),
  };
}

function answerWith(
  api: MockedApi,
  operation: Operation,
  answer: ErrorAnswer,
  words: Readonly<Record<string, string>>,
  diagnosis: string,
  requestId: string | undefined,
): MockResponse {
  const { example, message } = typeof answer === 'string' ? { example: answer, message: undefined } : answer;
  const text = message?.replaceAll(/\{(path|Path|detail)\}/g, (_, word: string) => words[word] ?? '');
  return namedError(api, operation, example, text, diagnosis, requestId);
}

/** A named error of the spec as an answer, with a message and a request id of its own. */
export function namedError(
  api: MockedApi,
  operation: Operation,
  name: string,
  message: string | undefined,
  diagnosis: string,
  requestId: string | undefined,
): MockResponse {
  const { status, value } = errorExample(api, operation, name);
  const body = structuredClone(value);
  if (message !== undefined) setAt(body, api.description.envelope.message, message);
  if (requestId !== undefined) setAt(body, api.description.envelope.requestId, requestId);
  return jsonResponse(status, body, { 'x-launchspec-diagnosis': headerText(diagnosis) });
}

/** The first documented success of an operation. */
export function exampleAnswer({ document }: MockedApi, operationId: string): unknown {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      const response = operation.operationId === operationId ? operation.responses['200'] : undefined;
      const [media] = Object.values((response && resolve(document, response).content) ?? {});
      const [example] = Object.values(media?.examples ?? {});
      if (example) return resolve<{ value: unknown }>(document, example).value;
    }
  }
  throw new Error(`${operationId} has no example of a success`);
}

/** A named error example of an operation and the HTTP status it stands under. */
export function errorExample(
  { document }: MockedApi,
  operation: Operation,
  name: string,
): { status: number; value: unknown } {
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const media of Object.values(resolve(document, response).content ?? {})) {
      const example = media.examples?.[name];
      if (example) return { status: Number(status), value: resolve<{ value: unknown }>(document, example).value };
    }
  }
  throw new Error(`${operation.operationId} has no response example ${name}`);
}

const GATEWAY_DIAGNOSES: Readonly<Record<GatewayFault, string>> = {
  unknownPath: 'the API has no such path',
  unknownMethod: 'the path has no such method',
  unknownAction: 'the API has no such action',
  missingAction: 'the request names no action',
  malformedBody: 'the body is not valid JSON in UTF-8',
  emptyBody: 'the body is empty',
  unsupportedMediaType: 'the Content-Type is not one that the operation takes, or not that of the body',
  bodyTooLarge: 'the request, or something in it, is larger than the API takes',
  internal: 'the mock failed; this is a bug of the mock',
};

function firstOperation({ document }: MockedApi): Operation {
  const [item] = Object.values(document.paths);
  const [operation] = Object.values(item ?? {});
  if (!operation) throw new Error('the document has no operation');
  return operation;
}

function setAt(value: unknown, pointer: string, replacement: unknown): void {
  const steps = pointer.split('/').slice(1).map(unescapePointer);
  const last = steps.pop();
  const parent = steps.reduce((node, step) => (node as Record<string, unknown>)[step], value) as Record<
    string,
    unknown
  >;
  if (last !== undefined) parent[last] = replacement;
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

const MOST_DIAGNOSES = 20;
const LONGEST_DIAGNOSIS = 2000;

/** Header values are Latin-1 without control characters; anything else is written as in a URL, and long texts are cut. */
export function headerText(text: string): string {
  const safe = text
    .slice(0, LONGEST_DIAGNOSIS + 1)
    .replaceAll(/[^\x20-\x7e]/gu, (character) =>
      /^\p{Surrogate}$/u.test(character) ? '?' : encodeURIComponent(character),
    );
  return safe.length > LONGEST_DIAGNOSIS ? `${safe.slice(0, LONGEST_DIAGNOSIS)}...` : safe;
}
