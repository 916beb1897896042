import type { Nodes, PhrasingContent } from 'mdast';
import { decodeString } from 'micromark-util-decode-string';
import { parseFragment } from 'parse5';
import { TableError } from './table-error.js';

const BREAKING_TAGS = new Set(['br', 'p', 'div', 'ul', 'ol', 'tr']);
const INLINE_TAGS = new Set([
  'a',
  'b',
  'i',
  'u',
  's',
  'em',
  'strong',
  'span',
  'font',
  'sup',
  'sub',
  'del',
  'mark',
  'kbd',
  'img',
  'code',
  'li',
]);

/** Tags that HTML lets stand alone. */
const ALONE_TAGS = new Set(['br', 'p', 'li', 'tr', 'img']);

/** @throws TableError for a tag in a cell that is never closed, or closes nothing: what it was meant for is not known. */
export function refuseUnclosed(nodes: readonly PhrasingContent[], line: number): void {
  const open: string[] = [];
  const visit = (node: Nodes): void => {
    if ('children' in node) for (const child of node.children) visit(child);
    const [, slash, tagName] = node.type === 'html' ? (/^<(\/?)([a-z][a-z0-9]*)/iu.exec(node.value) ?? []) : [];
    const name = tagName?.toLowerCase() ?? '';
    if (ALONE_TAGS.has(name) || !(INLINE_TAGS.has(name) || BREAKING_TAGS.has(name))) return;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) throw new TableError(line, `</${name}> closes nothing`);
  };
  for (const node of nodes) visit(node);
  if (open.length > 0) throw new TableError(line, `<${open.join('> and <')}> is not closed`);
}

/** Addresses of `[text][label]`, by label. */
export function definitionsOf(node: Nodes): Map<string, string> {
  if (node.type === 'definition') return new Map([[node.identifier, node.url]]);
  return new Map('children' in node ? node.children.flatMap((child) => [...definitionsOf(child)]) : []);
}

/** Where links point, and the ids that others point at. */
export function targetsOf(node: Nodes, urls: ReadonlyMap<string, string>): string[] {
  if (node.type === 'html')
    return [...node.value.matchAll(/\s(?:href|src|id|name)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/giu)].map(
      (match) => match[1] ?? '',
    );
  const inner = 'children' in node ? node.children.flatMap((child) => targetsOf(child, urls)) : [];
  if (node.type === 'link' || node.type === 'image') return [node.url, ...inner];
  if (node.type === 'linkReference' || node.type === 'imageReference')
    return [urls.get(node.identifier) ?? '', ...inner];
  return inner;
}

/** Inline content as text; HTML tags stand among it as nodes of their own. */
export function inline(nodes: readonly PhrasingContent[], marks: boolean): string {
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value;
      if (node.type === 'inlineCode') return marks ? `\`${node.value}\`` : node.value;
      if (node.type === 'break') return '\n';
      if (node.type === 'html') return tag(node.value, marks);
      if (node.type === 'strong' && marks) return `**${inline(node.children, marks)}**`;
      return 'children' in node ? inline(node.children, marks) : '';
    })
    .join('');
}

function tag(html: string, marks: boolean): string {
  const name = /^<\/?([a-z][a-z0-9]*)/iu.exec(html)?.[1]?.toLowerCase() ?? '';
  if (BREAKING_TAGS.has(name)) return '\n';
  if (name === 'li') return html.startsWith('</') || !marks ? '\n' : '\n- ';
  // List<String> looks like a tag to Markdown and is none.
  if (!INLINE_TAGS.has(name) && !html.startsWith('<!--')) return html;
  return name === 'code' && marks ? '`' : '';
}

/** A tag whose `<` is not escaped. */
const TAG = /(?<!(?<!\\)(?:\\\\)*\\)<\/?(?:br|p|code|li|div)\b[^>]*>/giu;

export function literal(raw: string): string {
  const bare = raw.replace(TAG, ' ').trim();
  const code = /^(`+)([^`]+)\1$/u.exec(bare)?.[2];
  if (code !== undefined) return code.trim();
  return decodeString(bare.replace(/^\*\*([^*]+)\*\*$/u, '$1')).trim();
}

export function textOfHtml(html: string): string {
  const collect = (node: { nodeName: string; value?: string; childNodes?: unknown[] }): string =>
    node.value ?? (node.childNodes ?? []).map((child) => collect(child as typeof node)).join('');
  return collect(parseFragment(html));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
