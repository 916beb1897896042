/** A Markdown code span, whatever backticks the text holds. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Code spans with commas between them. */
export function codes(values: readonly unknown[]): string {
  return values.map((value) => code(String(value))).join(', ');
}
