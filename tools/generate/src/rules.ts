import { compileCel } from './cel.js';
import { type Document, operationsOf } from './openapi.js';
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
  const operations = operationsOf(document).map(({ operation }) => {
    const rules = ((operation['x-validations'] ?? []) as Validation[]).map(compiledRule);
    return `  ${JSON.stringify(operation.operationId)}: [${rules.length > 0 ? `\n${rules.join('\n')}\n  ` : ''}],`;
  });
  const uses = (name: string) => operations.some((source) => source.includes(`${name}.`));
  const imports = [
    ...(uses('own') ? ["import * as own from '../../rule-functions.js';"] : []),
    ...(uses('cel') ? ["import * as cel from '../../rule-runtime.js';"] : []),
    "import type { RuleTable } from '../../validation.js';",
  ];
  return `// ${origin(api)}

${imports.join('\n')}

export const rules = {
${operations.join('\n')}
} as const satisfies RuleTable;
`;
}

function compiledRule({ id, rule, message, error, example, fields }: Validation): string {
  const data = { id, message, error, ...(example === undefined ? {} : { example }), fields };
  const members = Object.entries(data).map(([name, value]) => `      ${name}: ${JSON.stringify(value)},`);
  return `    {\n${members.join('\n')}\n      holds: (self) => cel.bool(${compileCel(rule)}),\n    },`;
}
