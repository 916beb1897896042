import type { Nodes, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { definitionsOf, inline, literal, oneLine, refuseUnclosed, targetsOf, textOfHtml } from './inline.js';
import { TableError } from './table-error.js';

/** A cell of a table, read in the three ways that its content may need. */
export interface Cell {
  line: number;
  /** Plain text on one line: no marks, no tags, entities and escapes resolved. */
  text: string;
  /** Text with its structure: a line for each `<br>` or `<p>`, `- ` before a list item, backquotes and `**` kept. */
  marked: string;
  /** The source with entities and escapes resolved, so that `****` stays `****`. */
  literal: string;
  /** Where its links and anchors point, which the text does not say. */
  targets: string[];
}

interface Placed {
  /** First line in the document, counted from 1. */
  line: number;
  /** Headings above, outermost first. */
  heading: string[];
}

export interface TableBlock extends Placed {
  type: 'table';
  header: Cell[];
  rows: Cell[][];
}

export interface CodeBlock extends Placed {
  type: 'code';
  value: string;
}

export interface TextBlock extends Placed {
  type: 'text';
  value: string;
  targets: string[];
}

export interface HeadingBlock extends Placed {
  type: 'heading';
  depth: number;
  value: string;
  targets: string[];
}

export type Block = TableBlock | CodeBlock | TextBlock | HeadingBlock;

const TABLE_LINE = /^\s*\|.*\||^\s*\|?\s*:?-+:?\s*\|\s*:?-+/u;

/**
 * A Markdown document as a flat list of blocks, each with its headings and line.
 * @throws TableError for a table that is cut off, uneven, or written in HTML.
 */
export function readBlocks(markdown: string): Block[] {
  // GitBook's template tags are not Markdown; one right under a table would be read as its last row. A byte order mark is not counted in
  // the positions that the parser gives.
  const source = markdown.replace(/^\uFEFF/u, '').replace(/^[ \t]*\{%.*?%\}[ \t]*$/gmu, '');
  const tree = fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const blocks: Block[] = [];
  const headings: { depth: number; text: string }[] = [];
  const urls = definitionsOf(tree);
  const visit = (node: Nodes): void => {
    const line = lineOf(node);
    const placed = { line, heading: headings.map(({ text }) => text) };
    switch (node.type) {
      case 'heading': {
        const text = oneLine(inline(node.children, false));
        const targets = targetsOf(node, urls);
        while (headings.length > 0 && (headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
        if (text === '') return;
        headings.push({ depth: node.depth, text });
        blocks.push({
          type: 'heading',
          depth: node.depth,
          line,
          heading: headings.map((heading) => heading.text),
          value: text,
          targets,
        });
        return;
      }
      case 'table':
        blocks.push({ type: 'table', ...placed, ...readTable(node, source, urls) });
        return;
      case 'code':
        if (!/^\s*(```|~~~)/u.test(sliceOf(node, source))) refuseTable(node, source);
        else if (!/\n[\s>]*(?:`{3,}|~{3,})\s*$/u.test(sliceOf(node, source)))
          throw new TableError(line, 'the code block is not closed; it swallows what comes after it');
        blocks.push({ type: 'code', ...placed, line: line + 1, value: node.value });
        return;
      case 'html':
        if (/^\s*<pre[\s>]/iu.test(node.value)) {
          if (!/<\/pre>/iu.test(node.value)) throw new TableError(line, '<pre> is not closed');
          blocks.push({ type: 'code', ...placed, value: textOfHtml(node.value) });
          return;
        }
        refuseTable(node, source);
        blocks.push({
          type: 'text',
          ...placed,
          value: oneLine(textOfHtml(node.value)),
          targets: targetsOf(node, urls),
        });
        return;
      case 'paragraph':
        refuseTable(node, source);
        blocks.push({
          type: 'text',
          ...placed,
          value: oneLine(inline(node.children, false)),
          targets: targetsOf(node, urls),
        });
        return;
      default:
        if ('children' in node) for (const child of node.children) visit(child);
    }
  };
  visit(tree);
  return blocks;
}

function readTable(
  table: Table,
  source: string,
  urls: ReadonlyMap<string, string>,
): { header: Cell[]; rows: Cell[][] } {
  const [header = [], ...rows] = table.children.map((row) =>
    row.children.map((cell) => {
      const [first, last] = [cell.children[0], cell.children.at(-1)];
      const raw = first && last ? source.slice(first.position?.start.offset, last.position?.end.offset) : '';
      refuseUnclosed(cell.children, lineOf(row));
      return {
        line: lineOf(row),
        text: oneLine(inline(cell.children, false)),
        marked: inline(cell.children, true).trim(),
        literal: literal(raw),
        targets: targetsOf(cell, urls),
      };
    }),
  );
  rows.forEach((row, index) => {
    if (row.length === header.length) return;
    const line = lineOf(table.children[index + 1] ?? table);
    throw new TableError(
      line,
      `the row has ${row.length} cells, its table has ${header.length} columns (a | inside a cell is written \\|)`,
    );
  });
  return { header, rows };
}

function refuseTable(node: Nodes, source: string): void {
  const lines = sliceOf(node, source).split('\n');
  const at = lines.findIndex((line) => TABLE_LINE.test(line) || /<table[\s>]/iu.test(line));
  if (at < 0) return;
  const why = /<table/iu.test(lines[at] ?? '')
    ? 'a table in HTML; write it as a Markdown table'
    : 'looks like a table and is none; it needs an empty line before it, and a line |---| with as many columns as its header';
  throw new TableError(lineOf(node) + at, why);
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 0;
}

function sliceOf(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset, node.position?.end.offset);
}
