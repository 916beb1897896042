import { describe, expect, test } from 'vitest';
import { docsView } from '../src/build/docs-view.js';
import type { NoteContext } from '../src/build/notes.js';
import type { OpenApiDocument, Place } from '../src/build/openapi.js';

const CONTEXT: NoteContext = {
  references: new Map([
    ['sdk', 'npm vendor-sdk 1.2.3'],
    ['guide', 'The API guide'],
  ]),
  discrepancies: new Set(['size', 'name']),
};

describe('docsView', () => {
  test('shows English, then Chinese, then notes', () => {
    const { description } = property({
      type: 'integer',
      description: 'Size of the disk.',
      'x-description-zh': '磁盘大小。',
      'x-unit': 'GiB',
    });
    expect(description).toBe(
      'Size of the disk.\n\n<div lang="zh-Hans" class="chinese">\n\n磁盘大小。\n\n</div>\n\n<div class="notes">\n\n- Unit: GiB.\n\n</div>',
    );
  });

  test.each<[string, Place, string]>([
    ['x-beyond-document', { 'x-beyond-document': true }, "- Not in the vendor's document.\n"],
    [
      'x-reference, one source',
      { 'x-beyond-document': true, 'x-reference': 'sdk [SRC]' },
      "- Not in the vendor's document. Source: npm vendor-sdk 1.2.3 (read there).",
    ],
    [
      'x-reference, two sources',
      { 'x-beyond-document': true, 'x-reference': 'sdk, guide [INF]' },
      "- Not in the vendor's document. Source: npm vendor-sdk 1.2.3; The API guide (inferred).",
    ],
    [
      'x-beyond-document-values',
      { enum: ['a', 'b', 3], 'x-beyond-document-values': ['b', 3], 'x-reference': 'sdk [RUN]' },
      "- Values that are not in the vendor's document: `b`, `3`. Source: npm vendor-sdk 1.2.3 (seen by running it).",
    ],
    ['x-ignored', { 'x-ignored': true }, '- Accepted, but has no effect here.'],
    ['x-sensitive', { 'x-sensitive': true }, '- Sensitive: never logged, journalled or printed.'],
    ['x-unit', { 'x-unit': 'Mbps' }, '- Unit: Mbps.'],
    [
      'x-discrepancies',
      { 'x-discrepancies': ['size', 'name'] },
      '- Discrepancies: [size](discrepancies.html#size), [name](discrepancies.html#name).',
    ],
  ])('writes a note for %s', (_name, extensions, note) => {
    expect(property({ type: 'string', description: 'Text.', ...extensions }).description).toContain(note);
  });

  test.each<[string, Place, string]>([
    [
      'no idempotency token',
      { 'x-idempotency': 'none' },
      '- No idempotency token: a call that is sent again does its work again.',
    ],
    [
      'an idempotency token',
      { 'x-idempotency': { token: 'clientToken', maxLength: 64 } },
      '- Idempotent by `clientToken` (at most 64 characters)',
    ],
    [
      'a lifecycle',
      {
        'x-lifecycle': {
          operation: 'describe',
          ask: { in: 'query', name: 'filters', filter: 'instanceId' },
          answer: '/instances',
          id: 'instanceId',
          state: 'status',
          pending: [],
          ready: ['running', 2],
          failed: ['error', 'absent'],
        },
      },
      '- Progress is told by `status` in the answer of `describe`, asked with `filters` on `instanceId`. Ready: `running`, `2`; failed: `error`, absent (no longer to be found).',
    ],
    [
      'discrepancies of wire examples, each once',
      {
        'x-discrepancies': ['size'],
        'x-wire-examples': { a: { summary: 'A', value: 'x=1', 'x-discrepancies': ['size', 'name'] } },
      },
      '- Discrepancies: [size](discrepancies.html#size), [name](discrepancies.html#name).\n',
    ],
  ])('writes a note on %s', (_name, extensions, note) => {
    expect(operation({ description: 'Creates.', ...extensions }).description).toContain(note);
  });

  test('folds away the rules across fields', () => {
    const one = {
      id: 'one-only',
      rule: "self.a == `x`\n|| self['b']",
      message: 'One only.',
      error: 'INVALID',
      fields: ['/a'],
    };
    const two = {
      id: 'two-at-most',
      rule: 'true',
      message: 'Two at most.',
      error: 'INVALID',
      example: 'too-many',
      fields: ['/a'],
    };
    const { description } = operation({ description: 'Creates.', 'x-validations': [one, two] });
    expect(description).toBe(
      [
        'Creates.\n\n<details class="rules">\n<summary>2 rules across fields</summary>\n',
        "- `one-only` One only. Answered with `INVALID`.\n\n  `` self.a == `x` || self['b'] ``",
        '- `two-at-most` Two at most. Answered with `INVALID`, example `too-many`.\n\n  `true`\n\n</details>',
      ].join('\n'),
    );
  });

  test.each([
    ['constant', 'Always this value; the clients fill it in.'],
    ['region', 'The clients fill it in from their region.'],
    ['signature', 'Added when the request is signed.'],
  ])('says what the clients do about a header: %s', (how, note) => {
    expect(parameter({ 'x-supplied-by-client': how }).description).toContain(`- ${note}`);
  });

  test('puts the extensions in the schema of a parameter on the parameter, once', () => {
    const { description, schema } = parameter({
      schema: { type: 'integer', 'x-unit': 's', 'x-beyond-document': true, 'x-discrepancies': ['size'] },
    });
    expect(description).toContain(
      "- Unit: s.\n- Not in the vendor's document.\n- Discrepancies: [size](discrepancies.html#size).",
    );
    expect(schema).not.toHaveProperty('description');
  });

  test('writes the notes of the whole document into its information', () => {
    const view = viewOf({
      'x-null-members': 'absent',
      'x-request-limits': { json: 10485760, query: 32768, form: 1000 },
    });
    expect(view.info.description).toContain(
      '- A request is limited to 10 MiB of JSON, 32 KiB of query, 1000 bytes of form data.',
    );
    expect(view.info.description).toContain('- A `null` in a request body counts as left out.');
    expect(view.info.description).toContain('[All discrepancies of this one](discrepancies.html) (2)');
  });

  describe('where a description stands beside a reference', () => {
    const types = {
      Size: {
        type: 'integer',
        description: 'A size.',
        'x-unit': 'GiB',
        'x-beyond-document': true,
        'x-reference': 'sdk [SRC]',
        'x-discrepancies': ['size'],
      },
      Secret: { type: 'string', description: 'A secret.', 'x-sensitive': true },
    };

    test('the notes on the type are there too', () => {
      const { description } = property({ $ref: '#/components/schemas/Size', description: 'Size of it.' }, types);
      expect(description).toContain('Size of it.');
      expect(description).toContain('- Unit: GiB.');
      expect(description).toContain(
        "- The vendor's document does not define its type. Source: npm vendor-sdk 1.2.3 (read there).",
      );
      expect(description).toContain('[size](discrepancies.html#size)');
    });

    test('what is itself not in the document need not say so of its type', () => {
      const { description } = property(
        { $ref: '#/components/schemas/Size', description: 'Size of it.', 'x-beyond-document': true },
        types,
      );
      expect(description).toContain("- Not in the vendor's document.");
      expect(description).not.toContain('does not define');
    });

    test('the notes on the elements of an array are there too', () => {
      const { description } = property(
        { type: 'array', description: 'Secrets.', items: { $ref: '#/components/schemas/Secret' } },
        types,
      );
      expect(description).toContain('- Sensitive: never logged, journalled or printed.');
    });

    test('a type that contains itself ends', () => {
      const { description } = property(
        { $ref: '#/components/schemas/Tree', description: 'A tree.' },
        {
          Tree: {
            type: 'array',
            description: 'Trees.',
            'x-unit': 'tree',
            items: { $ref: '#/components/schemas/Tree' },
          },
        },
      );
      expect(description).toContain('- Unit: tree.');
    });
  });

  test('leaves a bare reference alone, and adds to it what it has to add', () => {
    const types = { Name: { type: 'string', description: 'A name.', 'x-description-zh': '名称。' } };
    expect(property({ $ref: '#/components/schemas/Name' }, types)).toEqual({ $ref: '#/components/schemas/Name' });
    const { description } = property({ $ref: '#/components/schemas/Name', 'x-ignored': true }, types);
    expect(description).toMatch(/^A name\.\n\n<div lang="zh-Hans" class="chinese">\n\n名称。[\s\S]*no effect here/);
  });

  test('gives a server a name in both languages and keeps notes for its details, without Markdown', () => {
    const view = viewOf({
      servers: [
        {
          url: 'https://a.example',
          description: 'Public',
          'x-description-zh': '公网',
          'x-beyond-document': true,
          'x-discrepancies': ['size'],
        },
        {
          url: 'https://b.example',
          variables: { region: { default: 'x', description: 'Region', 'x-description-zh': '地域' } },
        },
      ],
    });
    expect(view.servers[0]).toMatchObject({
      name: 'Public · 公网',
      description: "Not in the vendor's document. Discrepancies: size.",
    });
    expect(view.servers[1]).toMatchObject({ variables: { region: { description: 'Region · 地域' } } });
  });

  test.each<[string, unknown[], Place]>([
    ['one example is shown by Redoc', ['a'], { example: 'a' }],
    ['several are a line of text', ['a', 'b'], { description: 'Text.\n\nExamples: `a` `b`' }],
    ['also when they are not text', [[1], { a: 2 }], { description: 'Text.\n\nExamples: `[1]` `{"a":2}`' }],
    ['none is nothing', [], { description: 'Text.' }],
  ])('examples of a schema: %s', (_name, examples, expected) => {
    expect(property({ type: 'string', description: 'Text.', examples })).toMatchObject(expected);
  });

  test('shows examples that are a query string as code samples', () => {
    const get = {
      operationId: 'run',
      'x-wire-examples': { small: { summary: 'A small one', value: 'Action=Run&Size=1' } },
    };
    expect(viewOf({ paths: { '/api#Run': { get } } }).paths['/api#Run']?.get).toMatchObject({
      'x-codeSamples': [{ lang: 'HTTP', label: 'small', source: '# A small one\nGET /api?Action=Run&Size=1' }],
    });
  });

  test('changes no data: examples, defaults and properties that are named like keywords', () => {
    const data = { description: 'data', 'x-unit': 'data', 'x-unheard-of': 1 };
    const schema = {
      type: 'object',
      description: 'Text.',
      default: data,
      enum: [data],
      properties: {
        description: { type: 'string', description: 'A field named description.' },
        'x-field': { type: 'string' },
      },
    };
    const view = property(schema);
    expect(view).toEqual(schema);
    const examples = { small: { summary: 'Small', value: data } };
    const body = operation({
      requestBody: { description: 'Body.', content: { 'application/json': { schema: {}, examples } } },
    }).requestBody;
    expect(body).toMatchObject({ content: { 'application/json': { examples: { small: { value: data } } } } });
  });

  test('does not touch the document that it is given', () => {
    const document = documentWith({ 'x-null-members': 'absent' });
    const before = structuredClone(document);
    docsView(document, CONTEXT);
    expect(document).toEqual(before);
  });

  test.each<[string, Place, string]>([
    ['an extension that nobody knows', { 'x-unheard-of': true }, 'The docs do not know x-unheard-of'],
    [
      'a source that is not explained',
      { 'x-beyond-document': true, 'x-reference': 'nobody [SRC]' },
      'does not explain "nobody [SRC]"',
    ],
    [
      'a mark that is not explained',
      { 'x-beyond-document': true, 'x-reference': 'sdk [???]' },
      'does not explain "sdk [???]"',
    ],
    [
      'a discrepancy that does not exist',
      { 'x-discrepancies': ['size', 'nothing'] },
      'There is no discrepancy nothing',
    ],
  ])('refuses %s', (_name, extensions, message) => {
    expect(() => property({ type: 'string', description: 'Text.', ...extensions })).toThrow(message);
  });
});

function documentWith(parts: Place): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: { title: 'Vendor', version: '1', description: 'A vendor.' },
    servers: [],
    paths: {},
    ...parts,
  };
}

function viewOf(parts: Place): OpenApiDocument {
  return docsView(documentWith(parts), CONTEXT);
}

function property(schema: Place, types: Record<string, Place> = {}): Place {
  const view = viewOf({
    components: { schemas: { ...types, Request: { type: 'object', properties: { it: schema } } } },
  });
  return (view.components as { schemas: { Request: { properties: { it: Place } } } }).schemas.Request.properties.it;
}

function operation(parts: Place): Place {
  return viewOf({ paths: { '/': { post: { operationId: 'create', ...parts } } } }).paths['/']?.post as Place;
}

function parameter(parts: Place): Place {
  const [first] = operation({
    parameters: [{ name: 'X-It', in: 'header', description: 'It.', schema: { type: 'string' }, ...parts }],
  }).parameters as Place[];
  return first as Place;
}
