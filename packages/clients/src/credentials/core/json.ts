import { TextFault } from './text-fault.js';

export type JsonObject = ReadonlyMap<string, unknown>;

/** Reads a JSON object. The engine's own message is dropped, because it quotes the text. */
export function parseJsonObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TextFault('is not JSON');
  }
  return asObject(value);
}

export function asObject(value: unknown, rule = 'is not a JSON object'): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TextFault(rule);
  return new Map(Object.entries(value));
}
