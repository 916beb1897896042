import type { Limits, TypeFact } from './facts.js';

/** Facts that the prose of a row states in one of a few set phrases. */
export interface ProseFacts {
  default?: string;
  values?: string[];
  limits?: Limits;
}

const TOKEN = '[A-Za-z0-9](?:[\\w.&-]*[A-Za-z0-9])?';
const NUMBER = '\\d+';
const RANGE = `[\\[【(（]?\\s*(${NUMBER})\\s*[,，~～\\-—至到]\\s*(${NUMBER})(?![\\d.])`;

/** Each pattern reads one limit; what it may be read for is the kind of type it stands under. */
const LIMIT_PATTERNS: readonly { of: 'number' | 'text' | 'list'; pattern: RegExp; keys: readonly (keyof Limits)[] }[] =
  [
    { of: 'number', pattern: new RegExp(`范围(?:为|是)?[:：]?\\s*${RANGE}`, 'u'), keys: ['minimum', 'maximum'] },
    { of: 'number', pattern: new RegExp(`步长(?:为|是)?[:：]?\\s*(${NUMBER})`, 'u'), keys: ['multipleOf'] },
    {
      of: 'text',
      pattern: new RegExp(`(?:长度(?:为|是)?|必须是)[:：]?\\s*${RANGE}[\\]】)）]?\\s*(?:位|个)?字符`, 'u'),
      keys: ['minLength', 'maxLength'],
    },
    {
      of: 'text',
      pattern: new RegExp(`(?:长度|最大值)?不(?:能|得|可)?超过\\s*(${NUMBER})\\s*个?(?:ASCII)?字符`, 'u'),
      keys: ['maxLength'],
    },
    {
      of: 'text',
      pattern: new RegExp(`字符长度不(?:能|得|可)?超过\\s*(${NUMBER})(?![\\dA-Za-z])`, 'u'),
      keys: ['maxLength'],
    },
    { of: 'text', pattern: new RegExp(`(?<!\\d)(${NUMBER})个?字符以内`, 'u'), keys: ['maxLength'] },
    {
      of: 'list',
      pattern: new RegExp(`最多(?:可|可以)?(?:支持|指定|绑定)?\\s*(${NUMBER})\\s*[个对项条台]`, 'u'),
      keys: ['maxItems'],
    },
  ];

const DEFAULT_VALUE = `默认(?:取值|值)?(?:为|是|[:：])\\s*(${TOKEN})(?=[\\s，。,;；.)）]|[A-Z\\u4e00-\\u9fff]|$)`;

/** From the clearest phrase to the vaguest: a sentence of its own, a note beside the value, a half sentence. */
const DEFAULT_PATTERNS: readonly RegExp[] = [
  new RegExp(`(?:^|[。；;]\\s*)${DEFAULT_VALUE}`, 'gu'),
  new RegExp(`(${TOKEN})\\s*[（(]默认(?:值)?[）)]`, 'gu'),
  new RegExp(DEFAULT_VALUE, 'gu'),
  new RegExp(`默认[A-Za-z\\u4e00-\\u9fff]{1,6}为\\s*(${TOKEN})(?=[\\s，。]|$)`, 'gu'),
];

/** A limit in words: one element. */
const SINGLE = /仅支持[^。；]{0,20}?(?:单|一|1)个/u;

/** Ranges of which each holds in one case. What none of them allows, the field never takes. */
const CASE_PATTERNS: Record<'number' | 'text', RegExp> = {
  number: new RegExp(`(?:[:：]|为)\\s*(?:${RANGE}|(${NUMBER})(?:、${NUMBER})*、(${NUMBER})(?![\\d.]))`, 'gu'),
  text: new RegExp(`长度(?:为|是)?[:：]?\\s*${RANGE}`, 'gu'),
};

const LISTED = new RegExp(
  `取值(?:范围)?(?:为|是)?[:：]\\s*((?:${TOKEN}(?:[、，,/]|或)?)+)(?=[\\s。；;)）\\u4e00-\\u9fff]|$)`,
  'u',
);

