// Regular expressions, because Ajv writes those into the compiled code; a function would bring all of ajv-formats along.
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const date = `(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|${leapYear}-02-29)`;
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = `${octet}(?:\\.${octet}){3}`;

const group = '[0-9A-Fa-f]{1,4}';
/** The last two groups, which may be written as an IPv4 address. */
const low = `(?:${group}:${group}|${ipv4})`;
/** Eight groups, or fewer with one `::` in the place of the missing ones. */
const ipv6 = [
  `(?:${group}:){6}${low}`,
  `(?:${group}:){1,7}:`,
  `(?:${group}:){1,6}:${group}`,
  ...[2, 3, 4, 5, 6].map((right) => `(?:${group}:){1,${7 - right}}:(?:${group}:){${right - 2}}${low}`),
  `::(?:${group}|(?:${group}:){0,5}${low})?`,
].join('|');

/** The string formats that the specs may use. */
export const STRING_FORMATS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${date}$`, 'u'),
  'date-time': new RegExp(`^${date}T${time}$`, 'u'),
  ipv4: new RegExp(`^${ipv4}$`, 'u'),
  ipv6: new RegExp(`^(?:${ipv6})$`, 'u'),
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu,
  uri: /^[a-z][a-z0-9+.-]*:[^\s]+$/iu,
};

/** Number formats are ranges, which JSON Schema says itself; those without a range assert nothing. */
export const NUMBER_FORMATS: Readonly<Record<string, { minimum: number; maximum: number }>> = {
  float: { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE },
  double: { minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE },
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
};
