import type { VectorFile } from './vector.js';
import corpus from './vectors.json' with { type: 'json' };

export { runVector, type VectorResult } from './run.js';
export type { Vector, VectorFile, VectorInputs, VectorStages } from './vector.js';

/** Twenty requests with every stage of their signatures: of the vendors' own documents, fixtures and SDKs. */
export const { vectors }: VectorFile = corpus;