/** Further ways to list values, from the clearest to the vaguest; one match alone lists nothing. */
const VALUE_PATTERNS: readonly RegExp[] = [
  `(?:^|\\s)(${TOKEN})(?:[（(]默认(?:值)?[）)])?\\s*[:：](?!\\S*://)`,
  `(?:^|[\\s（(，,、])(${TOKEN})[-－—]+(?=[\\u4e00-\\u9fff])`,
  `[\\u4e00-\\u9fff](?<![值为])[:：](${TOKEN})(?=[、，,。；]|$)`,
  `(?<=支持\\S*)[\\u4e00-\\u9fff](${TOKEN})(?=、|$)`,
  `(?<=^(?:${TOKEN}(?:、|或))*)(${TOKEN})(?=(?:(?:、|或)${TOKEN})*$)(?=(?:、|或|$))`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** The only value there is. */
const ONLY = new RegExp(`仅支持[^。；，,\`A-Za-z]*\`(${TOKEN})\``, 'u');

/**
 * What the prose of a row says in set phrases, and the rest of it, in which they are blanked. A line that speaks of one case only (a list
 * item, or one that starts with a bold label) states no limit and no default of the field itself, only all cases together do. What is not
 * said in a set phrase is left out rather than guessed.
 */
export function readProse(marked: string, type: TypeFact): ProseFacts & { rest: string } {
  const lines = marked
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const text = new Lines(lines.map(unmarked), marked);
  const general = lines.flatMap((line, index) => (/^(?:- |\*\*[^*]+\*\*\s*[:：])/u.test(line) ? [] : [index]));
  const facts: ProseFacts = {};
  if (type.name === undefined && !type.array) {
    const byDefault = readDefault(text, general, type);
    if (byDefault !== undefined) facts.default = byDefault;
    const values = type.base === 'string' ? readValues(text, lines) : [];
    if (values.length > 0) facts.values = values;
  }
  const limits = readLimits(text, general, type);
  if (Object.keys(limits).length > 0) facts.limits = limits;
  return { ...facts, rest: text.rest() };
}

/** Lines of which parts are blanked as they are read. */
class Lines {
  readonly #rest: string[];
  #isBlanked = false;

  constructor(
    readonly all: readonly string[],
    readonly marked: string,
  ) {
    this.#rest = [...all];
  }

  blank(index: number, found: string, part: string | RegExp): void {
    this.#rest[index] = (this.#rest[index] ?? '').replace(found, () => found.replace(part, '·'));
    this.#isBlanked = true;
  }

  /** As it was written, where nothing was blanked. */
  rest(): string {
    return this.#isBlanked ? this.#rest.join('\n') : this.marked;
  }
}

function readLimits(text: Lines, general: readonly number[], type: TypeFact): Limits {
  const kind = kindOf(type);
  const limits: Limits = {};
  for (const { of, pattern, keys } of LIMIT_PATTERNS) {
    if (of !== kind) continue;
    const index = general.find((line) => pattern.test(text.all[line] ?? ''));
    const found = index === undefined ? null : pattern.exec(text.all[index] ?? '');
    if (!found || index === undefined || keys.some((key) => limits[key] !== undefined)) continue;
    keys.forEach((key, at) => {
      limits[key] = Number(found[at + 1]);
    });
    text.blank(index, found[0], /\d+/gu);
  }
  if (kind === 'list' && limits.maxItems === undefined && general.some((line) => SINGLE.test(text.all[line] ?? '')))
    limits.maxItems = 1;
  const [least, most] = kind === 'text' ? (['minLength', 'maxLength'] as const) : (['minimum', 'maximum'] as const);
  if (kind === 'list' || kind === undefined || limits[least] !== undefined || limits[most] !== undefined) return limits;
  const cases = [...text.all.join('\n').matchAll(CASE_PATTERNS[kind])].map((match) =>
    match.slice(1).flatMap((part) => (part === undefined ? [] : Number(part))),
  );
  return cases.length < 2
    ? limits
    : { [least]: Math.min(...cases.flat()), [most]: Math.max(...cases.flat()), ...limits };
}

function kindOf({ base, array }: TypeFact): 'number' | 'text' | 'list' | undefined {
  if (array) return 'list';
  if (base === 'integer' || base === 'number') return 'number';
  return base === 'string' ? 'text' : undefined;
}

function readValues(text: Lines, marked: readonly string[]): string[] {
  const index = text.all.findIndex((line) => LISTED.test(line));
  const listed = LISTED.exec(text.all[index] ?? '');
  if (listed) {
    text.blank(index, listed[0], listed[1] ?? '');
    return unique((listed[1] ?? '').split(/[、，,/]|或/u));
  }
  for (const pattern of VALUE_PATTERNS) {
    const explained = unique(text.all.flatMap((line) => [...line.matchAll(pattern)].map((match) => match[1] ?? '')));
    if (explained.length > 1) return explained;
  }
  return marked.flatMap((line) => ONLY.exec(line)?.[1] ?? []).slice(0, 1);
}

/** The default that the clearest phrase names; none where that phrase occurs with several values. */
function readDefault(text: Lines, general: readonly number[], type: TypeFact): string | undefined {
  const numeric = type.base === 'integer' || type.base === 'number';
  for (const pattern of DEFAULT_PATTERNS) {
    const found = general
      .flatMap((index) => [...(text.all[index] ?? '').matchAll(pattern)].map((match) => ({ index, match })))
      .map(({ index, match }) => ({
        index,
        phrase: match[0],
        value: (numeric ? /^(\d+(?:\.\d+)?)[A-Za-z]*$/u.exec(match[1] ?? '')?.[1] : match[1]) ?? '',
      }))
      .filter(({ value }) => value !== '');
    const [first, ...others] = unique(found.map(({ value }) => value));
    if (first === undefined) continue;
    if (others.length > 0) return undefined;
    for (const { index, phrase } of found) text.blank(index, phrase, first);
    return first;
  }
  return undefined;
}

function unmarked(line: string): string {
  return line.replace(/^- /u, '').replace(/`|\*\*/gu, '');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}
