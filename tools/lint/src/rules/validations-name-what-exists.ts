import { type Answer, answersOf, envelopeOf, operationsOf } from '../answers.js';
import { isObject, isText, pointerParts, valueAt } from '../json.js';
import { bodySchemasOf } from '../requests.js';
import { rule } from '../rule.js';
import { childrenIn, facets, propertiesOf } from '../schemas.js';
import type { Place } from '../spec.js';

/** Rules across fields have ids of their own, errors that the operation answers with, and fields that the body has. */
export const validationsNameWhatExists = rule((spec, report) => {
  const envelope = envelopeOf(spec);
  for (const operation of operationsOf(spec)) {
    const validations = operation.node['x-validations'];
    if (!Array.isArray(validations) || !envelope) continue;
    const answers = answersOf(operation);
    const codeOf = ({ value }: Answer) => valueAt(value, envelope.code ?? '');
    const body = bodySchemasOf(spec, operation);
    const ids = new Set<unknown>();
    for (const [index, validation] of validations.entries()) {
      if (!isObject(validation)) continue;
      const { id, error, example, fields } = validation;
      const at = operation.location.child(['x-validations', index]);
      if (ids.has(id)) report(at, `the rule id \`${String(id)}\` is used twice; give each rule its own.`);
      ids.add(id);
      if (!answers.some((answer) => codeOf(answer) === error)) {
        report(at, `no named error example of the operation has the code \`${String(error)}\`; name one that has.`);
      }
      if (isText(example) && !answers.some((answer) => answer.name === example && codeOf(answer) === error)) {
        report(at, `\`${example}\` is no response example with the code \`${String(error)}\`; name one that is.`);
      }
      for (const field of Array.isArray(fields) ? fields : []) {
        if (!isText(field) || leadsSomewhere(body, pointerParts(field))) continue;
        report(at, `the body has no field \`${field}\`; name the field that the rule reads.`);
      }
    }
  }
});

/** Whether a pointer into a body leads to a property; an array may be entered with an index or left out. */
function leadsSomewhere(schemas: readonly Place[], [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return schemas.length > 0;
  const all = [...facets(...schemas)].flatMap((schema) => [schema, ...facets(...childrenIn(schema, 'items'))]);
  if (/^\d+$/.test(name) || name === '*') return leadsSomewhere(all, rest);
  return leadsSomewhere(
    propertiesOf(...all).filter((property) => property.name === name),
    rest,
  );
}
