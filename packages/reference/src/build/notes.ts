import { DocsViewError } from './docs-view-error.js';
import { code, codes } from './markdown.js';
import { isPlace, type Place, resolve } from './openapi.js';
import { spellReference } from './references.js';

/** What notes spell out or link to. */
export interface NoteContext {
  /** Sources outside the vendor documents, by short name. */
  readonly references: ReadonlyMap<string, string>;
  /** Ids of the discrepancies of the API at hand. */
  readonly discrepancies: ReadonlySet<string>;
}

type NoteWriter = (value: never, place: Place, context: NoteContext) => string | undefined;

/** One writer an extension, in the order in which the notes are to stand. */
const WRITERS: Readonly<Record<string, NoteWriter>> = {
  'x-idempotency': idempotency,
  'x-purchase': purchase,
  'x-lifecycle': lifecycle,
  'x-request-limits': (limits: Readonly<Record<string, number>>) =>
    `A request is limited to ${Object.entries(limits)
      .map(([form, bytes]) => `${size(bytes)} of ${REQUEST_FORMS[form] ?? form}`)
      .join(', ')}.`,
  'x-null-members': () => 'A `null` in a request body counts as left out.',
  'x-ignored': () => 'Accepted, but has no effect here.',
  'x-sensitive': () => 'Sensitive: never logged, journalled or printed.',
  'x-unit': (unit: string) => `Unit: ${unit}.`,
  'x-supplied-by-client': (how: string) => SUPPLIED[how],
  'x-beyond-document': (_value: true, place, context) =>
    `Not in the vendor's document. ${source(place, context)}`.trim(),
  'x-beyond-document-values': (values: readonly unknown[], place, context) =>
    `Values that are not in the vendor's document: ${codes(values)}. ${source(place, context)}`.trim(),
};

/** Shown in another way: in a block of its own, in another note, or as a code sample. */
const SHOWN_OTHERWISE = ['x-description-zh', 'x-reference', 'x-discrepancies', 'x-validations', 'x-wire-examples'];

/** What only tools and the mock read; the schemas and named examples already tell readers the same. */
const FOR_TOOLS = [
  'x-generated',
  'x-envelope',
  'x-violation-errors',
  'x-gateway-errors',
  'x-error-kinds',
  'x-signing',
  'x-query-form',
];

/** Extensions of a type that hold for whatever is of that type. */
const OF_THE_TYPE = ['x-sensitive', 'x-unit', 'x-beyond-document-values'];

/**
 * The notes on one place, as Markdown. Where a description stands beside a reference, Redoc shows that one alone, so what matters of
 * the type is among the notes too.
 */
export function notesOf(document: Place, place: Place, context: NoteContext): string[] {
  for (const extension of Object.keys(place)) {
    if (extension.startsWith('x-') && !isKnown(extension)) {
      throw new DocsViewError(
        extension,
        place[extension],
        `The docs do not know ${extension}: add it to the notes, or to what only tools read (packages/reference/src/build/notes.ts).`,
      );
    }
  }
  const types = 'description' in place ? typesOf(document, place) : [];
  const notes = writeNotes(Object.keys(WRITERS), place, context);
  const typeNotes = types.flatMap((type) => writeNotes(OF_THE_TYPE, type, context));
  if (!('x-beyond-document' in place)) {
    const type = types.find((candidate) => candidate['x-beyond-document'] === true);
    if (type) typeNotes.push(`The vendor's document does not define its type. ${source(type, context)}`.trim());
  }
  return [...new Set([...notes, ...typeNotes, ...discrepancies([place, ...types], context)])];
}

function isKnown(extension: string): boolean {
  return extension in WRITERS || SHOWN_OTHERWISE.includes(extension) || FOR_TOOLS.includes(extension);
}

function writeNotes(extensions: readonly string[], place: Place, context: NoteContext): string[] {
  return extensions.flatMap((extension) => {
    const value = place[extension];
    return value === undefined ? [] : ((WRITERS[extension] as NoteWriter)(value as never, place, context) ?? []);
  });
}

