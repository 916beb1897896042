import type { Plugin } from './redocly.js';
import { closedRequestObjects } from './rules/closed-request-objects.js';
import { descriptionsInBothLanguages } from './rules/descriptions-in-both-languages.js';
import { discrepanciesHoldTogether } from './rules/discrepancies-hold-together.js';
import { errorPoliciesNameExamples } from './rules/error-policies-name-examples.js';
import { everyErrorIsNamed } from './rules/every-error-is-named.js';
import { exampleOrEnumeration } from './rules/example-or-enumeration.js';
import { examplesValidate } from './rules/examples-validate.js';
import { extensionsMatchTheirSchema } from './rules/extensions-match-their-schema.js';
import { idempotencyTokenExists } from './rules/idempotency-token-exists.js';
import { pathEntriesAreRefs } from './rules/path-entries-are-refs.js';
import { repeatsAndLookupsAreSaid } from './rules/repeats-and-lookups-are-said.js';
import { schemaValuesFit } from './rules/schema-values-fit.js';
import { validationsNameWhatExists } from './rules/validations-name-what-exists.js';
import { vendorSpelling } from './rules/vendor-spelling.js';

/** The rules of this repository, as `launchspec/<name>` in redocly.yaml. */
export const rules = {
  'path-entries-are-refs': pathEntriesAreRefs,
  'descriptions-in-both-languages': descriptionsInBothLanguages,
  'example-or-enumeration': exampleOrEnumeration,
  'schema-values-fit': schemaValuesFit,
  'examples-validate': examplesValidate,
  'every-error-is-named': everyErrorIsNamed,
  'error-policies-name-examples': errorPoliciesNameExamples,
  'extensions-match-their-schema': extensionsMatchTheirSchema,
  'discrepancies-hold-together': discrepanciesHoldTogether,
  'vendor-spelling': vendorSpelling,
  'closed-request-objects': closedRequestObjects,
  'idempotency-token-exists': idempotencyTokenExists,
  'validations-name-what-exists': validationsNameWhatExists,
  'repeats-and-lookups-are-said': repeatsAndLookupsAreSaid,
};

// biome-ignore lint/style/noDefaultExport: Redocly takes the default export of a plugin
export default function plugin(): Plugin {
  return { id: 'launchspec', rules: { oas3: rules } };
}
