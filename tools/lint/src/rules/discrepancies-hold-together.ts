import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { BundledPointers } from '../bundled-pointer.js';
import { folderOf, readData } from '../folder.js';
import { arrayOf, isObject, listed } from '../json.js';
import type { Location } from '../redocly.js';
import { rule } from '../rule.js';
import type { Spec } from '../spec.js';
import { inWords } from '../validator.js';

const TEXT = { type: 'string', pattern: '\\S' };

const validate = new Ajv2020({ allErrors: true }).compile({
  type: 'object',
  required: ['id', 'where', 'document', 'evidence', 'decision', 'reason'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    where: {
      anyOf: [
        { $ref: '#/$defs/pointer' },
        { type: 'array', minItems: 1, uniqueItems: true, items: { $ref: '#/$defs/pointer' } },
      ],
    },
    covers: { type: 'array', minItems: 1, uniqueItems: true, items: TEXT },
    document: TEXT,
    evidence: { type: 'array', minItems: 1, items: TEXT },
    decision: TEXT,
    reason: TEXT,
  },
  $defs: { pointer: { type: 'string', pattern: '^#/' } },
});

/** `discrepancies.yaml` has its form, its ids are unique and those that the spec uses, and its pointers lead somewhere. */
export const discrepanciesHoldTogether = rule((spec, report) => {
  const file = join(folderOf(spec), 'discrepancies.yaml');
  const data = readData(file) ?? [];
  if (!Array.isArray(data)) {
    report(spec.root, 'discrepancies.yaml is not a list; write one entry `- id: ...` for each discrepancy.');
    return;
  }
  const used = usesIn(spec);
  const pointers = new BundledPointers(spec);
  const ids = new Set<unknown>();
  for (const [index, entry] of data.entries()) {
    const id: unknown = isObject(entry) ? entry.id : undefined;
    const at = used.get(id) ?? spec.root;
    const label = `Entry ${typeof id === 'string' ? `\`${id}\`` : index + 1} of discrepancies.yaml`;
    if (!validate(entry)) {
      report(at, `${label} does not have its form: ${inWords(validate.errors ?? []).join('; ')}. See specs/README.md.`);
      continue;
    }
    if (ids.has(id)) report(at, `${label} has an id that another entry has; rename one of them.`);
    ids.add(id);
    for (const where of [(entry as { where: string | string[] }).where].flat()) {
      const problem = pointers.problem(where);
      if (problem === undefined) continue;
      report(
        at,
        `${label} points at \`${where}\`, but ${problem}. Correct \`where\`: it is a pointer into the bundled document.`,
      );
    }
  }
  const unknown = [...used].filter(([id]) => !data.some((entry) => isObject(entry) && entry.id === id));
  for (const [id, location] of unknown) {
    report(location, `${listed([id])} is no entry of discrepancies.yaml; add the entry, or correct the id.`);
  }
});

/** The ids that the spec uses, and where it first does. */
function usesIn(spec: Spec): Map<unknown, Location> {
  const used = new Map<unknown, Location>();
  const use = (ids: unknown, at: Location): void => {
    for (const [index, id] of arrayOf(ids).entries()) if (!used.has(id)) used.set(id, at.child([index]));
  };
  for (const { node, location } of spec.places) {
    use(node['x-discrepancies'], location.child(['x-discrepancies']));
    const wire = node['x-wire-examples'];
    for (const [name, example] of Object.entries(isObject(wire) ? wire : {})) {
      if (isObject(example))
        use(example['x-discrepancies'], location.child(['x-wire-examples', name, 'x-discrepancies']));
    }
  }
  return used;
}
