import { BOUNDS, BREAKING, FORMS, type Side, type SpecChangeKind } from './breaking-rules.js';
import { type Bundle, isNode, type Operation, type Place } from './bundle.js';
import type { Pointer } from './pointer.js';
import { deepEqual, print } from './values.js';

/** A difference between two editions of a spec, as a client sees it. */
export interface SpecChange {
  kind: SpecChangeKind;
  breaking: boolean;
  /** Operation, side and field, in words. */
  at: string;
  message: string;
  /** Where it is in the new bundle; in the old one, for what was removed. */
  pointer: Pointer;
}

/** Every difference between two bundles that concerns a client, each classified by the table in `breaking-rules.ts`. */
export function breaking(before: Bundle, after: Bundle): SpecChange[] {
  return new Comparison(before, after).run();
}

class Comparison {
  readonly #changes = new Map<string, SpecChange>();
  readonly #seen = new Set<string>();

  constructor(
    readonly before: Bundle,
    readonly after: Bundle,
  ) {}

  run(): SpecChange[] {
    const servers = byKey(this.before.servers(), this.after.servers(), ({ node }) => String(node['url']));
    for (const [url, { pointer }] of servers.removed) this.#report('server-removed', 'request', 'servers', url, pointer);
    for (const [url, { pointer }] of servers.added) this.#report('server-added', 'request', 'servers', url, pointer);
    const operations = byKey(this.before.operations(), this.after.operations(), ({ method, path }) => `${method.toUpperCase()} ${path}`);
    for (const [name, { pointer }] of operations.removed) this.#report('operation-removed', 'request', 'operations', name, pointer);
    for (const [name, { pointer }] of operations.added) this.#report('operation-added', 'request', 'operations', name, pointer);
    for (const [name, old, now] of operations.both) this.#operation(name, old, now);
    return [...this.#changes.values()];
  }

  #report(kind: SpecChangeKind, side: Side, at: string, message: string, pointer: Pointer): void {
    // A type that is used in several places changes once.
    this.#changes.set(`${kind} ${side} ${pointer} ${message}`, { kind, breaking: BREAKING[kind][side], at, message, pointer });
  }

