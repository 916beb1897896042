import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';
import { assertionsOf, idOf } from './assertions.js';
import { STRING_FORMATS } from './formats.js';
import { type Document, type Operation, operationsOf, type Schema } from './openapi.js';
import { handWrittenParameters, type QueryForm } from './query-form.js';
import { origin } from './workspace.js';

/**
 * Source of `validators.ts`: for each operation a function that checks `{path, query, header, body}` (header names in lower case)
 * against the spec, compiled by Ajv, without run-time dependencies and without eval.
 */
export async function validatorsSource(api: string, document: Document): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    messages: false,
    unicodeRegExp: true,
    validateFormats: true,
    code: { source: true, esm: true, optimize: 2 },
  });
  // No spec has `unevaluatedProperties`, and keeping account for it makes the code larger and keeps bundlers from leaving out a part of it.
  ajv.opts.unevaluated = false;
  for (const [name, pattern] of Object.entries(STRING_FORMATS)) ajv.addFormat(name, pattern);
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema({ $id: idOf(name), ...assertionsOf(schema) });
  }
  const names = operationsOf(document).map(({ operation }) => {
    ajv.addSchema({ $id: operation.operationId, ...requestSchema(document, operation) });
    return operation.operationId;
  });
  const modules = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const code = await inlineRuntime(modules);
  const typed = names.reduce(
    (rest, name) => rest.replace(`const ${name} =`, `export const ${name}: RequestValidator =`),
    code,
  );
  const entries = names.map((name) => `  ${JSON.stringify(name)}: ${name},`).join('\n');
  return `// @ts-nocheck: compiled code
// ${origin(api)}

import type { RequestValidator } from '../../validation.js';

${typed.trim()}

export const validators: { readonly [operation in ${names.map((name) => JSON.stringify(name)).join(' | ')}]: RequestValidator } = {
${entries}
};
`;
}

/** The schema of a whole request. What a signer adds is left to whoever checks signatures. */
export function requestSchema(document: Document, operation: Operation): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const place of ['path', 'query', 'header'] as const) {
    const handWritten = handWrittenParameters(document, operation).filter(
      (parameter) => parameter.in === place && parameter['x-supplied-by-client'] !== 'signature',
    );
    if (handWritten.length === 0) continue;
    const nameOf = (name: string) => (place === 'header' ? name.toLowerCase() : name);
    properties[place] = {
      type: 'object',
      required: handWritten.filter((parameter) => parameter.required).map(({ name }) => nameOf(name)),
      properties: Object.fromEntries(handWritten.map(({ name, schema }) => [nameOf(name), assertionsOf(schema)])),
    };
    required.push(place);
  }
  const form = operation['x-query-form'] as QueryForm | undefined;
  const media = operation.requestBody?.content['application/json'];
  const body = form ? { $ref: form.schema } : media?.schema;
  if (body) {
    properties.body = assertionsOf(body);
    if (form || operation.requestBody?.required) required.push('body');
  }
  return { type: 'object', required, properties };
}

/** Ajv's standalone code still requires small helpers of Ajv; a bundler writes them into the module. */
async function inlineRuntime(code: string): Promise<string> {
  const folder = await mkdtemp(join(fileURLToPath(new URL('../', import.meta.url)), '.validators-'));
  try {
    const input = join(folder, 'validators.js');
    await writeFile(input, code);
    const bundle = await rolldown({
      input,
      logLevel: 'silent',
      platform: 'neutral',
      resolve: { mainFields: ['main'] },
    });
    const { output } = await bundle.generate({ format: 'esm', comments: false });
    await bundle.close();
    return output[0].code.replace(/export \{[^}]*\};?\s*$/, '').replaceAll(/^\/\/.*\n/gm, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
