import { arrayOf } from '../json.js';
import { rule } from '../rule.js';
import { having } from '../schemas.js';

/** The examples, the default and the enumerated values of a schema fit the schema; values beyond the document are enumerated. */
export const schemaValuesFit = rule((spec, report) => {
  for (const schema of spec.ofKind('schema')) {
    const { node, location } = schema;
    const values: [string, readonly (string | number)[], unknown][] = [
      ...arrayOf(node.examples).map((value, index): [string, (string | number)[], unknown] => [
        'example',
        ['examples', index],
        value,
      ]),
      ...arrayOf(node.enum).map((value, index): [string, (string | number)[], unknown] => [
        'enumerated value',
        ['enum', index],
        value,
      ]),
      ...('default' in node ? [['default', ['default'], node.default] satisfies [string, string[], unknown]] : []),
    ];
    for (const [what, path, value] of values) {
      const problems = spec.validator.problems(schema, value);
      if (problems.length === 0) continue;
      report(
        location.child(path),
        `The ${what} ${JSON.stringify(value)} does not fit its own schema: ${problems.join('; ')}. Correct the value, or the limit that it breaks.`,
      );
    }
    const enumerated = arrayOf(having(schema, 'enum')?.enum);
    for (const [index, value] of arrayOf(node['x-beyond-document-values']).entries()) {
      if (enumerated.includes(value)) continue;
      report(
        location.child(['x-beyond-document-values', index]),
        `${JSON.stringify(value)} is marked as beyond the document but is not in \`enum\`; add it there, or delete it here.`,
      );
    }
  }
});
