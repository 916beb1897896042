import { isObject, type JsonObject } from './json.js';
import type { Location, RuleContext } from './redocly.js';
import { type Field, type Kind, STRUCTURE } from './structure.js';
import { Validator } from './validator.js';

/** One object of the document, as it stands in its file: a reference is a place of its own, and its target another. */
export interface Place {
  readonly kind: Kind;
  /** The field of the enclosing object that holds this one; `$ref` when only references lead here. */
  field: string;
  /** The name in that field, when it is a map, or the field itself. */
  name: string;
  readonly node: JsonObject;
  readonly location: Location;
  /** The next place when the node is a reference. */
  target?: Place;
  /** What stands directly in this object, references not followed. */
  readonly children: Place[];
  /** Every object that holds this one or refers to it. */
  readonly enclosing: Set<Place>;
  /** A schema under `if`, `then`, `else` or `not`: it asks about a value that is declared elsewhere. */
  readonly conditional: boolean;
}

const CONDITIONS = ['if', 'then', 'else', 'not', 'dependentSchemas'];

/** A document with all its files, as places. */
export class Spec {
  readonly validator = new Validator();
  readonly #places = new Map<string, Place>();
  readonly #context: RuleContext;
  readonly root: Place;

  constructor(root: JsonObject, context: RuleContext) {
    this.#context = context;
    this.root = this.#visit('root', '', '', root, context.location, undefined) as Place;
  }

  get places(): Iterable<Place> {
    return this.#places.values();
  }

  /** All places of one kind. */
  ofKind(...kinds: readonly Kind[]): Place[] {
    return [...this.places].filter((place) => kinds.includes(place.kind));
  }

  #visit(
    kind: Kind,
    field: string,
    name: string,
    node: unknown,
    location: Location,
    enclosing: Place | undefined,
  ): Place | undefined {
    if (!isObject(node)) return undefined;
    const known = this.#places.get(identity(kind, location));
    if (known) {
      if (enclosing) known.enclosing.add(enclosing);
      if (known.field === '$ref' && field !== '$ref') Object.assign(known, { field, name });
      return known;
    }
    const place: Place = {
      kind,
      field,
      name,
      node,
      location,
      children: [],
      enclosing: new Set(enclosing ? [enclosing] : []),
      conditional:
        kind === 'schema' && field !== '$ref' && (enclosing?.conditional === true || CONDITIONS.includes(field)),
    };
    this.#places.set(identity(kind, location), place);
    if (typeof node.$ref === 'string') this.#follow(place);
    for (const [key, shape] of this.#fieldsOf(place)) this.#descend(place, key, shape);
    return place;
  }

  #fieldsOf(place: Place): [string, Field][] {
    const fields = STRUCTURE[place.kind];
    return Object.keys(place.node).flatMap((key): [string, Field][] => {
      const shape = fields[key] ?? (key === '$ref' || key.startsWith('x-') ? undefined : fields['*']);
      return shape ? [[key, shape]] : [];
    });
  }

  #descend(place: Place, field: string, { as, kind }: Field): void {
    const value = place.node[field];
    const location = place.location.child([field]);
    const entries: [string, unknown, Location][] =
      as === 'one'
        ? [[field, value, location]]
        : as === 'list'
          ? (Array.isArray(value) ? value : []).map((item, index) => [String(index), item, location.child([index])])
          : Object.entries(isObject(value) ? value : {}).map(([name, item]) => [name, item, location.child([name])]);
    for (const [name, item, at] of entries) {
      const child = this.#visit(kind, field, name, item, at, place);
      if (child) place.children.push(child);
    }
  }

  #follow(place: Place): void {
    const { node, location, chain } = this.#context.resolve(place.node, place.location.source.absoluteRef);
    let from = place;
    for (const step of [...(chain ?? []), { node, location }]) {
      if (!step.location || step.location.absolutePointer === from.location.absolutePointer) return;
      const target = this.#visit(place.kind, '$ref', nameOf(step.location), step.node, step.location, from);
      if (!target) return;
      from.target = target;
      from = target;
    }
  }
}

/** The name that the target of a reference has in a bundle: that of its file, or the last part of the pointer. */
export function nameOf(location: Location): string {
  const last = location.pointer.split('/').at(-1) ?? '';
  if (last !== '' && last !== '#') return last.replaceAll('~1', '/').replaceAll('~0', '~');
  return (location.source.absoluteRef.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '');
}

function identity(kind: Kind, location: Location): string {
  return `${kind} ${location.absolutePointer}`;
}

const specs = new WeakMap<JsonObject, Spec>();

/** The document whose root Redocly hands to a rule; read once for all rules. */
export function specOf(root: JsonObject, context: RuleContext): Spec {
  const spec = specs.get(root) ?? new Spec(root, context);
  specs.set(root, spec);
  return spec;
}
