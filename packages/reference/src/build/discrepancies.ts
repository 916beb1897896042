import { breakable, escapeHtml, page, prose } from '../html.js';
import type { Api } from './api.js';
import { CONFIDENCE } from './references.js';

/** One entry of a `discrepancies.yaml`. */
export interface Discrepancy {
  readonly id: string;
  readonly where: string | readonly string[];
  readonly document: string;
  readonly evidence: readonly string[];
  readonly decision: string;
  readonly reason: string;
}

/** The page of one API: every entry whole, under its id as an anchor. */
export function discrepanciesPage({ id, document, discrepancies }: Api): string {
  const { title } = document.info;
  const main = `<h1>${escapeHtml(title)}: discrepancies</h1>
<p class="lead">${count(discrepancies)} where the vendor's document contradicts itself, its examples or the vendor's SDKs, or leaves out what a
client must know, and what <a href="index.html">the reference</a> says instead.
Short names and marks in the evidence are explained in <a href="../discrepancies.html#sources">the list of sources</a>.</p>
${discrepancies.map(entry).join('\n')}`;
  return page({
    title: `Discrepancies of ${title} | Launchspec`,
    up: '../',
    main,
    navigation: [
      { href: 'index.html', text: `${id} reference` },
      { href: '../discrepancies.html', text: 'All discrepancies' },
    ],
  });
}

function entry({ id, where, document, evidence, decision, reason }: Discrepancy): string {
  return `<article id="${escapeHtml(id)}" class="entry">
<h2><a href="#${escapeHtml(id)}"><code>${escapeHtml(id)}</code></a></h2>
<dl>
<div><dt>The document</dt><dd>${prose(document)}</dd></div>
<div><dt>We chose</dt><dd>${prose(decision)}</dd></div>
<div><dt>Because</dt><dd>${prose(reason)}</dd></div>
<div><dt>Evidence</dt><dd>${list(evidence.map(prose))}</dd></div>
<div><dt>In the spec</dt><dd>${list([where].flat().map((place) => `<code class="pointer">${breakable(escapeHtml(place))}</code>`))}</dd></div>
</dl>
</article>`;
}

/** The page of all APIs: one table, and what the short names mean. */
export function allDiscrepanciesPage(apis: readonly Api[], references: ReadonlyMap<string, string>): string {
  const total = apis.flatMap(({ discrepancies }) => discrepancies);
  const main = `<h1>Discrepancies</h1>
<p class="lead">${count(total)} where the vendors' documents contradict themselves, their examples or the vendors' own SDKs, or leave out what
a client must know. Each has an id that the reference pages and the specs refer to; its page has the evidence and the reason.</p>
<p lang="zh-Hans" class="chinese">厂商文档自相矛盾、与示例或 SDK 不一致之处，以及本项目在各处的取舍；点击编号可查看依据与理由。</p>
<ul class="jump">
${apis.map(({ id, document, discrepancies }) => `<li><a href="#${id}">${escapeHtml(document.info.title)}</a> <span class="count">${discrepancies.length}</span></li>`).join('\n')}
</ul>
<table>
<caption>All discrepancies, by API</caption>
<thead>
<tr><th scope="col">Id</th><th scope="col">The document</th><th scope="col">We chose</th></tr>
</thead>
${apis.map(tableBody).join('\n')}
</table>
<section id="sources">
<h2>Sources</h2>
<p>Short names that stand in the evidence, and what they mean.</p>
<dl class="terms">
${terms([...references].map(([name, meaning]) => [name, meaning]))}
</dl>
<h3>Marks</h3>
<p>How sure a source makes us.</p>
<dl class="terms">
${terms(Object.entries(CONFIDENCE).map(([mark, meaning]) => [`[${mark}]`, meaning]))}
</dl>
</section>`;
  return page({
    title: 'Discrepancies | Launchspec',
    up: '',
    main,
    navigation: [{ href: 'index.html', text: 'All APIs' }],
  });
}

function tableBody({ id, document, discrepancies }: Api): string {
  const rows = discrepancies.map(
    (discrepancy) => `<tr>
<th scope="row"><a href="${id}/discrepancies.html#${escapeHtml(discrepancy.id)}"><code>${breakable(escapeHtml(discrepancy.id))}</code></a></th>
<td data-label="The document">${prose(discrepancy.document)}</td>
<td data-label="We chose">${prose(discrepancy.decision)}</td>
</tr>`,
  );
  return `<tbody id="${id}">
<tr class="group"><th colspan="3" scope="rowgroup"><a href="${id}/discrepancies.html">${escapeHtml(document.info.title)}</a> <span class="count">${discrepancies.length}</span></th></tr>
${rows.join('\n')}
</tbody>`;
}

function terms(entries: readonly (readonly [string, string])[]): string {
  return entries
    .map(([term, meaning]) => `<div><dt><code>${escapeHtml(term)}</code></dt><dd>${prose(meaning)}</dd></div>`)
    .join('\n');
}

function list(items: readonly string[]): string {
  return items.length === 1 ? (items[0] as string) : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function count(discrepancies: readonly unknown[]): string {
  return discrepancies.length === 1 ? 'One place' : `${discrepancies.length} places`;
}
