import { arrayOf, isObject, pointerParts } from './json.js';
import type { Location } from './redocly.js';
import { layers, resolved } from './schemas.js';
import { nameOf, type Place, type Spec } from './spec.js';
import type { Kind } from './structure.js';

/** The section of `components` into which the bundler puts the target of a reference. Other targets it writes in place. */
const SECTIONS: Partial<Record<Kind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  link: 'links',
  callback: 'callbacks',
};

/** Follows pointers into the bundled document without making it. */
export class BundledPointers {
  readonly #root: Place;
  readonly #components = new Map<string, Place>();

  constructor(spec: Spec) {
    this.#root = spec.root;
    for (const place of spec.places) {
      if (place.target && keepsReference(place)) this.#components.set(componentOf(resolved(place)), resolved(place));
    }
  }

  /** Why the pointer leads nowhere, in words; undefined when it leads somewhere. */
  problem(pointer: string): string | undefined {
    if (!pointer.startsWith('#/')) return 'it does not begin with `#/`';
    const parts = pointerParts(pointer);
    const component = this.#components.get(parts.slice(0, 3).join('/'));
    const isSection =
      parts.length < 3 && [...this.#components.keys()].some((name) => name.startsWith(`${parts.join('/')}/`));
    if (isSection) return undefined;
    return component ? walk(component, parts, 3) : walk(this.#root, parts, 0);
  }
}

function walk(start: Place, parts: readonly string[], from: number): string | undefined {
  let place: Place | undefined = start;
  let value: unknown = start.node;
  let location: Location = start.location;
  let around: readonly Place[] = [];
  for (const [index, part] of [...parts.entries()].slice(from)) {
    if (place) {
      const parents: Place[] = keepsReference(place) ? [place] : layers(place);
      // The query parameters of a query form are spelt out in the bundle only.
      if (part === 'parameters' && parents.some(({ node }) => 'x-query-form' in node)) return undefined;
      const owner: Place = parents.find(({ node }) => Object.hasOwn(node, part)) ?? place;
      value = owner.node;
      location = owner.location;
      around = owner.children;
    }
    if (!(isObject(value) || Array.isArray(value)) || !Object.hasOwn(value, part)) {
      const onward =
        place && keepsReference(place)
          ? `; it is a reference there, go on from \`#/${componentOf(resolved(place))}\``
          : '';
      return `\`#/${parts.slice(0, index).map(escaped).join('/')}\` has no \`${part}\`${onward}`;
    }
    value = isObject(value) ? value[part] : arrayOf(value)[Number(part)];
    location = location.child([part]);
    const here = location.absolutePointer;
    place = around.find((child) => child.location.absolutePointer === here);
  }
  return undefined;
}

/** In the bundle a reference to a component stays one; the entry of `components` itself holds the target. */
function keepsReference(place: Place): boolean {
  return (
    place.target !== undefined &&
    place.kind in SECTIONS &&
    ![...place.enclosing].some(({ kind }) => kind === 'components')
  );
}

function componentOf({ kind, location }: Place): string {
  return `components/${SECTIONS[kind] ?? kind}/${nameOf(location)}`;
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
