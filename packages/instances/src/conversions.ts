import type { LaunchFields, NameSequence } from './launch-request.js';
import { isTree, type Tree } from './tree.js';

/** How values of a launch request become values of a vendor request, and back. */
export interface Conversion {
  /** For the trace and the tables: what it does. */
  readonly summary: string;
  /** One value for each pointer, in order; `undefined` sends nothing there. What stands under `vendor` is part of the request too. */
  readonly encode: (value: never, request: LaunchFields, vendor: Tree) => readonly unknown[] | Refusal;
  /** The value of ours, or undefined where there is none. Whoever asks encodes it again and compares. */
  readonly decode: (...values: readonly unknown[]) => unknown;
  /** What stands under the value in the vendor request has fields of its own. */
  readonly shallow?: true;
}

/** A value that cannot be converted. */
export interface Refusal {
  /** What is wrong, following the field: "takes exactly one here". */
  readonly refused: string;
  readonly fix: string;
}

export function isRefusal(value: readonly unknown[] | Refusal): value is Refusal {
  return !Array.isArray(value);
}

const NO_PATTERN = 'give {prefix, start, digits} for a running number, or another text';

/** The vendor's own spelling of a running number inside a text. */
function sequence(
  summary: string,
  spelling: {
    /** What the vendor would read as a number, in a text that is meant as it stands. */
    readonly pattern: RegExp;
    readonly write: (sequence: NameSequence) => string | Refusal;
    readonly read: RegExp;
    /** How many digits a match is written with. */
    readonly digits: (match: Readonly<Record<string, string>>) => number;
  },
): Conversion {
  return {
    summary,
    encode: (value: string | NameSequence) => {
      if (typeof value !== 'string') {
        const { prefix, suffix = '' } = value;
        if (spelling.pattern.test(prefix) || spelling.pattern.test(suffix))
          return { refused: 'has a text that the vendor reads as a running number too', fix: 'keep one number' };
        const written = spelling.write(value);
        return typeof written === 'string' ? [written] : written;
      }
      if (spelling.pattern.test(value))
        return { refused: 'has a part that the vendor reads as a running number', fix: NO_PATTERN };
      return [value];
    },
    decode: (value) => {
      if (typeof value !== 'string') return undefined;
      const match = spelling.read.exec(value)?.groups;
      if (!match) return value;
      const { prefix = '', start = '', suffix = '' } = match;
      return {
        prefix,
        start: Number(start),
        digits: spelling.digits(match),
        ...(suffix === '' ? {} : { suffix }),
      };
    },
  };
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(encoded: unknown): string | undefined {
  if (typeof encoded !== 'string') return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Pairs = { readonly [key: string]: string };

function toPairs(pairs: Pairs, key: string, value: string): object[] {
  return Object.entries(pairs).map((pair) => ({ [key]: pair[0], [value]: pair[1] }));
}

function fromPairs(list: unknown, key: string, value: string): Pairs | undefined {
  if (!Array.isArray(list)) return undefined;
  const pairs = list.map((each: Record<string, unknown> | null) => [each?.[key], each?.[value]]);
  const texts = pairs.every((pair): pair is [string, string] => pair.every((text) => typeof text === 'string'));
  return texts ? Object.fromEntries(pairs) : undefined;
}

function pairs(key: string, value: string): Conversion {
  return {
    summary: `a list of {${key}, ${value}}`,
    encode: (each: Pairs) => [toPairs(each, key, value)],
    decode: (list) => fromPairs(list, key, value),
  };
}

function term(month: string, year: string): Conversion {
  return {
    summary: `${year}s where the months make whole ones, otherwise ${month}s`,
    encode: (months: number) => (months % 12 === 0 ? [year, months / 12] : [month, months]),
    decode: (unit, duration) =>
      typeof duration !== 'number' ? undefined : unit === month ? duration : unit === year ? duration * 12 : undefined,
  };
}

const LAUNCH_SCRIPT = 'launch-script';

export const CONVERSIONS = {
  /** `web-[001]`: the number is written as the first one is to look. */
  'number-in-brackets': sequence('a running number is written [001]', {
    pattern: /\[\d+\]/,
    write: ({ prefix, start, digits, suffix = '' }) => `${prefix}[${String(start).padStart(digits, '0')}]${suffix}`,
    read: /^(?<prefix>[^[\]]*)\[(?<start>\d+)\](?<suffix>[^[\]]*)$/,
    digits: ({ start = '' }) => start.length,
  }),
  /** `web-[1,3]`: first number, digits. A `_` in front of it would vanish. */
  'number-and-digits-in-brackets': sequence('a running number is written [1,3]', {
    pattern: /[[\]]/,
    write: ({ prefix, start, digits, suffix = '' }) =>
      prefix.endsWith('_')
        ? { refused: 'has a prefix whose last _ the vendor takes away', fix: 'end the prefix with another character' }
        : `${prefix}[${start},${digits}]${suffix}`,
    read: /^(?<prefix>[^[\]]*)\[(?<start>\d+),(?<digits>\d)\](?<suffix>[^[\]]*)$/,
    digits: ({ digits = '' }) => Number(digits),
  }),
  /** `web-{R:1,F:3}`. */
  'number-in-braces': sequence('a running number is written {R:1,F:3}', {
    pattern: /\{R:/,
    write: ({ prefix, start, digits, suffix = '' }) =>
      digits > 8
        ? { refused: 'has more digits than the 8 that the vendor writes', fix: 'lower digits' }
        : `${prefix}{R:${start},F:${digits}}${suffix}`,
    read: /^(?<prefix>[^{}]*)\{R:(?<start>\d+),F:(?<digits>\d)\}(?<suffix>[^{}]*)$/,
    digits: ({ digits = '' }) => Number(digits),
  }),
  'text-only': {
    summary: 'no running numbers',
    encode: (value: string | NameSequence) =>
      typeof value === 'string'
        ? [value]
        : { refused: 'has no running numbers here', fix: 'give a text, or buy the instances one by one' },
    decode: (value) => (typeof value === 'string' ? value : undefined),
  },
  'months-or-years': term('month', 'year'),
  'months-or-years-in-capitals': term('MONTH', 'YEAR'),
  'flag-and-date': {
    summary: 'a flag that it changes, and the day',
    encode: (day: string) => [true, day],
    decode: (flag, day) => (flag === true ? day : undefined),
  },
  'only-one': {
    summary: 'the one element of the list',
    encode: (list: readonly string[]) =>
      list.length === 1 ? list : { refused: 'takes exactly one here', fix: 'give a list of one, or leave it out' },
    decode: (value) => (typeof value === 'string' ? [value] : undefined),
  },
  'in-a-list': {
    summary: 'a list of one',
    encode: (value: string) => [[value]],
    decode: (list) => (Array.isArray(list) && list.length === 1 ? list[0] : undefined),
  },
  'integer-from-text': {
    summary: 'a number',
    encode: (value: string) =>
      /^(?:0|[1-9]\d*)$/.test(value) && Number.isSafeInteger(Number(value))
        ? [Number(value)]
        : { refused: 'is a number here', fix: 'give its digits as a text' },
    decode: (value) => (typeof value === 'number' ? String(value) : undefined),
  },
  base64: {
    summary: 'Base64 of its UTF-8',
    encode: (text: string) => [base64(text)],
    decode: fromBase64,
  },
  'launch-script': {
    summary: 'a list of one launch script, Base64 of its UTF-8',
    encode: (text: string) => [[{ key: LAUNCH_SCRIPT, value: base64(text) }]],
    decode: (list) =>
      Array.isArray(list) && list.length === 1 && list[0]?.key === LAUNCH_SCRIPT
        ? fromBase64(list[0].value)
        : undefined,
  },
  'key-value-pairs': pairs('key', 'value'),
  'key-value-pairs-in-capitals': pairs('Key', 'Value'),
  'instance-tags': {
    summary: 'tags of the resource type instance, a list of {Key, Value}',
    encode: (tags: Pairs) => [[{ ResourceType: 'instance', Tags: toPairs(tags, 'Key', 'Value') }]],
    decode: (list) => (Array.isArray(list) && list.length === 1 ? fromPairs(list[0]?.Tags, 'Key', 'Value') : undefined),
  },
  /** An elastic IP is there if its specification is. Only a template has one that could be ignored. */
  'elastic-ip': {
    summary: 'true: an elastic IP with what the other fields say; false: none, and that of a template is ignored',
    encode: (assigned: boolean, { template, placementGroup, publicAddress = {} }, vendor) => {
      if (assigned) return [{}, undefined];
      const spec = isTree(vendor.instanceSpec) ? vendor.instanceSpec : {};
      if (Object.keys(publicAddress).some((name) => name !== 'assigned') || spec.elasticIp !== undefined)
        return {
          refused: 'contradicts what else is asked for, which is an address',
          fix: 'leave that out, or this',
        };
      if (placementGroup !== undefined || spec.agId !== undefined)
        return {
          refused: 'cannot be said here, because the template of the placement group decides',
          fix: 'leave it out, and choose a group whose template has no elastic IP',
        };
      return [undefined, template?.id === undefined && spec.instanceTemplateId === undefined ? undefined : true];
    },
    decode: (elasticIp, ignored) =>
      ignored === true && elasticIp === undefined
        ? false
        : ignored === undefined && isTree(elasticIp) && Object.keys(elasticIp).length === 0
          ? true
          : undefined,
    shallow: true,
  },
} as const satisfies { readonly [name: string]: Conversion };

export type ConversionName = keyof typeof CONVERSIONS;
