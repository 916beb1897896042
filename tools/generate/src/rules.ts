import { compileCel } from './cel.js';
import { type Document, operationsOf } from './openapi.js';
import { operationTable } from './operation-table.js';
import { origin } from './workspace.js';

/** The extension `x-validations`. */
export interface Validation {
  id: string;
  rule: string;
  message: string;
  error: string;
  example?: string;
  fields: string[];
}

/** Source of `rules.ts`: the rules across fields of each operation, compiled from CEL. */
export function rulesSource(api: string, document: Document): string {
  const values = operationsOf(document).map(({ operation }) => {
    const rules = ((operation['x-validations'] ?? []) as Validation[]).map(compiledRule);
    return [operation.operationId, rules.length > 0 ? `[\n${rules.join('\n')}\n]` : '[]'] as const;
  });
  const table = operationTable({
    name: 'rules',
    type: 'RuleTable',
    valueType: 'readonly Rule[]',
    values: new Map(values),
  });
  const imports = [
    ...(table.includes('own.') ? ["import * as own from '../../rule-functions.js';"] : []),
    ...(table.includes('cel.') ? ["import * as cel from '../../rule-runtime.js';"] : []),
    "import type { Rule, RuleTable } from '../../validation.js';",
  ];
  return `// ${origin(api)}\n\n${imports.join('\n')}\n\n${table}`;
}

function compiledRule({ id, rule, message, error, example, fields }: Validation): string {
  const data = { id, message, error, ...(example === undefined ? {} : { example }), fields };
  const members = Object.entries(data).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},`);
  return `  {\n${members.join('\n')}\n    holds: (self: unknown) => cel.bool(${compileCel(rule)}),\n  },`;
}
