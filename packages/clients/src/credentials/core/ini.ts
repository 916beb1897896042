import { TextFault } from './text-fault.js';

export type Section = ReadonlyMap<string, string>;

/**
 * Reads sections of `name = value`, in the part of INI that the vendors' parsers (Python, Go, node, PHP, Java) have in common: comments
 * are whole lines, names are in any case, quotes around a value are not part of it. Where they differ, it is an error instead of a guess.
 */
export function parseIni(text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    const header = /^\[(.+)\]$/.exec(line)?.[1]?.trim();
    if (header) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      continue;
    }
    const end = line.search(/[=:]/);
    if (end < 1 || line.startsWith('[')) throw new TextFault('is neither [profile] nor name = value', index + 1);
    const name = line.slice(0, end).trim().toLowerCase();
    if (!section) throw new TextFault('stands before the first [profile]', index + 1);
    if (section.has(name)) throw new TextFault('gives a name twice', index + 1);
    section.set(name, unquoted(line.slice(end + 1).trim()));
  }
  return sections;
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
