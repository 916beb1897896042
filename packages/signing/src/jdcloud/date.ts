import { utcDay } from '../generic/timestamp.js';

/** A date as `x-jdcloud-date` has it: `20240115T083000Z`. */
export function formatJdcloudDate(date: Date): string {
  const day = utcDay(date).replaceAll('-', '');
  return `${day}T${twoDigits(date.getUTCHours())}${twoDigits(date.getUTCMinutes())}${twoDigits(date.getUTCSeconds())}Z`;
}

/** Undoes `formatJdcloudDate`; `undefined` when the text is no such date. */
export function parseJdcloudDate(text: string): Date | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