  #operation(at: string, old: Operation, now: Operation): void {
    const [oldId, newId] = [old.node['operationId'], now.node['operationId']];
    if (oldId !== newId) this.#report('operation-renamed', 'request', at, `${print(oldId)} -> ${print(newId)}`, now.pointer);
    this.#security(at, old, now);
    this.#token(at, old, now);
    this.#rules(at, old, now);
    this.#parameters(at, old, now);
    this.#body(at, old, now);
    this.#responses(at, old, now);
  }

  #responses(at: string, old: Operation, now: Operation): void {
    const list = (bundle: Bundle, operation: Operation) => [...bundle.responses(operation)].map(([status, place]) => ({ ...place, status }));
    const kind = (status: string) => (status.startsWith('2') ? 'success' : 'error');
    const responses = byKey(list(this.before, old), list(this.after, now), ({ status }) => status);
    for (const [status, { pointer }] of responses.removed) this.#report(`${kind(status)}-removed`, 'response', at, status, pointer);
    for (const [status, { pointer }] of responses.added) this.#report(`${kind(status)}-added`, 'response', at, status, pointer);
    for (const [status, left, right] of responses.both) this.#media(`${at} response ${status}`, 'response', left, right);
  }

  #security(at: string, old: Operation, now: Operation): void {
    const schemes = (bundle: Bundle, operation: Operation) => ((operation.node['security'] ?? (isNode(bundle.document) ? bundle.document['security'] : undefined) ?? []) as unknown[]).map((scheme) => JSON.stringify(scheme));
    const [left, right] = [schemes(this.before, old), schemes(this.after, now)];
    for (const scheme of left.filter((entry) => !right.includes(entry))) this.#report('security-removed', 'request', at, scheme, now.pointer);
    for (const scheme of right.filter((entry) => !left.includes(entry))) this.#report('security-added', 'request', at, scheme, now.pointer);
  }

  #token(at: string, old: Operation, now: Operation): void {
    const [left, right] = [old.node['x-idempotency'], now.node['x-idempotency']];
    if (deepEqual(left, right)) return;
    this.#report(isNode(left) ? 'token-removed' : 'token-added', 'request', at, `${print(left)} -> ${print(right)}`, now.pointer);
  }

  #rules(at: string, old: Operation, now: Operation): void {
    const rules = (bundle: Bundle, operation: Operation) => new Map(bundle.list(`${operation.pointer}/x-validations`).map(({ node, pointer }) => [String(node['id']), { rule: node['rule'], pointer }]));
    const [left, right] = [rules(this.before, old), rules(this.after, now)];
    for (const [id, { rule, pointer }] of right) if (left.get(id)?.rule !== rule) this.#report('rule-added', 'request', at, left.has(id) ? `${id} says something else` : id, pointer);
    for (const [id, { pointer }] of left) if (!right.has(id)) this.#report('rule-removed', 'request', at, id, pointer);
  }

  #parameters(at: string, old: Operation, now: Operation): void {
    const parameters = byKey(this.before.parameters(old), this.after.parameters(now), ({ node }) => `${String(node['in'])} ${String(node['name'])}`);
    const required = ({ node }: Place) => node['required'] === true;
    for (const [name, { pointer }] of parameters.removed) this.#report('parameter-removed', 'request', at, name, pointer);
    for (const [name, place] of parameters.added) {
      // What the client fills in by itself, nobody has to add.
      const ours = place.node['x-supplied-by-client'] !== undefined;
      this.#report(required(place) && !ours ? 'parameter-added-required' : 'parameter-added', 'request', at, name, place.pointer);
    }
    for (const [name, left, right] of parameters.both) {
      this.#required(`${at} ${name}`, 'request', required(left), required(right), right.pointer);
      this.#schema(`${at} ${name}`, 'request', this.before.inside(left, 'schema'), this.after.inside(right, 'schema'));
    }
  }

  #body(at: string, old: Operation, now: Operation): void {
    const [left, right] = [this.before.inside(old, 'requestBody'), this.after.inside(now, 'requestBody')];
    if (left && !right) this.#report('body-removed', 'request', at, 'request body', left.pointer);
    if (!left && right) this.#report(right.node['required'] === true ? 'property-added-required' : 'body-added', 'request', at, 'request body', right.pointer);
    if (!left || !right) return;
    this.#required(`${at} request`, 'request', left.node['required'] === true, right.node['required'] === true, right.pointer);
    this.#media(`${at} request`, 'request', left, right);
  }

  #media(at: string, side: Side, old: Place, now: Place): void {
    const types = (place: Place) => Object.keys((place.node['content'] ?? {}) as object);
    const [left, right] = [types(old), types(now)];
    for (const type of left.filter((entry) => !right.includes(entry))) this.#report('body-removed', side, at, type, now.pointer);
    for (const type of right) {
      if (!left.includes(type)) this.#report('body-added', side, at, type, now.pointer);
      else this.#schema(at, side, this.before.inside(old, 'content', type, 'schema'), this.after.inside(now, 'content', type, 'schema'));
    }
  }

  #required(at: string, side: Side, old: boolean, now: boolean, pointer: Pointer): void {
    if (old !== now) this.#report(now ? 'now-required' : 'now-optional', side, at, now ? 'has to be given' : 'may be missing', pointer);
  }

  #schema(at: string, side: Side, old: Place | undefined, now: Place | undefined): void {
    if (!old || !now) return;
    const visit = `${side} ${old.pointer} ${now.pointer}`;
    if (this.#seen.has(visit)) return;
    this.#seen.add(visit);
    this.#types(at, side, old, now);
    this.#values(at, side, old, now);
    this.#keywords(at, side, old, now);
    this.#properties(at, side, old, now);
    this.#schema(`${at}[]`, side, this.before.inside(old, 'items'), this.after.inside(now, 'items'));
    const name = (place: Place) => place.node['title'] ?? place.pointer;
    const [left, right] = [this.before.alternatives(old), this.after.alternatives(now)];
    if (left.length === 1 && right.length === 1) return;
    // Alternatives that only list values have been compared as one list.
    for (const part of right.filter(({ node }) => node['enum'] === undefined)) {
      this.#schema(at, side, left.find((other) => name(other) === name(part)), part);
    }
  }

  #types(at: string, side: Side, old: Place, now: Place): void {
    const types = (bundle: Bundle, place: Place) => new Set(bundle.alternatives(place).flatMap(({ node }) => [node['type'] ?? []].flat().map((type) => (type === 'object' ? String(node['title'] ?? 'object') : String(type)))));
    this.#members('type', at, side, types(this.before, old), types(this.after, now), now.pointer);
  }

  #values(at: string, side: Side, old: Place, now: Place): void {
    // Undefined where some alternative takes any value.
    const values = (bundle: Bundle, place: Place) => {
      const lists = bundle.alternatives(place).map((part) => {
        const keywords = part.pointer === bundle.follow(place).pointer ? bundle.keywords(place) : part.node;
        return 'const' in keywords ? [keywords['const']] : (keywords['enum'] as unknown[] | undefined);
      });
      return lists.every((list) => list !== undefined) ? new Set(lists.flat().map((value) => print(value))) : undefined;
    };
    const [left, right] = [values(this.before, old), values(this.after, now)];
    if (left && right) this.#members('value', at, side, left, right, now.pointer);
    else if (right) this.#report('value-removed', side, at, `only ${[...right].join(', ')} are left`, now.pointer);
    else if (left) this.#report('value-added', side, at, 'any value', now.pointer);
  }

  #members(what: 'type' | 'value', at: string, side: Side, old: ReadonlySet<string>, now: ReadonlySet<string>, pointer: Pointer): void {
    for (const member of old) if (!now.has(member)) this.#report(`${what}-removed`, side, at, member, pointer);
    for (const member of now) if (!old.has(member)) this.#report(`${what}-added`, side, at, member, pointer);
  }

  #keywords(at: string, side: Side, old: Place, now: Place): void {
    const [left, right] = [this.before.keywords(old), this.after.keywords(now)];
    const change = (key: string) => `${key} ${print(left[key])} -> ${print(right[key])}`;
    for (const [key, direction] of Object.entries(BOUNDS)) {
      const [from, to] = [left[key], right[key]].map((bound) => (typeof bound === 'number' ? bound : direction === 'up' ? -Infinity : Infinity)) as [number, number];
      if (from !== to) this.#report((direction === 'up' ? to > from : to < from) ? 'limit-tightened' : 'limit-loosened', side, at, change(key), now.pointer);
    }
    for (const key of FORMS) {
      if (!deepEqual(left[key], right[key])) this.#report(right[key] === undefined ? 'limit-loosened' : 'form-changed', side, at, change(key), now.pointer);
    }
    if (!deepEqual(left['default'], right['default'])) this.#report('default-changed', side, at, change('default'), now.pointer);
    const [wasClosed, isClosed] = [left['additionalProperties'] === false, right['additionalProperties'] === false];
    if (wasClosed !== isClosed) this.#report(isClosed ? 'now-closed' : 'now-open', side, at, isClosed ? 'takes no further fields' : 'takes further fields', now.pointer);
  }

  #properties(at: string, side: Side, old: Place, now: Place): void {
    const properties = byKey([...this.before.properties(old)], [...this.after.properties(now)], ([name]) => name);
    const [was, is] = [this.before.required(old), this.after.required(now)];
    for (const [name, [, { pointer }]] of properties.removed) this.#report('property-removed', side, at, name, pointer);
    for (const [name, [, { pointer }]] of properties.added) this.#report(is.has(name) ? 'property-added-required' : 'property-added', side, at, name, pointer);
    for (const [name, [, left], [, right]] of properties.both) {
      this.#required(`${at} ${name}`, side, was.has(name), is.has(name), right.pointer);
      this.#schema(`${at} ${name}`, side, left, right);
    }
  }
}

interface Matched<P> {
  removed: [string, P][];
  added: [string, P][];
  both: [string, P, P][];
}

/** What only one of two lists has, and what both have, by name. */
function byKey<P>(before: readonly P[], after: readonly P[], key: (entry: P) => string): Matched<P> {
  const [old, now] = [new Map(before.map((entry) => [key(entry), entry])), new Map(after.map((entry) => [key(entry), entry]))];
  return {
    removed: [...old].filter(([name]) => !now.has(name)),
    added: [...now].filter(([name]) => !old.has(name)),
    both: [...old].flatMap(([name, entry]): [string, P, P][] => {
      const other = now.get(name);
      return other === undefined ? [] : [[name, entry, other]];
    }),
  };
}
