import {
  CAPABILITIES,
  type Capabilities,
  type Capability,
  CONVERSIONS,
  FIELDS,
  type Field,
  HOUSE_PATHS,
  type HousePath,
  type Pointer,
} from '@launchspec/instances/capabilities';
import { escapeHtml, page, prose } from '../html.js';
import type { Api } from './api.js';
import { isPlace } from './openapi.js';

/** Where the reference of an API has its create operation, and what that makes of a launch request. */
interface Column {
  readonly api: Api;
  readonly capabilities: Capabilities;
  /** The part of a link that leads to the operation, behind the first `#`. */
  readonly operation: string;
}

export const LAUNCH_PAGE = 'launch-request.html';

/** The page with what each API makes of a launch request; undefined where no API of the site is launched with one. */
export function launchPage(apis: readonly Api[]): string | undefined {
  const tables = new Map<string, Capabilities>(Object.entries(CAPABILITIES));
  const columns = apis.flatMap((api) => {
    const capabilities = tables.get(api.id);
    return capabilities === undefined ? [] : { api, capabilities, operation: createOperation(api) };
  });
  if (columns.length === 0) return undefined;
  const main = `<h1>One launch request</h1>
<p class="lead">What each API makes of a launch request of <code>@launchspec/instances</code>: where every field goes, how it is converted, or why
the API cannot do it and what to do instead. Each vendor's field leads to its place in the reference.</p>
<p lang="zh-Hans" class="chinese">同一份创建请求在 ${columns.length} 个接口中的对应关系：每个字段写到哪里、如何转换；接口不支持的，说明原因与替代办法。点击厂商字段可跳转到参考文档。</p>
<dl class="terms">
<div><dt>°</dt><dd>An id or a word of one vendor, which means nothing to another.</dd></div>
<div><dt><code>[]</code></dt><dd>Any element of a list.</dd></div>
<div><dt>Not offered</dt><dd>A plan says so before anything is sent. What only one vendor has can be given under <code>vendor</code>, in the vendor's own words.</dd></div>
</dl>
<div class="scroll" role="region" aria-label="Fields of a launch request, by API" tabindex="0">
<table class="matrix">
<caption>Fields of a launch request, by API</caption>
<thead>
<tr><th scope="col">Field</th>${columns.map(({ api }) => `<th scope="col"><a href="${api.id}/index.html">${escapeHtml(api.document.info.title)}</a></th>`).join('')}</tr>
</thead>
<tbody>
${HOUSE_PATHS.flatMap((field) => rows(field, columns)).join('\n')}
</tbody>
</table>
</div>`;
  return page({
    title: 'One launch request | Launchspec',
    up: '',
    main,
    navigation: [
      { href: 'index.html', text: 'All APIs' },
      { href: 'discrepancies.html', text: 'Discrepancies' },
    ],
  });
}

/** A row for the field, and one for each of its words. */
function rows(field: HousePath, columns: readonly Column[]): string[] {
  const { takes, vendorsOwn, secret }: Field = FIELDS[field];
  const marks = `${vendorsOwn ? ' °' : ''}${secret ? ' <span class="quiet">secret</span>' : ''}`;
  const cells = columns.map((column) => [column, fieldCell(column, field)] as const);
  const words = typeof takes === 'string' ? [] : takes;
  return [
    row(`${name(dotted(field))}${marks}`, cells),
    ...words.map((word) =>
      row(
        `<code>${escapeHtml(word)}</code>`,
        columns.map((column) => [column, wordCell(column.capabilities[field], word)] as const),
        'word',
      ),
    ),
  ];
}

function row(head: string, cells: readonly (readonly [Column, string])[], kind?: string): string {
  const columns = cells.map(
    ([{ api }, html]) => `<td data-label="${escapeHtml(api.document.info.title)}">${html}</td>`,
  );
  return `<tr${kind === undefined ? '' : ` class="${kind}"`}><th scope="row">${head}</th>${columns.join('')}</tr>`;
}

function fieldCell(column: Column, field: HousePath): string {
  const capability: Capability = column.capabilities[field];
  if ('no' in capability) return refused(capability.no);
  if ('implied' in capability) return `Nothing is sent: <span class="quiet">${prose(capability.implied)}</span>`;
  const places = [capability.to].flat().map((pointer) => placeLink(column, pointer));
  const how = conversionOf(capability);
  return `${places.join(', ')}${how === undefined ? '' : ` <span class="quiet">${prose(how)}</span>`}`;
}

function conversionOf(capability: Capability): string | undefined {
  if ('as' in capability && capability.as !== undefined) return CONVERSIONS[capability.as].summary;
  if (!('values' in capability) || capability.values === undefined) return undefined;
  const { true: yes, false: no } = capability.values;
  // The words of other fields have rows of their own.
  return yes === undefined ? undefined : `true is \`${JSON.stringify(yes)}\`, false is \`${JSON.stringify(no)}\``;
}

function wordCell(capability: Capability, word: string): string {
  // Why stands in the row of the field.
  if (!('values' in capability)) return 'Not offered';
  const theirs = capability.values?.[word];
  return typeof theirs === 'object' ? refused(theirs.no) : name(JSON.stringify(theirs));
}

function refused(reason: string): string {
  return `Not offered: <span class="quiet">${prose(reason)}</span>`;
}

function placeLink({ api, operation }: Column, pointer: Pointer): string {
  const [, part = '', ...steps] = pointer.split('/');
  const where = part === 'body' ? '' : ` in the ${part}`;
  return `<a href="${escapeHtml(`${api.id}/index.html#${operation}${anchor(operation, part, steps)}`)}">${name(dotted(`/${steps.join('/')}`))}</a>${where}`;
}

/** Redoc writes the ids of fields so; those below an object or a list are opened by the link. */
function anchor(operation: string, part: string, steps: readonly string[]): string {
  const path = steps.join('/').replaceAll('/*', '[]');
  const place = part === 'body' ? '' : `in=${part === 'header' ? 'headers' : part}&`;
  return `#${operation.slice(1)}/t=request&${place}path=${path}`.toLowerCase();
}

/** The operation that buys, as Redoc names it: its first tag, its id. */
function createOperation({ document }: Api): string {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item).filter(isPlace));
  const create = operations.find((operation) => operation['x-purchase'] !== undefined && 'requestBody' in operation);
  const [tag] = (create?.tags ?? []) as string[];
  return `/${tag}/${create?.operationId}`.toLowerCase();
}

/** A name that may break where it has a joint. */
function name(text: string): string {
  return `<code>${escapeHtml(text).replaceAll(/[._]|[a-z](?=[A-Z])/g, '$&<wbr>')}</code>`;
}

function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll('/*', '[]').replaceAll('/', '.');
}
