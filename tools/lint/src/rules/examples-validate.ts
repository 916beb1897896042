import type { Location } from '../redocly.js';
import { rule } from '../rule.js';
import { childIn, childrenIn, resolved } from '../schemas.js';
import { undeclared } from '../undeclared.js';

/** Every named example of a request, a response, a parameter or a header fits the schema beside it, and has nothing that the schema does not declare. */
export const examplesValidate = rule((spec, report) => {
  for (const place of spec.ofKind('mediaType', 'parameter', 'header')) {
    const schema = childIn(place, 'schema');
    if (!schema || place.target) continue;
    const values: [string, Location, unknown][] = childrenIn(place, 'examples').flatMap((site) => {
      const { node, location } = resolved(site);
      return 'value' in node ? [[`example \`${site.name}\``, location.child(['value']), node.value]] : [];
    });
    if ('example' in place.node) values.push(['`example`', place.location.child(['example']), place.node.example]);
    for (const [what, at, value] of values) {
      const problems = spec.validator.problems(schema, value);
      if (problems.length === 0)
        problems.push(...undeclared([schema], value).map((pointer) => `\`${pointer}\` is not declared`));
      if (problems.length === 0) continue;
      report(
        at,
        `The ${what} does not fit its schema: ${problems.join('; ')}. Correct the example (as a discrepancy where the document prints it so) or the schema.`,
      );
    }
  }
});
