/** Seconds since 1970, as Tencent Cloud and Zenlayer send the date. */
export function formatTimestamp(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

/** Undoes `formatTimestamp`; `undefined` when the text is no such number. */
export function parseTimestamp(text: string): Date | undefined {
  return /^[1-9]\d{0,10}$/.test(text) ? new Date(Number(text) * 1000) : undefined;
}

const DAY = 86_400_000;
let last = { day: Number.NaN, text: '' };

/** The day of a date in UTC: `2024-01-15`. The last one is kept: writing it costs as much as a hash. */
export function utcDay(date: Date): string {
  const day = Math.floor(date.getTime() / DAY);
  if (day !== last.day) last = { day, text: date.toISOString().slice(0, 10) };
  return last.text;
}
