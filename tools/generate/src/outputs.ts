import { launchSource } from './launch.js';
import type { Document } from './openapi.js';
import { errorsSource, indexSource, lifecyclesSource, operationsSource } from './operations.js';
import { rulesSource } from './rules.js';
import { singleActionDocuments } from './single-action.js';
import { types } from './types.js';
import { validatorsSource } from './validators.js';

const INSTANCES = 'packages/instances/src/generated';

/** Everything that is generated for one API: file contents by path from the root of the checkout. */
export async function outputsOf(api: string, document: Document): Promise<Map<string, string>> {
  const client = `packages/clients/src/generated/${api}`;
  const openapi = 'packages/openapi/src/generated';
  const files = new Map<string, string>([
    [`${openapi}/${api}.json`, json(document)],
    [`${client}/types.ts`, await types(api, document)],
    [`${client}/operations.ts`, operationsSource(api, document)],
    [`${client}/errors.ts`, errorsSource(api, document)],
    [`${client}/lifecycles.ts`, lifecyclesSource(api, document)],
    [`${client}/validators.ts`, await validatorsSource(api, document)],
    [`${client}/rules.ts`, rulesSource(api, document)],
    [`${client}/index.ts`, indexSource(api, document)],
  ]);
  const launch = launchSource(api, document);
  if (launch !== undefined) files.set(`${INSTANCES}/${api}.ts`, launch);
  for (const [action, single] of singleActionDocuments(document)) {
    files.set(`${openapi}/${api}.${action}.json`, json(single));
  }
  return files;
}

/** Whether a generated path belongs to an API, so that a stale file of it is noticed. */
export function isOutputOf(api: string, path: string): boolean {
  return (
    path.startsWith(`packages/clients/src/generated/${api}/`) ||
    path.startsWith(`packages/openapi/src/generated/${api}.`) ||
    path.startsWith(`${INSTANCES}/${api}.`)
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
