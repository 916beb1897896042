import type { Bundle, Place } from './bundle.js';
import type { Base } from './facts.js';
import { readScalar } from './values.js';

type Tree = { [key: string]: Tree | string };

/** A flattened query (`DataDisks.0.DiskSize=100`) as the value that the schema describes. */
export function readQuery(query: Readonly<Record<string, string>>, schema: Place, bundle: Bundle): unknown {
  const root: Tree = {};
  for (const [name, value] of Object.entries(query)) {
    const keys = name.split('.');
    let node = root;
    for (const key of keys.slice(0, -1)) {
      const next = node[key];
      const inner: Tree = typeof next === 'object' ? next : {};
      node[key] = inner;
      node = inner;
    }
    node[keys.at(-1) ?? ''] = value;
  }
  return shape(root, schema, bundle);
}

function shape(value: Tree | string, schema: Place | undefined, bundle: Bundle): unknown {
  if (typeof value === 'string') return schema ? readScalar(value, bundle.keywords(schema).type as Base) : value;
  const keys = Object.keys(value);
  const items = schema && bundle.inside(schema, 'items');
  // With a gap or a name among the positions it is no list; as an object it keeps what was printed.
  if (keys.length > 0 && keys.every((_, index) => Object.hasOwn(value, String(index)))) {
    return keys.map((_, index) => shape(value[String(index)] ?? '', items, bundle));
  }
  const properties = schema ? bundle.properties(schema) : new Map<string, Place>();
  return Object.fromEntries(keys.map((key) => [key, shape(value[key] ?? '', properties.get(key), bundle)]));
}
