import { CONTENT_SECURITY_POLICY } from './content-security-policy.js';

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu;

/** Text with backquoted names as HTML; Chinese words in it say that they are Chinese. */
export function prose(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? `<code>${inLanguage(part)}</code>` : inLanguage(part)))
    .join('');
}

function inLanguage(text: string): string {
  return escapeHtml(text).replaceAll(CHINESE, (chinese) => `<span lang="zh-Hans">${chinese}</span>`);
}

/** Escaped text that may break where a path or a name with hyphens has a joint. */
export function breakable(html: string): string {
  return html.replaceAll(/([/?}-])(?=[\w{~])/g, '$1<wbr>');
}

export interface Page {
  readonly title: string;
  /** Relative URL of the folder of the index page: empty or `../`. */
  readonly up: string;
  /** HTML between the header and the end of the page. */
  readonly main: string;
  readonly navigation?: readonly Link[];
}

export interface Link {
  readonly href: string;
  readonly text: string;
}

/** A page of our own. */
export function page({ title, up, main, navigation = [] }: Page): string {
  const links = navigation.map(link).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(CONTENT_SECURITY_POLICY)}">
<link rel="icon" href="${up}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="home" href="${up}index.html">Launchspec</a>
${links === '' ? '' : `<nav aria-label="Site">\n${links}\n</nav>`}
</header>
<main id="main">
${main}
</main>
</body>
</html>
`;
}

function link({ href, text }: Link): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}
