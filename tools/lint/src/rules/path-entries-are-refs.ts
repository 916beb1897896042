import { rule } from '../rule.js';
import { METHODS } from '../structure.js';

/** Every operation under `paths` is a reference to a file of its own. */
export const pathEntriesAreRefs = rule((spec, report) => {
  const paths = spec.root.children.find(({ kind }) => kind === 'paths');
  for (const item of paths?.children ?? []) {
    for (const method of METHODS) {
      const operation = item.node[method];
      if (operation === undefined) continue;
      const reference = (operation as { $ref?: unknown } | null)?.$ref;
      if (typeof reference === 'string' && /^(\.\/)?operations\/[^#]+\.yaml$/.test(reference)) continue;
      report(
        item.location.child([method]).key(),
        `\`${method} ${item.name}\` is not a reference to a file; move the operation to operations/<kebab-name>.yaml and write $ref: operations/<kebab-name>.yaml here.`,
      );
    }
  }
});
