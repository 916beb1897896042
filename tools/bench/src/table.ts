export interface Measured {
  readonly name: string;
  /** Operations a second: the median of the samples. */
  readonly rate: number;
}

/** A table of rates, each with its ratio to the first row. */
export function table(title: string, rows: readonly Measured[]): string {
  const [first] = rows;
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, rate }) => {
    const ratio = first ? rate / first.rate : 1;
    return `  ${name.padEnd(width)}  ${Math.round(rate).toLocaleString('en-US').padStart(12)} /s  ${ratio.toFixed(2).padStart(6)}x`;
  });
  return [title, ...lines, ''].join('\n');
}
