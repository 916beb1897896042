import { breakable, escapeHtml, page, prose } from '../html.js';
import { type Api, type Wire, wiresOf } from './api.js';
import { LAUNCH_PAGE } from './launch-page.js';

/** The first page: what the site is, where the APIs are, and where it is what they make of a launch request, if there is such a page. */
export function indexPage(apis: readonly Api[], hasLaunchPage: boolean): string {
  const total = apis.reduce((sum, { discrepancies }) => sum + discrepancies.length, 0);
  const main = `<h1>API reference</h1>
<p class="lead">How to create machines with ${apis.length} cloud APIs, made from hand-written OpenAPI documents: every field, limit, default and error of
the vendors' documents, in English and Chinese, and a mark wherever something is not in them.</p>
<p lang="zh-Hans" class="chinese">${apis.length} 个云厂商创建实例接口的参考文档，由手写的 OpenAPI 文档生成，中英对照；凡不是厂商文档写明的内容均有标注。</p>
${
  hasLaunchPage
    ? `<p>What they have in common is in <a href="${LAUNCH_PAGE}">one launch request</a>. <span lang="zh-Hans">各接口的字段对照。</span></p>
`
    : ''
}<h2 id="apis">APIs</h2>
<div class="cards">
${apis.map(card).join('\n')}
</div>
<section aria-labelledby="reading">
<h2 id="reading">How to read it</h2>
<dl class="terms">
<div><dt>Not in the vendor's document</dt><dd>The field, value or type comes from another source, which the note names: mostly the vendor's own SDKs.</dd></div>
<div><dt>Discrepancies</dt><dd>The vendor's document contradicts itself here, or is shown to be wrong. The link tells what it says, what we chose, and why. There are <a href="discrepancies.html">${total} of them</a>.</dd></div>
<div><dt>Rules across fields</dt><dd>What no single field can say. Our clients check them before they send, the mock answers with the vendor's error.</dd></div>
<div><dt>No effect</dt><dd>The vendor accepts the field and does nothing with it.</dd></div>
<div><dt>Sensitive</dt><dd>Passwords, tokens and the like; our clients and mock never log or print them.</dd></div>
<div><dt>A path with <code>#</code></dt><dd>Some vendors have all actions on one URL. The part behind <code>#</code> names the action and is not sent; a header or a query parameter is.</dd></div>
</dl>
</section>`;
  return page({
    title: 'Launchspec API reference',
    up: '',
    main,
    navigation: [
      ...(hasLaunchPage ? [{ href: LAUNCH_PAGE, text: 'One launch request' }] : []),
      { href: 'discrepancies.html', text: 'Discrepancies' },
    ],
  });
}

function card({ id, document, discrepancies, downloads }: Api): string {
  const { title, version, summary } = document.info;
  const files = downloads.map(
    ({ file, action }) =>
      `<li><a href="${id}/${escapeHtml(file)}" download="${id}${action === undefined ? '' : `.${escapeHtml(action)}`}.json">${action === undefined ? 'OpenAPI document' : `${escapeHtml(action)} alone`}</a></li>`,
  );
  return `<article class="card" aria-labelledby="${id}">
<h3 id="${id}"><a href="${id}/index.html">${escapeHtml(title)}</a></h3>
<p class="quiet"><code>${id}</code> · version ${escapeHtml(version)}</p>
${summary === undefined ? '' : `<p>${prose(summary)}.</p>`}
<ul class="wires">
${wiresOf(document).map(wire).join('\n')}
</ul>
<ul class="links">
<li><a href="${id}/index.html" class="primary">Reference</a></li>
${files.join('\n')}
<li><a href="${id}/discrepancies.html">Discrepancies</a> <span class="count">${discrepancies.length}</span></li>
</ul>
</article>`;
}

function wire({ operationId, method, url, header }: Wire): string {
  return `<li><span class="operation">${escapeHtml(operationId)}</span>
<code><b class="method">${method}</b> ${breakable(escapeHtml(url))}</code>${header === undefined ? '' : `\n<code>${escapeHtml(header)}</code>`}</li>`;
}
