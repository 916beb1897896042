/** The first place where two texts differ. */
export interface Difference {
  /** Counted from 1. */
  readonly line: number;
  /** What the line is, such as `canonical query` or `header host`. */
  readonly part: string;
  /** The line as the client has it; absent where its text has ended. */
  readonly claimed?: string;
  /** The line as it was computed here. */
  readonly computed?: string;
}

/** Compares two texts line by line, or part by part where another separator is given. */
export function firstDifference(
  computed: string,
  claimed: string,
  describe: (lines: readonly string[], index: number) => string,
  separator = '\n',
): Difference | undefined {
  const ours = computed.split(separator);
  const theirs = claimed.split(separator);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const [mine, other] = [ours[index], theirs[index]];
    if (mine === other) continue;
    return {
      line: index + 1,
      part: describe(mine === undefined ? theirs : ours, index),
      ...(other === undefined ? {} : { claimed: other }),
      ...(mine === undefined ? {} : { computed: mine }),
    };
  }
  return undefined;
}

/** What a line of a canonical request is. */
export function describeCanonicalLine(lines: readonly string[], index: number): string {
  const first = ['method', 'canonical URI', 'canonical query'][index];
  if (first) return first;
  if (index === lines.length - 1) return 'payload hash';
  if (index === lines.length - 2) return 'signed headers';
  if (index === lines.length - 3) return 'end of headers';
  return `header ${lines[index]?.split(':', 1)[0]}`;
}

/** What a line of a string to sign is; a scheme without credential scope has three lines. */
export function describeStringToSignLine(lines: readonly string[], index: number): string {
  if (index === lines.length - 1) return 'hash of the canonical request';
  return ['scheme', 'date', 'credential scope'][index] ?? 'line';
}
