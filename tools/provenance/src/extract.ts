import { createHash } from 'node:crypto';
import { type ErrorTable, type Facts, type FactTable, type FieldTable, isErrorTable } from './facts.js';
import { type Block, readBlocks, type TextBlock } from './markdown.js';
import { isExample, readExamples } from './read-examples.js';
import { readTables } from './read-tables.js';
import { headingKind } from './vocabulary.js';
import { clip, digest } from './without-prose.js';

/** What a vendor document states, and parts of it that hold no fact. */
export interface Extraction {
  facts: Facts;
  /** Things left out on purpose, each with its line. */
  remarks: string[];
}

/**
 * Reads the facts of a vendor document.
 * @param name used as the title where the document has none.
 * @throws TableError for a table or example that is not understood.
 */
export function extract(markdown: string, name: string): Extraction {
  const remarks: string[] = [];
  const all = readBlocks(markdown);
  const title = all.find((block) => block.type === 'heading' && block.depth === 1)?.heading.at(-1);
  // The title stands above everything, so it tells no place apart.
  const blocks = all.map((block) => ({
    ...block,
    heading: block.heading.filter((heading) => heading !== title).map(clip),
  }));
  const tables = readTables(blocks.filter((block) => block.type === 'table'));
  const { method, url } = readOperation(blocks);
  const operation = { ...(method && { method: method.value }), ...(url && { url: url.value }) };
  const facts: Facts = {
    document: {
      title: clip(title ?? name),
      sha256: createHash('sha256').update(markdown).digest('hex'),
    },
    ...(Object.keys(operation).length > 0 && { operation }),
    spellings: spellingsOf(tables),
    tables,
    examples: readExamples(blocks, remarks),
    prose: readSections(blocks.filter((block) => block !== method && block !== url)),
  };
  return { facts, remarks };
}

function readOperation(blocks: readonly Block[]): Record<'method' | 'url', TextBlock | undefined> {
  const under = (kind: string, pattern: RegExp) =>
    blocks.find(
      (block): block is TextBlock =>
        block.type === 'text' && headingKind(block.heading.at(-1) ?? '') === kind && pattern.test(block.value),
    );
  return {
    method: under('method', /^(?:GET|POST|PUT|DELETE|PATCH)$/u),
    url: under('path', /^https?:\/\/\S+$/u),
  };
}

/** A section for each heading, with everything under it that is neither a table nor an example. */
function readSections(blocks: readonly Block[]): Facts['prose'] {
  const sections = new Map<string, { heading: string[]; text: string[] }>();
  for (const block of blocks) {
    if (block.type === 'table' || (block.type === 'code' && isExample(block))) continue;
    const { heading } = block;
    const key = JSON.stringify(heading);
    const section = sections.get(key) ?? { heading, text: [] };
    const targets = block.type === 'code' ? [] : block.targets;
    // A heading is kept as it is, as far as it is not clipped.
    const text = block.type === 'heading' && clip(block.value) === block.value ? '' : block.value;
    section.text.push([text, ...targets].filter((part) => part !== '').join(' '));
    sections.set(key, section);
  }
  return [...sections.values()].map(({ heading, text }) => {
    const joined = text.filter((part) => part !== '').join('\n');
    return { heading, ...(joined !== '' && { digest: digest(joined) }) };
  });
}

function spellingsOf(tables: readonly FactTable[]): Facts['spellings'] {
  const fields = tables.filter((table): table is FieldTable => !isErrorTable(table));
  const names = (wanted: readonly string[]) =>
    unique(fields.filter(({ kind }) => wanted.includes(kind)).flatMap(({ rows }) => rows.map(({ name }) => name)));
  return {
    parameters: names(['path', 'request']),
    properties: names(['type', 'response']),
    types: unique(
      fields.flatMap((table) => [
        ...(table.name ? [table.name] : []),
        ...table.rows.flatMap(({ type }) => (type.name ? [type.name] : [])),
      ]),
    ),
    codes: unique(
      tables
        .filter((table): table is ErrorTable => isErrorTable(table))
        .flatMap(({ rows }) => rows.flatMap(({ code }) => (code ? [code] : []))),
    ),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
