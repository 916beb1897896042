import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { commonOf, readData, readExtensions } from '../folder.js';
import { isObject, listed } from '../json.js';
import { rule } from '../rule.js';
import type { Place } from '../spec.js';
import { inWords } from '../validator.js';

/** Every extension is one that `specs/common/extensions` describes, has the form that its schema demands, and its source is known. */
export const extensionsMatchTheirSchema = rule((spec, report) => {
  const common = commonOf(spec);
  const validators = new Map([...readExtensions(common)].map(([name, text]) => [name, validatorOf(text)]));
  const references = readData(join(common, 'references.yaml'));
  const sources = new Set(Object.keys(isObject(references) ? references : {}));

  for (const place of spec.places) {
    for (const [key, value] of Object.entries(place.node)) {
      if (!key.startsWith('x-')) continue;
      const at = place.location.child([key]);
      const validate = validators.get(key);
      if (!validate) {
        report(
          at.key(),
          `\`${key}\` is not an extension of ours; use one of ${listed(validators.keys())}, or describe it in specs/common/extensions/${key}.schema.json.`,
        );
      } else if (!validate(value)) {
        report(
          at,
          `\`${key}\` does not have its form: ${inWords(validate.errors ?? []).join('; ')}. See specs/common/extensions/${key}.schema.json.`,
        );
      } else if (key === 'x-reference') {
        const unknown = sourcesIn(String(value)).filter((name) => !sources.has(name));
        if (unknown.length > 0) {
          report(
            at,
            `${listed(unknown)} is not in specs/common/references.yaml; add the source there, or name one that is.`,
          );
        }
      }
    }
    const mark = ['x-beyond-document', 'x-beyond-document-values'].find((key) => key in place.node);
    if (mark && place.kind !== 'example' && !hasReference(place)) {
      report(
        place.location.child([mark]),
        `\`${mark}\` names no source; add \`x-reference: "<source> [SRC]"\` here or on an enclosing object.`,
      );
    }
  }
});

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateSchema: false });
const compiled = new Map<string, ValidateFunction>();

/** The validator of a schema; all documents share it. */
function validatorOf(text: string): ValidateFunction {
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
  compiled.set(text, validate);
  return validate;
}

function sourcesIn(reference: string): string[] {
  return reference.replace(/ \[.*$/, '').split(', ');
}

function hasReference(place: Place, seen = new Set<Place>()): boolean {
  if ('x-reference' in place.node) return true;
  seen.add(place);
  return [...place.enclosing].some((parent) => !seen.has(parent) && hasReference(parent, seen));
}
