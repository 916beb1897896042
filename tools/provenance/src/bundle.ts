import { child, join, type Pointer, split, valueAt } from './pointer.js';
import { UsageError } from './usage-error.js';

export type Node = Record<string, unknown>;

/** An object of the bundled document and where it stands. */
export interface Place {
  pointer: Pointer;
  node: Node;
}

/** Where the parts of an answer stand, from the root extension `x-envelope`. */
export interface Envelope {
  result: string;
  error: string;
  code: string;
  message: string;
  requestId: string;
}

export interface Operation extends Place {
  path: string;
  method: string;
}

/** An example of a request or an answer, with the HTTP status that it stands under. */
export interface ExamplePlace extends Place {
  name: string;
  status?: string;
  value: unknown;
  /** It, or what it stands in, is marked as not in the document. */
  beyond: boolean;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

/** A bundled OpenAPI document, read by place: what is found always says where it stands. */
export class Bundle {
  readonly #places = new Map<Pointer, Place | undefined>();
  #marks: Map<string, Pointer[]> | undefined;

  constructor(readonly document: unknown) {}

  /** The object at a pointer; what is no object is none. */
  place(pointer: Pointer): Place | undefined {
    if (!this.#places.has(pointer)) {
      const node = valueAt(this.document, pointer);
      this.#places.set(pointer, isNode(node) ? { pointer, node } : undefined);
    }
    return this.#places.get(pointer);
  }

  /** The same place by its shortest name, with every `$ref` on the way (not at its end) followed; undefined if it points at nothing. */
  canonical(pointer: Pointer): Pointer | undefined {
    let here: Pointer = '#';
    for (const key of split(pointer)) {
      const node = valueAt(this.document, here);
      if (child(node, key) === undefined && isNode(node)) here = this.follow({ pointer: here, node }).pointer;
      here = join(here, key);
    }
    return valueAt(this.document, here) === undefined ? undefined : here;
  }

  /** What a `$ref` leads to in the end, or the place itself. */
  follow(place: Place): Place {
    let here = place;
    for (let hops = 0; typeof here.node.$ref === 'string' && hops < 100; hops += 1) {
      const target = this.place(here.node.$ref);
      if (!target)
        throw new UsageError(`the bundle is broken: at ${here.pointer}, ${here.node.$ref} points at nothing`);
      here = target;
    }
    return here;
  }

  /** All keywords that hold at a place: those of what it refers to, under those beside the `$ref`. */
  keywords(place: Place): Node {
    const target = this.follow(place);
    return target.pointer === place.pointer ? place.node : { ...target.node, ...place.node };
  }

  inside(place: Place, ...keys: readonly (string | number)[]): Place | undefined {
    let here: Place | undefined = place;
    for (const key of keys) {
      if (!here) return undefined;
      const own: Place | undefined = this.place(join(here.pointer, key));
      here = own ?? this.place(join(this.follow(here).pointer, key));
    }
    return here;
  }

  envelope(): Envelope | undefined {
    return child(this.document, 'x-envelope') as Envelope | undefined;
  }

  servers(): Place[] {
    return this.list('#/servers');
  }

