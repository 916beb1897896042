/** A JSON object of an OpenAPI document: an operation, a schema, a parameter... */
export type Place = { readonly [key: string]: unknown };

/** A bundled OpenAPI 3.1 document. */
export interface OpenApiDocument extends Place {
  readonly info: { readonly title: string; readonly version: string; readonly summary?: string } & Place;
  readonly servers: readonly ({ readonly url: string } & Place)[];
  readonly paths: { readonly [path: string]: Place };
}

export type PlaceKind =
  | 'document'
  | 'info'
  | 'server'
  | 'serverVariable'
  | 'tag'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'parameterSchema'
  | 'requestBody'
  | 'mediaType'
  | 'response'
  | 'example'
  | 'schema'
  | 'components'
  | 'securityScheme';

type Shape = 'one' | 'list' | 'map';

type Children = Readonly<Record<string, readonly [PlaceKind, Shape]>>;

const SCHEMA_CHILDREN = {
  ...children('one', 'items', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema'),
  ...children('one', 'additionalProperties', 'unevaluatedProperties'),
  ...children('list', 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
  ...children('map', 'properties', 'patternProperties', '$defs', 'dependentSchemas'),
};

function children(shape: Shape, ...keys: readonly string[]): Children {
  return Object.fromEntries(keys.map((key) => [key, ['schema', shape] as const]));
}

const OPERATION: readonly [PlaceKind, Shape] = ['operation', 'one'];

/** Which keys of a place lead to further places; whatever else it holds (examples, defaults, extensions) is data. */
const CHILDREN: Readonly<Record<PlaceKind, Children>> = {
  document: {
    info: ['info', 'one'],
    servers: ['server', 'list'],
    tags: ['tag', 'list'],
    paths: ['pathItem', 'map'],
    components: ['components', 'one'],
  },
  info: {},
  server: { variables: ['serverVariable', 'map'] },
  serverVariable: {},
  tag: {},
  pathItem: {
    get: OPERATION,
    put: OPERATION,
    post: OPERATION,
    delete: OPERATION,
    patch: OPERATION,
    parameters: ['parameter', 'list'],
  },
  operation: {
    parameters: ['parameter', 'list'],
    requestBody: ['requestBody', 'one'],
    responses: ['response', 'map'],
    servers: ['server', 'list'],
  },
  parameter: { schema: ['parameterSchema', 'one'], examples: ['example', 'map'] },
  requestBody: { content: ['mediaType', 'map'] },
  mediaType: { schema: ['schema', 'one'], examples: ['example', 'map'] },
  response: { content: ['mediaType', 'map'], headers: ['parameter', 'map'] },
  example: {},
  schema: SCHEMA_CHILDREN,
  parameterSchema: SCHEMA_CHILDREN,
  components: {
    schemas: ['schema', 'map'],
    parameters: ['parameter', 'map'],
    headers: ['parameter', 'map'],
    requestBodies: ['requestBody', 'map'],
    responses: ['response', 'map'],
    examples: ['example', 'map'],
    securitySchemes: ['securityScheme', 'map'],
    pathItems: ['pathItem', 'map'],
  },
  securityScheme: {},
};

/** A copy of a place in which `change` has been applied to it and to every place below it, innermost first. */
export function mapPlaces(kind: PlaceKind, place: Place, change: (kind: PlaceKind, place: Place) => Place): Place {
  const copy: Record<string, unknown> = { ...place };
  for (const [key, [childKind, shape]] of Object.entries(CHILDREN[kind])) {
    const visit = (child: unknown): unknown => (isPlace(child) ? mapPlaces(childKind, child, change) : child);
    const child = copy[key];
    if (shape === 'one') copy[key] = visit(child);
    else if (shape === 'list' && Array.isArray(child)) copy[key] = child.map(visit);
    else if (shape === 'map' && isPlace(child)) {
      copy[key] = Object.fromEntries(Object.entries(child).map(([name, value]) => [name, visit(value)]));
    }
    if (copy[key] === undefined) delete copy[key];
  }
  return change(kind, copy);
}

/** Follows local references (`#/components/...`) until it meets a place that is not one. */
export function resolve(document: Place, place: Place): Place {
  let current = place;
  while (typeof current.$ref === 'string') {
    const target = pointer(document, current.$ref.slice(1));
    if (!isPlace(target)) throw new Error(`${current.$ref} points at nothing`);
    current = target;
  }
  return current;
}

export function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointer(value: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, part) => (isPlace(node) ? node[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      value,
    );
}
