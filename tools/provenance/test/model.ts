import fc from 'fast-check';
import { Bundle } from '../src/bundle.js';
import type { Base, ErrorRow, FieldRow } from '../src/facts.js';

/** A made-up API: what a document of it says, before it is written in some vendor's manner. */
export interface Model {
  path: FieldRow[];
  request: FieldRow[];
  types: { name: string; rows: FieldRow[] }[];
  response: FieldRow[];
  errors: ErrorRow[];
}

/** How a document is written: nothing here changes what it says. */
export interface Style {
  bold: boolean;
  headings: 'plain' | 'anchored' | 'numbered';
  words: number;
  order: number[];
  list: 'brackets' | 'array of' | 'linked' | 'suffix';
  value: 'escaped' | 'code' | 'entities';
  breaks: boolean;
}

const NAMES = fc.uniqueArray(fc.stringMatching(/^[a-z][A-Za-z0-9_]{1,7}[a-z]$/u), {
  minLength: 24,
  maxLength: 24,
  selector: (name) => name.toLowerCase(),
});
const TEXT = fc.stringMatching(
  /^[A-Za-z0-9*_|[\]<>&"'\\.,;:{}()$@!~-][A-Za-z0-9*_|[\]<>&"'\\.,;:{}()$@!~ -]{0,10}[A-Za-z0-9*]$/u,
);

/** A printed value of a type, and never one of another type. */
const VALUES: Record<Base, fc.Arbitrary<string>> = {
  string: TEXT,
  integer: fc.integer({ min: -5, max: 5000 }).map(String),
  number: fc.integer({ min: 1, max: 99 }).map((value) => `${value}.5`),
  boolean: fc.constantFrom('true', 'false', 'True'),
  object: fc.constant(''),
};

const row = (names: string[], types: string[]): fc.Arbitrary<FieldRow> =>
  fc
    .record({
      base: fc.constantFrom<Base>(
        'string',
        'integer',
        'number',
        'boolean',
        ...(types.length > 0 ? (['object'] as const) : []),
      ),
      array: fc.boolean(),
      required: fc.boolean(),
      name: fc.constantFrom(...names),
      type: fc.constantFrom(...types, ...(types.length > 0 ? [] : ['none'])),
    })
    .chain(({ base, array, required, name, type }) => {
      const value = VALUES[base];
      const printed = array
        ? fc
            .array(value, { minLength: 1, maxLength: 3 })
            .map((list) => JSON.stringify(list.map((entry) => coerce(entry, base))))
        : value;
      return fc
        .record({ default: fc.option(value, { nil: undefined }), example: fc.option(printed, { nil: undefined }) })
        .map(
          (cells): FieldRow => ({
            name,
            type: { base, ...(array && { array: true as const }), ...(base === 'object' && { name: type }) },
            required,
            ...(cells.default !== undefined && base !== 'object' && !array && { default: cells.default }),
            ...(cells.example !== undefined && base !== 'object' && { example: cells.example }),
          }),
        );
    });

const rows = (names: string[], types: string[]) =>
  fc.uniqueArray(row(names, types), { minLength: 1, maxLength: 6, selector: ({ name }) => name });

const errors = fc.uniqueArray(
  fc.record({
    status: fc.constantFrom(400, 403, 404, 500),
    code: fc.constantFrom('BAD_NAME', 'NOT_FOUND', 'Limit.Exceeded', 'QUOTA'),
    message: fc.stringMatching(/^[A-Z][a-z]{2,6} '?xx'? [a-z|*_]{2,8}$/u),
  }),
  { minLength: 1, maxLength: 6, selector: ({ message }) => message },
);

export const anyModel: fc.Arbitrary<Model> = NAMES.chain((names) => {
  const types = ['Boat', 'Sailor_2', 'Port'];
  return fc.record({
    path: rows(names.slice(0, 2), []).map((list) => list.map((entry) => ({ ...entry, required: true }))),
    request: rows(names.slice(2, 12), types),
    types: fc.tuple(...types.map((name) => rows(names.slice(12), []).map((list) => ({ name, rows: list })))),
    response: rows(names.slice(2, 12), []),
    errors,
  });
}).map((model) => {
  // A type that nothing uses is in no spec either: the last field of the request uses what is left.
  const used = new Set(model.request.flatMap(({ type }) => type.name ?? []));
  const uses = model.types
    .filter(({ name }) => !used.has(name))
    .map(({ name }, index): FieldRow => ({ name: `use${index}`, type: { base: 'object', name }, required: false }));
  const response = model.response.map(
    ({ name, type, example }): FieldRow => ({ name, type, required: null, ...(example !== undefined && { example }) }),
  );
  return { ...model, request: [...model.request, ...uses], response };
});

export const anyStyle: fc.Arbitrary<Style> = fc.record({
  bold: fc.boolean(),
  headings: fc.constantFrom('plain', 'anchored', 'numbered'),
  words: fc.nat(2),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
  list: fc.constantFrom('brackets', 'array of', 'linked', 'suffix'),
  value: fc.constantFrom('escaped', 'code', 'entities'),
  breaks: fc.boolean(),
});

export function coerce(text: string, base: Base): unknown {
  if (base === 'integer' || base === 'number') return Number(text);
  return base === 'boolean' ? text.toLowerCase() === 'true' : text;
}

const WORDS = {
  name: ['名称', '参数名称', 'Name'],
  type: ['类型', '类型', 'Type'],
  required: ['是否必需', '必选', 'Required'],
  default: ['默认值', '默认值', 'Default'],
  example: ['示例值', '示例值', 'Example'],
  description: ['描述', '说明', 'Description'],
  status: ['HTTP状态码', 'HTTP状态码', 'Status'],
  code: ['错误码', '错误码', 'Error code'],
  explanation: ['错误解析', '错误解析', 'Explanation'],
} as const;

/** The model as a document in the given style. */
export function render(model: Model, style: Style): string {
  const heading = (depth: number, text: string, number: number) => {
    const shown =
      style.headings === 'anchored'
        ? `<div id="${text}">${text}</div>`
        : style.headings === 'numbered' && depth === 2
          ? `${number}. ${text}`
          : text;
    return `${'#'.repeat(depth)} ${shown}\n`;
  };
  const fields = (list: readonly FieldRow[], columns: readonly (keyof typeof WORDS)[]) =>
    table(
      style,
      columns,
      list.map((entry) => ({
        name:
          style.list === 'suffix' && entry.type.array
            ? bold(`${plain(entry.name)}.N`, style)
            : bold(plain(entry.name), style),
        type: typeCell(entry, style),
        required:
          entry.required === null
            ? ''
            : ((entry.required ? ['True', '是', 'yes'] : ['False', '否', 'no'])[style.words] ?? ''),
        default: valueCell(entry.default, style),
        example: valueCell(entry.example, style),
        description: style.breaks ? '船。<br>' : '船。',
      })),
    );
  const all = ['name', 'type', 'required', 'default', 'example', 'description'] as const;
  return [
    '# createBoats\n',
    heading(2, '请求地址', 1),
    fields(model.path, all),
    heading(2, '请求参数', 2),
    fields(model.request, all),
    ...model.types.flatMap(({ name, rows: list }, index) => [heading(3, name, 10 + index), fields(list, all)]),
    heading(2, '返回参数', 3),
    fields(model.response, ['name', 'type', 'example', 'description']),
    heading(2, '错误码', 4),
    table(
      style,
      ['status', 'code', 'description', 'explanation'],
      model.errors.map(({ status, code, message }) => ({
        status: bold(String(status), style),
        code: plain(code ?? ''),
        description: plain(message ?? ''),
        explanation: '船。',
      })),
    ),
  ].join('\n');
}

function table(
  style: Style,
  columns: readonly (keyof typeof WORDS)[],
  list: readonly Partial<Record<keyof typeof WORDS, string>>[],
): string {
  const ordered = [...columns].sort(
    (a, b) => (style.order[columns.indexOf(a)] ?? 0) - (style.order[columns.indexOf(b)] ?? 0),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(ordered.map((column) => WORDS[column][style.words] ?? '')), line(ordered.map(() => ':---:')), ...list.map((cells) => line(ordered.map((column) => cells[column] ?? '')))].join('\n')}\n`;
}

function typeCell({ type }: FieldRow, { list, words }: Style): string {
  const base =
    type.name === undefined
      ? {
          string: 'String',
          integer: words === 1 ? 'Int' : 'Integer',
          number: 'Number',
          boolean: 'Boolean',
          object: 'Object',
        }[type.base]
      : plain(type.name);
  const linked = type.name === undefined ? base : `[${base}](createBoats#x)`;
  if (!type.array) return linked;
  if (list === 'brackets') return `${base}[]`;
  if (list === 'linked' && type.name !== undefined) return `[${base}[]](createBoats#x)`;
  return `Array of ${linked}`;
}

function valueCell(value: string | undefined, { value: way }: Style): string {
  if (value === undefined) return '';
  if (way === 'code' && !/[`|\\&<]|^\s|\s$/u.test(value)) return `\`${value}\``;
  if (way === 'entities')
    return [...value]
      .map((character) => (/[A-Za-z0-9 -]/u.test(character) ? character : `&#${character.codePointAt(0)};`))
      .join('');
  return plain(value);
}

function plain(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/gu, '\\$&');
}

function bold(text: string, style: Style): string {
  return style.bold ? `**${text}**` : text;
}

/** The spec that says the same as the model. */
export function specOf(model: Model): Bundle {
  const object = (title: string, list: readonly FieldRow[]) => ({
    type: 'object',
    title,
    required: list.filter(({ required }) => required === true).map(({ name }) => name),
    properties: Object.fromEntries(list.map((entry) => [entry.name, schemaOf(entry)])),
  });
  const responses = new Map<number, Record<string, unknown>>();
  model.errors.forEach(({ status = 0, code, message }, index) => {
    responses.set(status, { ...responses.get(status), [`e${index}`]: { value: { code, message } } });
  });
  const json = (schema: string, examples?: Record<string, unknown>) => ({
    content: {
      'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, ...(examples && { examples }) },
    },
  });
  return new Bundle({
    'x-envelope': { result: '', error: '', code: '/code', message: '/message', requestId: '/requestId' },
    paths: {
      '/boats': {
        post: {
          parameters: model.path.map((entry) => ({
            name: entry.name,
            in: 'path',
            required: entry.required,
            schema: schemaOf(entry),
          })),
          requestBody: json('CreateBoatsRequest'),
          responses: {
            200: json('CreateBoatsResponse'),
            ...Object.fromEntries([...responses].map(([status, examples]) => [status, json('Failure', examples)])),
          },
        },
      },
    },
    components: {
      schemas: {
        CreateBoatsRequest: object('CreateBoatsRequest', model.request),
        CreateBoatsResponse: object('CreateBoatsResponse', model.response),
        ...Object.fromEntries(model.types.map(({ name, rows: list }) => [name, object(name, list)])),
        Failure: {
          type: 'object',
          'x-beyond-document': true,
          properties: {
            code: { type: 'string', enum: [...new Set(model.errors.map(({ code }) => code))] },
            message: { type: 'string' },
          },
        },
      },
    },
  });
}

function schemaOf({ type, default: byDefault, example }: FieldRow): Record<string, unknown> {
  const single = type.name === undefined ? { type: type.base } : { $ref: `#/components/schemas/${type.name}` };
  const value =
    example === undefined ? undefined : type.array ? (JSON.parse(example) as unknown) : coerce(example, type.base);
  return {
    ...(type.array ? { type: 'array', items: single } : single),
    ...(byDefault !== undefined && { default: coerce(byDefault, type.base) }),
    ...(value !== undefined && { examples: [value] }),
  };
}

function another(value: string | undefined, base: Base): string {
  if (base === 'boolean') return value?.toLowerCase() === 'true' ? 'false' : 'true';
  return value === '77777' ? '88888' : '77777';
}

export interface Changed {
  what: string;
  model: Model;
  /** A spec may have an example where the document has none, so only the document's side of this change has to be seen. */
  inDocumentOnly: boolean;
}

/** What can be changed about a row. */
const FIELD_CHANGES: Record<string, (row: FieldRow) => FieldRow | undefined> = {
  removed: () => undefined,
  renamed: (row) => ({ ...row, name: 'renamed' }),
  type: ({ name, required, type }) => ({
    name,
    required,
    type: { base: type.base === 'boolean' ? 'integer' : 'boolean' },
  }),
  list: ({ name, required, type: { array, ...type } }) => ({
    name,
    required,
    type: array ? type : { ...type, array: true },
  }),
  required: (row) => (row.required === null ? undefined : { ...row, required: !row.required }),
  default: (row) =>
    row.required === null || row.type.array || row.type.base === 'object'
      ? undefined
      : { ...row, default: another(row.default, row.type.base) },
  example: (row) =>
    row.type.array || row.type.base === 'object' ? undefined : { ...row, example: another(row.example, row.type.base) },
};

const ERROR_CHANGES: Record<string, (row: ErrorRow) => ErrorRow | undefined> = {
  removed: () => undefined,
  status: (row) => ({ ...row, status: 418 }),
  code: (row) => ({ ...row, code: 'CHANGED' }),
  message: (row) => ({ ...row, message: 'Changed' }),
};

/** The model with one row removed, or one thing about it changed; what cannot be changed about a row removes it. */
export const anyChange: fc.Arbitrary<(model: Model) => Changed> = fc
  .record({
    error: fc.boolean(),
    table: fc.nat(),
    row: fc.nat(),
    field: fc.constantFrom(...Object.keys(FIELD_CHANGES)),
    answer: fc.constantFrom(...Object.keys(ERROR_CHANGES)),
  })
  .map(({ error, table: tableIndex, row: rowIndex, field, answer }) => (model) => {
    const copy = structuredClone(model);
    const replace = <R>(list: R[], change: ((row: R) => R | undefined) | undefined): string => {
      const at = rowIndex % list.length;
      const changed = change?.(list[at] as R);
      list.splice(at, 1, ...(changed === undefined ? [] : [changed]));
      return JSON.stringify([model, at, changed]);
    };
    if (error) return { what: replace(copy.errors, ERROR_CHANGES[answer]), model: copy, inDocumentOnly: false };
    const tables = [copy.path, copy.request, ...copy.types.map(({ rows: list }) => list), copy.response];
    return {
      what: replace(tables[tableIndex % tables.length] as FieldRow[], FIELD_CHANGES[field]),
      model: copy,
      inDocumentOnly: field === 'example',
    };
  });
