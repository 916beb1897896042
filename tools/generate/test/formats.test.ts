import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STRING_FORMATS } from '../src/formats.js';

test.each([
  ['date', '2024-02-29', true],
  ['date', '2023-02-29', false],
  ['date', '2000-02-29', true],
  ['date', '1900-02-29', false],
  ['date', '2024-04-31', false],
  ['date', '2024-13-01', false],
  ['date', '24-01-01', false],
  ['date-time', '2024-01-15T08:30:00Z', true],
  ['date-time', '2024-01-15T08:30:00+08:00', true],
  ['date-time', '2024-01-15 08:30:00Z', false],
  ['date-time', '2024-01-15T24:30:00Z', false],
  ['ipv4', '10.0.0.18', true],
  ['ipv4', '255.255.255.255', true],
  ['ipv4', '256.0.0.1', false],
  ['ipv4', '10.0.0', false],
  ['ipv4', '010.0.0.1', false],
  ['ipv6', '::', true],
  ['ipv6', '::1', true],
  ['ipv6', 'fe80::', true],
  ['ipv6', '2001:db8::8a2e:370:7334', true],
  ['ipv6', '2001:0db8:0000:0000:0000:8a2e:0370:7334', true],
  ['ipv6', '1:2:3:4:5:6:7::8', false],
  ['ipv6', '1:2:3:4:5:6:7', false],
  ['ipv6', '1::2::3', false],
  ['ipv6', '12345::', false],
  ['ipv6', '::ffff:10.0.0.18', true],
  ['ipv6', '::ffff:10.0.0', false],
  ['ipv6', '10.0.0.18::', false],
  ['uuid', '3c140219-cfe9-470e-b241-907877d6fb03', true],
  ['uuid', '3c14def19-cfes-470e-b241-90787u6jf5uj', false],
])('%s %s: %s', (format, text, accepted) => {
  expect(STRING_FORMATS[format]?.test(text)).toBe(accepted);
});

test('date agrees with the calendar of the platform', () => {
  const day = fc.tuple(
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 32 }),
  );
  fc.assert(
    fc.property(day, ([year, month, date]) => {
      const pad = (value: number, width: number) => String(value).padStart(width, '0');
      const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
      const parsed = new Date(`${text}T00:00:00Z`);
      const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
      expect(STRING_FORMATS.date?.test(text)).toBe(exists);
    }),
    { numRuns: 2000 },
  );
});

test('ipv6 agrees with the platform, which has zones as well', () => {
  const piece = fc.constantFrom('::', ':', '0', 'f', 'fe80', '12345', '10.0.0.18', 'g');
  const almost = fc.array(fc.tuple(piece, fc.constantFrom(':', ':', '')), { maxLength: 9 }).map((all) => all.flat());
  const text = fc.oneof(
    fc.ipV6(),
    almost.map((pieces) => pieces.join('')),
    almost.map((pieces) => pieces.slice(0, -1).join('')),
  );
  fc.assert(
    fc.property(text, (address) => {
      expect(STRING_FORMATS.ipv6?.test(address)).toBe(isIPv6(address));
    }),
    { numRuns: 5000 },
  );
});
