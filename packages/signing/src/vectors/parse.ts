import type { Vector, VectorFile } from './vector.js';

/** Reads a file of vectors; a text says what is wrong with it. */
export function parseVectors(text: string): VectorFile | string {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isRecord(file) || !Array.isArray(file.vectors)) return 'has no list "vectors"';
  if (file.vectors.length === 0) return 'has no vector';
  const bad = file.vectors.findIndex((vector) => !isVector(vector));
  if (bad >= 0) return `has a vector, number ${bad + 1}, without name, scheme, inputs or expected stages`;
  return { vectors: file.vectors as Vector[] };
}

function isVector(value: unknown): boolean {
  if (!isRecord(value) || typeof value.name !== 'string' || typeof value.scheme !== 'string') return false;
  const { inputs, expected } = value;
  if (!isRecord(inputs) || !isRecord(expected) || !isRecord(inputs.credentials) || !isRecord(inputs.headers))
    return false;
  return ['method', 'host', 'path', 'query', 'body'].every((name) => typeof inputs[name] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
