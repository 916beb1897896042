import { BREAKING, type SpecChange } from './breaking-rules.js';
import { byKey, type Context, compareSchemas, type Pair, required, type Spot } from './breaking-schemas.js';
import { type Bundle, isNode, type Node, type Operation, type Place } from './bundle.js';
import { join } from './pointer.js';
import { deepEqual, print } from './values.js';

/** Every difference between two bundles that concerns a client, each classified by the table in `breaking-rules.ts`. */
export function breaking(before: Bundle, after: Bundle): SpecChange[] {
  // A type that is used in several places changes once.
  const changes = new Map<string, SpecChange>();
  const context: Context = {
    bundles: [before, after],
    seen: new Set(),
    report: ({ at, direction }, kind, message, pointer) => {
      const change = { kind, breaking: BREAKING[kind][direction], at, message, pointer };
      changes.set(`${kind} ${direction} ${pointer} ${message}`, change);
    },
  };
  compareServers(context);
  compareRoot(context);
  const operations = byKey(
    both(context, (bundle) => bundle.operations()),
    nameOf,
  );
  const spot: Spot = { at: 'operations', direction: 'request' };
  for (const [name, { pointer }] of operations.removed) context.report(spot, 'operation-removed', name, pointer);
  for (const [name, { pointer }] of operations.added) context.report(spot, 'operation-added', name, pointer);
  for (const [name, ...pair] of operations.shared) compareOperations(context, { at: name, direction: 'request' }, pair);
  return [...changes.values()];
}

