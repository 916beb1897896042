import type { FactExample } from './facts.js';
import type { Block, CodeBlock } from './markdown.js';
import { directionOf } from './vocabulary.js';
import { readWireExample } from './wire-example.js';
import { refuseProse } from './without-prose.js';

/**
 * Reads every code block that shows a request or an answer; an answer belongs to the request before it.
 * @param remarks gets a line for each code block that shows neither.
 */
export function readExamples(blocks: readonly Block[], remarks: string[]): FactExample[] {
  const examples: FactExample[] = [];
  let label: 'request' | 'response' | undefined;
  for (const block of blocks) {
    // Only a short text is a label; a paragraph may mention a request in passing.
    if (block.type === 'heading' || (block.type === 'text' && block.value.length <= 12))
      label = directionOf(block.value) ?? label;
    if (block.type === 'heading' && directionOf(block.value) === undefined) label = undefined;
    if (block.type !== 'code') continue;
    if (!isExample(block)) {
      remarks.push(`line ${block.line}: the code block is neither a request nor an answer; left out`);
      continue;
    }
    for (const { direction, message } of readWireExample(block.value, block.line, label)) {
      refuseProse(message, block.line);
      const last = examples.at(-1);
      if (direction === 'response' && last && !last.response) last.response = message;
      else examples.push({ heading: block.heading, [direction]: message });
    }
  }
  return examples;
}

/** Whether a code block shows a request or an answer, and not a command or a program. */
export function isExample(block: CodeBlock): boolean {
  return /^\s*(?:[{[]|https?:\/\/|\/|(?:GET|POST|PUT|DELETE|PATCH)\s)/mu.test(block.value);
}
