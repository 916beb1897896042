import { join } from 'node:path';
import { type Answer, answersOf, codeSchemasOf, envelopeOf, operationsOf } from '../answers.js';
import { folderOf, readData } from '../folder.js';
import { arrayOf, valueAt } from '../json.js';
import { printedNames } from '../printed-names.js';
import { rule } from '../rule.js';

/** Every documented error can be asked for by name, and the code of every error that has a name is enumerated. */
export const everyErrorIsNamed = rule((spec, report) => {
  const envelope = envelopeOf(spec);
  if (!envelope) {
    report(
      spec.root,
      'The root has no `x-envelope`; say with JSON pointers where result, error, code, message and requestId stand in an answer.',
    );
    return;
  }
  const answers = operationsOf(spec).flatMap(answersOf);
  const code = envelope.code ?? '';
  const codes = codeSchemasOf(spec, code);
  const named = new Set(answers.map(({ value }) => valueAt(value, code)));
  const printed = printedNames(readData(join(folderOf(spec), 'source.json')))?.codes ?? [];
  const enumerated = new Set<unknown>();
  for (const { node, location } of codes) {
    const beyond = node['x-beyond-document'] === true ? arrayOf(node.enum) : arrayOf(node['x-beyond-document-values']);
    for (const [index, value] of arrayOf(node.enum).entries()) {
      enumerated.add(value);
      // What several documents share is marked for those that lack it; one that prints the code has it all the same.
      const documented = !beyond.includes(value) || printed.includes(String(value));
      if (named.has(value) || !documented) continue;
      report(
        location.child(['enum', index]),
        `No named response example has the error code \`${value}\`; add one under its HTTP status, or mark the code as beyond the document.`,
      );
    }
  }
  for (const { example, name, status, value } of distinct(answers)) {
    const at = example.location.child(['value']);
    const found = valueAt(value, code);
    if (found !== undefined && !enumerated.has(found)) {
      report(
        at,
        `The code ${JSON.stringify(found)} of the example \`${name}\` is in no enumeration of error codes; add it to the \`enum\`, or correct the example.`,
      );
    }
    // JD Cloud repeats the HTTP status as a number beside the symbolic code.
    const number = valueAt(value, `${envelope.error ?? ''}/code`);
    if (typeof number === 'number' && /^\d+$/.test(status) && number !== Number(status)) {
      report(
        at,
        `\`error.code\` of the example \`${name}\` is ${number}, but the example stands under ${status}; make them equal.`,
      );
    }
  }
});

/** A shared example is looked at once for each status that it stands under. */
function distinct(answers: readonly Answer[]): Answer[] {
  return [
    ...new Map(
      answers.map((answer) => [`${answer.status} ${answer.example.location.absolutePointer}`, answer]),
    ).values(),
  ];
}
