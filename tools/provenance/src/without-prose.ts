import { createHash } from 'node:crypto';
import { TableError } from './table-error.js';

/** What stands for a text that must not enter the project: enough to see that another edition says something else. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

const SENTENCE = /([\p{Script=Han}，。、；：（）“”]{13})[\p{Script=Han}，。、；：（）“”]+/gu;

/** A heading is kept to find the place again; one that is a sentence is cut, because no prose enters the project. */
export function clip(heading: string): string {
  return heading.replace(SENTENCE, '$1…');
}

/** @throws TableError where a value that would be kept is a sentence. */
export function refuseProse(value: unknown, line: number): void {
  const sentence = JSON.stringify(value)?.match(SENTENCE)?.[0];
  if (sentence !== undefined)
    throw new TableError(line, `a value is prose, which must not enter the project: ${sentence.slice(0, 20)}`);
}
