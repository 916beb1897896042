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

const MEANING = new RegExp(`(?:^|\\s)(${TOKEN})(?:[（(]默认(?:值)?[）)])?\\s*[:：](?!\\S*://)`, 'gu');
const LISTED = new RegExp(
  `取值(?:范围)?(?:为|是)?[:：]\\s*((?:${TOKEN}(?:[、，,/]|或)?)+)(?=[\\s。；;)）\\u4e00-\\u9fff]|$)`,
  'u',
);

/**
 * What the prose of a row says in set phrases. A line that speaks of one case only (a list item, or one that starts with a bold label)
 * states no limit and no default of the field itself, and what is not said in a set phrase is left out rather than guessed.
 */
export function readProse(marked: string, type: TypeFact): ProseFacts {
  const lines = marked
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const general = lines.filter((line) => !/^(?:- |\*\*[^*]+\*\*\s*[:：])/u.test(line)).map(unmarked);
  const facts: ProseFacts = {};
  if (type.name === undefined && !type.array) {
    const byDefault = readDefault(general, type);
    if (byDefault !== undefined) facts.default = byDefault;
    const values = type.base === 'string' ? readValues(lines.map(unmarked)) : [];
    if (values.length > 0) facts.values = values;
  }
  const limits = readLimits(general, type);
  if (Object.keys(limits).length > 0) facts.limits = limits;
  return facts;
}

function readLimits(lines: readonly string[], type: TypeFact): Limits {
  const kind = type.array
    ? 'list'
    : type.base === 'integer' || type.base === 'number'
      ? 'number'
      : type.base === 'string'
        ? 'text'
        : '';
  const limits: Limits = {};
  for (const { of, pattern, keys } of LIMIT_PATTERNS) {
    if (of !== kind) continue;
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    keys.forEach((key, index) => {
      if (found && limits[key] === undefined) limits[key] = Number(found[index + 1]);
    });
  }
  return limits;
}

function readValues(lines: readonly string[]): string[] {
  const listed = lines.map((line) => LISTED.exec(line)?.[1]).find((list) => list !== undefined);
  if (listed !== undefined) return unique(listed.split(/[、，,/]|或/u));
  const explained = unique(lines.flatMap((line) => [...line.matchAll(MEANING)].map((match) => match[1] ?? '')));
  return explained.length > 1 ? explained : [];
}

/** The default that the clearest phrase names; none where that phrase occurs with several values. */
function readDefault(lines: readonly string[], type: TypeFact): string | undefined {
  const numeric = type.base === 'integer' || type.base === 'number';
  for (const pattern of DEFAULT_PATTERNS) {
    const found = lines.flatMap((line) => [...line.matchAll(pattern)].map((match) => match[1] ?? ''));
    const values = unique(numeric ? found.map((value) => /^(\d+(?:\.\d+)?)[A-Za-z]*$/u.exec(value)?.[1] ?? '') : found);
    if (values.length > 0) return values.length === 1 ? values[0] : undefined;
  }
  return undefined;
}

function unmarked(line: string): string {
  return line.replace(/^- /u, '').replace(/`|\*\*/gu, '');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}