/** What a place refers to: the type of a property, parameter or body, the elements of an array, and what those refer to. */
function typesOf(document: Place, place: Place): Place[] {
  const found: Place[] = [];
  const next = (from: Place): unknown => {
    if (typeof from.$ref === 'string') return resolve(document, from);
    if (isPlace(from.content)) return Object.values(from.content)[0];
    return from.items ?? from.schema;
  };
  for (let type = next(place); isPlace(type) && !found.includes(type); type = next(type)) found.push(type);
  return found;
}

function source(place: Place, { references }: NoteContext): string {
  const reference = place['x-reference'];
  return typeof reference === 'string' ? `Source: ${spellReference(reference, references)}.` : '';
}

function discrepancies(places: readonly Place[], context: NoteContext): string[] {
  const wireExamples = places.flatMap(
    (place) => Object.values((place['x-wire-examples'] as Place | undefined) ?? {}) as Place[],
  );
  const ids = [...places, ...wireExamples].flatMap((place) => (place['x-discrepancies'] as string[] | undefined) ?? []);
  const unknown = ids.find((id) => !context.discrepancies.has(id));
  if (unknown !== undefined) {
    throw new DocsViewError(
      'x-discrepancies',
      unknown,
      `There is no discrepancy ${unknown} in the discrepancies.yaml of the API.`,
    );
  }
  return ids.length === 0
    ? []
    : [`Discrepancies: ${[...new Set(ids)].map((id) => `[${id}](discrepancies.html#${id})`).join(', ')}.`];
}

const SUPPLIED: Readonly<Record<string, string>> = {
  constant: 'Always this value; the clients fill it in.',
  region: 'The clients fill it in from their region.',
  signature: 'Added when the request is signed.',
};

const REQUEST_FORMS: Readonly<Record<string, string>> = { json: 'JSON', form: 'form data', query: 'query' };

function size(bytes: number): string {
  const units: readonly [number, string][] = [
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
  ];
  const [factor, unit] = units.find(([candidate]) => bytes % candidate === 0) ?? [1, 'bytes'];
  return `${bytes / factor} ${unit}`;
}

type State = string | number;

interface Ask {
  readonly name: string;
  readonly filter?: string;
}

function asked({ name, filter }: Ask): string {
  return filter === undefined ? code(name) : `${code(name)} on ${code(filter)}`;
}

function idempotency(value: 'none' | 'safe' | { token: string; maxLength: number }): string {
  if (value === 'safe') return 'Only reads: it may be sent again.';
  if (value === 'none') {
    return 'No idempotency token: a call that is sent again does its work again. Where the outcome of a call is not known, look before repeating it.';
  }
  return `Idempotent by ${code(value.token)} (at most ${value.maxLength} characters): a call that is sent again with the same token does not do its work again.`;
}

function purchase({ lookup }: { lookup: { operation: string; ask?: Ask; from?: string } }): string {
  const by = lookup.ask ? `, asked with ${asked(lookup.ask)} for the value of ${code(String(lookup.from))}` : '';
  return `Spends money. What a call has bought is found again by ${code(lookup.operation)}${by}.`;
}

interface Lifecycle {
  readonly operation: string;
  readonly ask: Ask;
  readonly state: string;
  readonly order?: { readonly operation: string; readonly ask: Ask };
  readonly pending: readonly State[];
  readonly ready: readonly State[];
  readonly failed: readonly State[];
}

function lifecycle({ operation, ask, state: field, order, pending, ready, failed }: Lifecycle): string {
  const states = Object.entries({ pending, ready, failed }).filter(([, values]) => values.length > 0);
  const listed = states.map(([meaning, values]) => `${meaning}: ${values.map(state).join(', ')}`).join('; ');
  const first = order
    ? `The instance of an order is told by ${code(order.operation)}, asked with ${asked(order.ask)}. `
    : '';
  const meanings = listed === '' ? '' : ` ${listed.charAt(0).toUpperCase()}${listed.slice(1)}.`;
  return `${first}Progress is told by ${code(field)} in the answer of ${code(operation)}, asked with ${asked(ask)}.${meanings}`;
}

/** `absent` and `present` are ours: the vendors have no word for what can no longer, or already, be found. */
function state(value: State): string {
  if (value === 'absent') return 'absent (no longer to be found)';
  return value === 'present' ? 'present (found at all)' : code(String(value));
}
