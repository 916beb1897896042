import { code } from './markdown.js';

/** One of the `x-validations` of an operation. */
export interface Rule {
  readonly id: string;
  /** CEL over the request. */
  readonly rule: string;
  readonly message: string;
  readonly error: string;
  /** Name of the response example that the rule is answered with, where the code alone does not tell. */
  readonly example?: string;
}

/** The rules across fields as Markdown; an operation can have dozens, so they are folded away. */
export function rulesBlock(rules: readonly Rule[]): string {
  const title = rules.length === 1 ? 'One rule across fields' : `${rules.length} rules across fields`;
  return `<details class="rules">\n<summary>${title}</summary>\n\n${rules.map(item).join('\n')}\n\n</details>`;
}

function item({ id, rule, message, error, example }: Rule): string {
  const answer = `Answered with ${code(error)}${example === undefined ? '' : `, example ${code(example)}`}.`;
  return `- ${code(id)} ${message} ${answer}\n\n  ${code(rule.trim().replaceAll(/\s+/g, ' '))}`;
}