function nameOf({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function both<T>({ bundles: [before, after] }: Context, read: (bundle: Bundle) => T): Pair<T> {
  return [read(before), read(after)];
}

/** Reads something of both editions of a place. */
function each<T>(
  { bundles: [before, after] }: Context,
  [old, now]: Pair<Place>,
  read: (bundle: Bundle, place: Place) => T,
): Pair<T> {
  return [read(before, old), read(after, now)];
}

function compareServers(context: Context): void {
  const servers = byKey(
    both(context, (bundle) => bundle.servers()),
    ({ node }) => String(node.url),
  );
  const spot: Spot = { at: 'servers', direction: 'request' };
  for (const [url, { pointer }] of servers.removed) context.report(spot, 'server-removed', url, pointer);
  for (const [url, { pointer }] of servers.added) context.report(spot, 'server-added', url, pointer);
}

/** What a client is told about all answers and requests. */
function compareRoot({ bundles, report }: Context): void {
  const [old, now] = bundles.map(({ document }) => (isNode(document) ? document : {})) as [Node, Node];
  const spot: Spot = { at: 'all operations', direction: 'request' };
  if (!deepEqual(old['x-envelope'], now['x-envelope']))
    report(spot, 'envelope-changed', `${print(old['x-envelope'])} -> ${print(now['x-envelope'])}`, '#/x-envelope');
  if (old['x-null-members'] !== now['x-null-members'])
    report(spot, now['x-null-members'] === undefined ? 'nulls-refused' : 'nulls-allowed', 'null', '#/x-null-members');
  const limits = [old, now].map((root) => (root['x-request-limits'] ?? {}) as Record<string, number>);
  for (const key of new Set(limits.flatMap((entry) => Object.keys(entry)))) {
    const [from, to] = limits.map((entry) => entry[key] ?? Number.POSITIVE_INFINITY) as [number, number];
    const kind = to < from ? 'limit-tightened' : 'limit-loosened';
    if (from !== to) report(spot, kind, `${key} ${from} -> ${to} bytes`, '#/x-request-limits');
  }
}

function compareOperations(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const [old, now] = pair;
  if (old.node.operationId !== now.node.operationId) {
    const names = `${print(old.node.operationId)} -> ${print(now.node.operationId)}`;
    context.report(spot, 'operation-renamed', names, now.pointer);
  }
  compareSecurity(context, spot, pair);
  compareToken(context, spot, pair);
  compareLifecycle(context, spot, pair);
  compareRules(context, spot, pair);
  compareParameters(context, spot, pair);
  compareBodies(context, spot, pair);
  compareResponses(context, spot, pair);
}

function compareSecurity(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const schemes = byKey(
    each(context, pair, ({ document }, { node }) => {
      const inherited = isNode(document) ? document.security : undefined;
      return ((node.security ?? inherited ?? []) as unknown[]).map((scheme) => JSON.stringify(scheme));
    }),
    (scheme) => scheme,
  );
  for (const [scheme] of schemes.removed) context.report(spot, 'security-removed', scheme, pair[1].pointer);
  for (const [scheme] of schemes.added) context.report(spot, 'security-added', scheme, pair[1].pointer);
  const names = new Set(schemes.shared.flatMap(([scheme]) => Object.keys(JSON.parse(scheme) as object)));
  for (const name of names) {
    const pointer = join('#', 'components', 'securitySchemes', name);
    const [old, now] = each(context, pair, (bundle) => {
      const { description: _, ...scheme } = bundle.place(pointer)?.node ?? {};
      return Object.fromEntries(Object.entries(scheme).filter(([key]) => !key.startsWith('x-')));
    });
    if (!deepEqual(old, now)) context.report(spot, 'security-changed', name, pointer);
  }
}

function compareLifecycle(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const [old, now] = [pair[0].node['x-lifecycle'], pair[1].node['x-lifecycle']];
  if (deepEqual(old, now)) return;
  const kind = old === undefined ? 'lifecycle-added' : 'lifecycle-changed';
  context.report(spot, kind, `${print(old)} -> ${print(now)}`, pair[1].pointer);
}

function compareToken(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const [old, now] = [pair[0].node['x-idempotency'], pair[1].node['x-idempotency']];
  if (deepEqual(old, now)) return;
  const kind = isNode(old) ? 'token-removed' : 'token-added';
  context.report(spot, kind, `${print(old)} -> ${print(now)}`, pair[1].pointer);
}

function compareRules(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const lists = each(context, pair, (bundle, { pointer }) => bundle.list(`${pointer}/x-validations`));
  const rules = byKey(lists, ({ node }) => String(node.id));
  for (const [id, { pointer }] of rules.removed) context.report(spot, 'rule-removed', id, pointer);
  for (const [id, { pointer }] of rules.added) context.report(spot, 'rule-added', id, pointer);
  for (const [id, old, { node, pointer }] of rules.shared) {
    if (old.node.rule !== node.rule) context.report(spot, 'rule-added', `${id} says something else`, pointer);
    if (old.node.error !== node.error)
      context.report(spot, 'rule-error-changed', `${id}: ${print(old.node.error)} -> ${print(node.error)}`, pointer);
  }
}

function compareParameters(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const lists = each(context, pair, (bundle, place) => bundle.parameters(place));
  const parameters = byKey(lists, ({ node }) => `${String(node.in)} ${String(node.name)}`);
  for (const [name, { pointer }] of parameters.removed) context.report(spot, 'parameter-removed', name, pointer);
  for (const [name, { node, pointer }] of parameters.added) {
    // What the client fills in by itself, nobody has to add.
    const isAsked = node.required === true && node['x-supplied-by-client'] === undefined;
    context.report(spot, isAsked ? 'parameter-added-required' : 'parameter-added', name, pointer);
  }
  for (const [name, old, now] of parameters.shared) {
    const inner = { ...spot, at: `${spot.at} ${name}` };
    const [wasSupplied, isSupplied] = [old, now].map(({ node }) => node['x-supplied-by-client'] !== undefined);
    if (!wasSupplied && isSupplied) context.report(inner, 'parameter-supplied', name, now.pointer);
    if (wasSupplied && !isSupplied) context.report(inner, 'parameter-not-supplied', name, now.pointer);
    required(context, inner, [old.node.required === true, now.node.required === true], now.pointer);
    compareSchemas(
      context,
      inner,
      each(context, [old, now], (bundle, place) => bundle.inside(place, 'schema')),
    );
  }
}

function compareBodies(context: Context, spot: Spot, pair: Pair<Operation>): void {
  const [old, now] = each(context, pair, (bundle, place) => bundle.inside(place, 'requestBody'));
  const inner = { ...spot, at: `${spot.at} request` };
  if (old && !now) context.report(inner, 'body-removed', 'request body', old.pointer);
  if (!old && now) {
    const kind = now.node.required === true ? 'property-added-required' : 'body-added';
    context.report(inner, kind, 'request body', now.pointer);
  }
  if (!old || !now) return;
  required(context, inner, [old.node.required === true, now.node.required === true], now.pointer);
  compareMedia(context, inner, [old, now]);
}

function compareResponses(context: Context, { at }: Spot, pair: Pair<Operation>): void {
  const lists = each(context, pair, (bundle, operation) => [...bundle.responses(operation)]);
  const responses = byKey(lists, ([status]) => status);
  const kind = (status: string) => (status.startsWith('2') ? 'success' : 'error');
  const spot: Spot = { at, direction: 'response' };
  for (const [status, [, { pointer }]] of responses.removed) {
    context.report(spot, `${kind(status)}-removed`, status, pointer);
  }
  for (const [status, [, { pointer }]] of responses.added) {
    context.report(spot, `${kind(status)}-added`, status, pointer);
  }
  for (const [status, [, old], [, now]] of responses.shared) {
    compareMedia(context, { ...spot, at: `${at} response ${status}` }, [old, now]);
  }
}

function compareMedia(context: Context, spot: Spot, pair: Pair<Place>): void {
  const lists = each(context, pair, (_, { node }) => Object.keys((node.content ?? {}) as object));
  const types = byKey(lists, (type) => type);
  for (const [type] of types.removed) context.report(spot, 'body-removed', type, pair[1].pointer);
  for (const [type] of types.added) context.report(spot, 'body-added', type, pair[1].pointer);
  for (const [type] of types.shared) {
    compareSchemas(
      context,
      spot,
      each(context, pair, (bundle, place) => bundle.inside(place, 'content', type, 'schema')),
    );
  }
}
