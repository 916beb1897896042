import { arrayOf, isObject, isText } from './json.js';

/** Names exactly as a vendor document prints them. */
export interface PrintedNames {
  readonly parameters: readonly string[];
  readonly properties: readonly string[];
  readonly types: readonly string[];
  readonly codes: readonly string[];
  /** Names of headers and fields in the examples of requests and answers. */
  readonly inExamples: readonly string[];
}

/** The names in the value of a `source.json`. What it lacks is empty; undefined when it has no names at all. */
export function printedNames(source: unknown): PrintedNames | undefined {
  const spellings = isObject(source) ? source.spellings : undefined;
  if (!isObject(source) || !isObject(spellings)) return undefined;
  const names = (key: string): string[] => arrayOf(spellings[key]).filter(isText);
  return {
    parameters: names('parameters'),
    properties: names('properties'),
    types: names('types'),
    codes: names('codes'),
    inExamples: [
      ...new Set(
        arrayOf(source.examples)
          .flatMap(keysIn)
          .flatMap((key) => key.split('.')),
      ),
    ],
  };
}

function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  return isObject(value) ? Object.entries(value).flatMap(([key, held]) => [key, ...keysIn(held)]) : [];
}
