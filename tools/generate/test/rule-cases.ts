import { type CollectionTag, parse, Scalar, type YAMLSeq } from 'yaml';

/** The cases of one rule, in `specs/<api>/rules.test.yaml`. */
export interface RuleCases {
  readonly rule: string;
  /** The operation; needed only where two have a rule of this name. */
  readonly operation?: string;
  /** The request example that the cases are changes of. */
  readonly base: string;
  /** Changes (JSON merge patches, RFC 7396) after which the request breaks no rule at all. */
  readonly accept: readonly unknown[];
  /** Changes after which the request meets its schema and breaks this rule. */
  readonly reject: readonly unknown[];
}

/** `!repeat [text, count]` or `!repeat [text, count, end]` in a case: a text that is too long to be written out. */
const repeat: CollectionTag = {
  tag: '!repeat',
  collection: 'seq',
  resolve: (sequence, fail) => {
    const [text, count, end = ''] = (sequence as YAMLSeq).toJSON() as unknown[];
    if (typeof text === 'string' && Number.isInteger(count)) return new Scalar(text.repeat(count as number) + end);
    fail('!repeat takes a text and a count');
    return sequence;
  },
};

/** The cases in a `rules.test.yaml`. */
export function readCases(source: string): RuleCases[] {
  return (parse(source, { customTags: [repeat] }) ?? []) as RuleCases[];
}

/** What is missing in the cases of the given rules. */
export function uncovered(ids: readonly string[], cases: readonly RuleCases[]): string[] {
  const missing = ids.flatMap((id) => {
    const own = cases.filter(({ rule }) => rule === id);
    return [
      ...(own.some(({ accept }) => accept.length > 0) ? [] : [`${id}: no case that it accepts`]),
      ...(own.some(({ reject }) => reject.length > 0) ? [] : [`${id}: no case that it rejects`]),
    ];
  });
  return [
    ...missing,
    ...cases.filter(({ rule }) => !ids.includes(rule)).map(({ rule }) => `${rule}: there is no such rule`),
  ];
}

/** A JSON merge patch: members are replaced, null removes one, anything but an object replaces the whole. */
export function changed(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = changed(result[name], value);
  }
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
