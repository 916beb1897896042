import {
  CAPABILITIES,
  type Capability,
  CONVERSIONS,
  FIELDS,
  type Field,
  HOUSE_PATHS,
  type HousePath,
  type Pointer,
} from '@launchspec/instances/capabilities';
import { Notes } from './notes.js';
import { shortNames } from './short-names.js';

const BEGIN = '<!-- capability matrix: made by npm run generate -->';
const END = '<!-- end of capability matrix -->';

type Api = keyof typeof CAPABILITIES;
const APIS = Object.keys(CAPABILITIES) as Api[];

/** A README with the matrix as the capability tables give it. */
export function withMatrix(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the README lacks the lines "${BEGIN}" and "${END}"`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${matrix()}\n${readme.slice(end)}`;
}

/** Groups with so few fields get no table of their own. */
const SMALL_GROUP = 2;

function matrix(): string {
  const groups = new Map<string, HousePath[]>([['', []]]);
  for (const field of HOUSE_PATHS) {
    const group = field.split('/')[1] as string;
    const isLarge = HOUSE_PATHS.filter((each) => each.startsWith(`/${group}/`)).length > SMALL_GROUP;
    const key = isLarge ? group : '';
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  const places = new Map(APIS.map((api) => [api, shortNames(Object.values(CAPABILITIES[api]).flatMap(pointersOf))]));
  return [...groups].map(([group, fields]) => section(group, fields, places)).join('\n');
}

type Places = ReadonlyMap<Api, ReadonlyMap<Pointer, string>>;

function section(group: string, fields: readonly HousePath[], places: Places): string {
  const notes = new Notes();
  const title = group === '' ? 'The machine' : `\`${group}\``;
  const rows = fields.flatMap((field) => rowsOf(field, places, notes));
  return `### ${title}\n\n${table([['', ...APIS.map((api) => `\`${api}\``)], ...rows])}\n\n${notes.list()}`;
}

/** A row for the field, and one for each of its words. */
function rowsOf(field: HousePath, places: Places, notes: Notes): string[][] {
  const { takes, vendorsOwn }: Field = FIELDS[field];
  const name = dotted(field);
  const row = APIS.map((api) => cell(CAPABILITIES[api][field], places.get(api), notes));
  const words = typeof takes === 'string' ? [] : takes;
  return [
    [`\`${name}\`${vendorsOwn ? ' °' : ''}`, ...row],
    ...words.map((word) => [
      `\`${name}: '${word}'\``,
      ...APIS.map((api) => wordCell(CAPABILITIES[api][field], word, notes)),
    ]),
  ];
}

function cell(capability: Capability, names: ReadonlyMap<Pointer, string> | undefined, notes: Notes): string {
  if ('no' in capability) return `- ${notes.mark(capability.no)}`;
  if ('implied' in capability) return `nothing sent ${notes.mark(capability.implied)}`;
  const place = pointersOf(capability)
    .map((pointer) => names?.get(pointer))
    .join(', ');
  const how = conversionOf(capability);
  return how === undefined ? place : `${place} ${notes.mark(`converted: ${how}`)}`;
}

function conversionOf(capability: Capability): string | undefined {
  if ('as' in capability && capability.as !== undefined) return CONVERSIONS[capability.as].summary;
  if (!('values' in capability) || capability.values === undefined) return undefined;
  const { true: yes, false: no } = capability.values;
  // The words of other fields have rows of their own.
  return yes === undefined ? undefined : `true is ${spelled(yes)}, false is ${spelled(no)}`;
}

function wordCell(capability: Capability, word: string, notes: Notes): string {
  // Why stands in the row of the field.
  if (!('values' in capability)) return '-';
  const theirs = capability.values?.[word];
  return typeof theirs === 'object' ? `- ${notes.mark(theirs.no)}` : spelled(theirs);
}

function spelled(word: unknown): string {
  return `\`${JSON.stringify(word)}\``;
}

function pointersOf(capability: Capability): readonly Pointer[] {
  return 'to' in capability ? [capability.to].flat() : [];
}

function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll('/*', '[]').replaceAll('/', '.');
}

/** Padded, so that it can be read as it is, too. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
