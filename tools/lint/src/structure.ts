/** The objects of an OpenAPI 3.1 document that the rules tell apart. */
export type Kind =
  | 'root'
  | 'info'
  | 'contact'
  | 'license'
  | 'server'
  | 'serverVariable'
  | 'tag'
  | 'externalDocs'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'responses'
  | 'response'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'link'
  | 'callback'
  | 'components'
  | 'securityScheme'
  | 'oauthFlows'
  | 'oauthFlow'
  | 'schema'
  | 'discriminator'
  | 'xml';

/** How a field holds objects of a kind: itself, as a list, or as a map from names. */
export interface Field {
  readonly as: 'one' | 'list' | 'map';
  readonly kind: Kind;
}

const one = (kind: Kind): Field => ({ as: 'one', kind });
const list = (kind: Kind): Field => ({ as: 'list', kind });
const map = (kind: Kind): Field => ({ as: 'map', kind });

/** Methods of a path item. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

const described = { schema: one('schema'), examples: map('example'), content: map('mediaType') };

/** Which fields of which object hold which objects; `*` stands for every field that is not an extension. */
export const STRUCTURE: Readonly<Record<Kind, Readonly<Record<string, Field>>>> = {
  root: {
    info: one('info'),
    servers: list('server'),
    tags: list('tag'),
    externalDocs: one('externalDocs'),
    paths: one('paths'),
    webhooks: map('pathItem'),
    components: one('components'),
  },
  info: { contact: one('contact'), license: one('license') },
  contact: {},
  license: {},
  server: { variables: map('serverVariable') },
  serverVariable: {},
  tag: { externalDocs: one('externalDocs') },
  externalDocs: {},
  paths: { '*': one('pathItem') },
  pathItem: {
    ...Object.fromEntries(METHODS.map((method) => [method, one('operation')])),
    parameters: list('parameter'),
    servers: list('server'),
  },
  operation: {
    externalDocs: one('externalDocs'),
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: one('responses'),
    callbacks: map('callback'),
    servers: list('server'),
  },
  parameter: described,
  header: described,
  requestBody: { content: map('mediaType') },
  responses: { '*': one('response') },
  response: { headers: map('header'), content: map('mediaType'), links: map('link') },
  mediaType: { schema: one('schema'), examples: map('example'), encoding: map('encoding') },
  encoding: { headers: map('header') },
  example: {},
  link: { server: one('server') },
  callback: { '*': one('pathItem') },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
  },
  securityScheme: { flows: one('oauthFlows') },
  oauthFlows: { '*': one('oauthFlow') },
  oauthFlow: {},
  schema: {
    properties: map('schema'),
    patternProperties: map('schema'),
    dependentSchemas: map('schema'),
    $defs: map('schema'),
    items: one('schema'),
    prefixItems: list('schema'),
    contains: one('schema'),
    unevaluatedItems: one('schema'),
    additionalProperties: one('schema'),
    unevaluatedProperties: one('schema'),
    propertyNames: one('schema'),
    contentSchema: one('schema'),
    allOf: list('schema'),
    anyOf: list('schema'),
    oneOf: list('schema'),
    not: one('schema'),
    if: one('schema'),
    // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
    then: one('schema'),
    else: one('schema'),
    discriminator: one('discriminator'),
    externalDocs: one('externalDocs'),
    xml: one('xml'),
  },
  discriminator: {},
  xml: {},
};