  operations(): Operation[] {
    return Object.entries(this.place('#/paths')?.node ?? {}).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const place = isNode(item) && isNode(item[method]) ? this.place(join('#', 'paths', path, method)) : undefined;
        return place ? [{ ...place, path, method }] : [];
      }),
    );
  }

  /** Operations that the vendor document describes; one that only restates another's body as a query is not told apart. */
  documented(): Operation[] {
    return this.operations().filter(({ node }) => !isBeyond(node) && node['x-query-form'] === undefined);
  }

  parameters(operation: Place): Place[] {
    return this.list(join(operation.pointer, 'parameters')).map((place) => this.follow(place));
  }

  requestMedia(operation: Place): Place | undefined {
    return this.media(this.inside(operation, 'requestBody'));
  }

  /** The responses of an operation by status, each as the place that describes it. */
  responses(operation: Place): Map<string, Place> {
    const node = this.place(join(operation.pointer, 'responses'))?.node ?? {};
    return new Map(
      Object.keys(node).flatMap((status) => {
        const place = this.place(join(operation.pointer, 'responses', status));
        return place ? [[status, this.follow(place)] as const] : [];
      }),
    );
  }

  media(body: Place | undefined): Place | undefined {
    const content = body && this.inside(body, 'content');
    const type = content && Object.keys(content.node)[0];
    return content && type !== undefined ? this.place(join(content.pointer, type)) : undefined;
  }

  examples(media: Place | undefined, status: string | undefined, beyond: boolean): ExamplePlace[] {
    const examples = media && this.inside(media, 'examples');
    return Object.keys(examples?.node ?? {}).flatMap((name) => {
      const here = examples && this.place(join(examples.pointer, name));
      if (!here) return [];
      const place = this.follow(here);
      const found = { ...place, name, value: place.node.value, beyond: beyond || isBeyond(this.keywords(here)) };
      return [status === undefined ? found : { ...found, status }];
    });
  }

  /** The properties of an object schema, also those that come through `allOf`. */
  properties(type: Place): Map<string, Place> {
    const target = this.follow(type);
    const found = new Map<string, Place>();
    for (const part of this.list(join(target.pointer, 'allOf'))) {
      for (const [name, place] of this.properties(part)) found.set(name, place);
    }
    for (const name of Object.keys(this.place(join(target.pointer, 'properties'))?.node ?? {})) {
      const place = this.place(join(target.pointer, 'properties', name));
      if (place) found.set(name, place);
    }
    return found;
  }

  required(type: Place): Set<string> {
    const target = this.follow(type);
    const own = target.node.required;
    return new Set([
      ...(Array.isArray(own) ? (own as string[]) : []),
      ...this.list(join(target.pointer, 'allOf')).flatMap((part) => [...this.required(part)]),
    ]);
  }

  /** The alternatives of a schema (`anyOf`, `oneOf`), all the way down; the schema itself where it has none. */
  alternatives(schema: Place): Place[] {
    const target = this.follow(schema);
    const parts = ['anyOf', 'oneOf'].flatMap((key) => this.list(join(target.pointer, key)));
    return parts.length === 0 ? [target] : parts.flatMap((part) => this.alternatives(part));
  }

  /** Where a value is described, in every alternative of its schema. Elements of lists need no index in the pointer. */
  schemasAt(schema: Place, pointer: string): Place[] {
    const [key, ...rest] = split(pointer);
    if (key === undefined) return [schema];
    return this.alternatives(schema).flatMap((part) => {
      const [property, items] = [this.properties(part).get(key), this.inside(part, 'items')];
      if (property) return this.schemasAt(property, join('', ...rest));
      return items ? this.schemasAt(items, pointer) : [];
    });
  }

  /** A component schema by its name or title, in any casing. */
  type(name: string): Place | undefined {
    const wanted = name.toLowerCase();
    return [...this.components('schemas')].find(
      ({ pointer, node }) =>
        split(pointer).at(-1)?.toLowerCase() === wanted || (node.title as string | undefined)?.toLowerCase() === wanted,
    );
  }

  components(kind: string): Place[] {
    return Object.keys(this.place(join('#', 'components', kind))?.node ?? {}).flatMap(
      (name) => this.place(join('#', 'components', kind, name)) ?? [],
    );
  }

  /** Every `x-discrepancies`: the places by id. */
  marks(): ReadonlyMap<string, readonly Pointer[]> {
    if (this.#marks) return this.#marks;
    const marks = new Map<string, Pointer[]>();
    const visit = (value: unknown, pointer: Pointer): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, entry] of Object.entries(value)) visit(entry, join(pointer, key));
      if (!isNode(value)) return;
      for (const id of (value['x-discrepancies'] ?? []) as string[]) marks.set(id, [...(marks.get(id) ?? []), pointer]);
    };
    visit(this.document, '#');
    this.#marks = marks;
    return marks;
  }

  list(pointer: Pointer): Place[] {
    const list = valueAt(this.document, pointer);
    return Array.isArray(list) ? list.flatMap((_, index) => this.place(join(pointer, index)) ?? []) : [];
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBeyond(node: Node): boolean {
  return node['x-beyond-document'] === true;
}
