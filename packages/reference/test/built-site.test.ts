import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAPABILITIES, HOUSE_PATHS } from '@launchspec/instances/capabilities';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { escapeHtml } from '../src/html.js';
import { siteDirectory } from '../src/index.js';
import { deadLinks } from './dead-links.js';

const CONFIG = new URL('../../../redocly.yaml', import.meta.url);
const APIS = Object.keys((parse(readFileSync(CONFIG, 'utf8')) as { apis: object }).apis);

describe('the built site', () => {
  test('has the APIs of redocly.yaml and no other', () => {
    const folders = readdirSync(siteDirectory(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...APIS].sort());
  });

  test('has a page with the place of every field of a launch request, and leads to it from the first page', () => {
    expect(readFileSync(join(siteDirectory(), 'index.html'), 'utf8')).toContain('<a href="launch-request.html">');
    const html = readFileSync(join(siteDirectory(), 'launch-request.html'), 'utf8').replaceAll('<wbr>', '');
    const rows = html.split(/<tr[^>]*>/).filter((row) => row.startsWith('<th scope="row">'));
    for (const field of HOUSE_PATHS) {
      const name = field.slice(1).replaceAll('/*', '[]').replaceAll('/', '.');
      const row = rows.find((each) => each.startsWith(`<th scope="row"><code>${name}</code>`)) ?? '';
      const cells = row.split('<td ').slice(1);
      expect(cells, field).toHaveLength(APIS.length);
      for (const [index, api] of APIS.entries()) {
        const capability = CAPABILITIES[api as keyof typeof CAPABILITIES][field];
        for (const pointer of 'to' in capability ? [capability.to].flat() : []) {
          const place = pointer.split('/').slice(2).join('.').replaceAll('.*', '[]');
          expect(cells[index], `${api} ${field}`).toContain(`<code>${place}</code></a>`);
        }
        if ('no' in capability) expect(cells[index]).toContain(escapeHtml(capability.no));
      }
    }
  });

  test('links only to what there is', async () => {
    expect(await deadLinks(siteDirectory())).toEqual([]);
  });

  test.each(APIS)('%s is offered as the document that the packages use', (api) => {
    const bundle = new URL(`../../openapi/src/generated/${api}.json`, import.meta.url);
    expect(readFileSync(join(siteDirectory(), api, 'openapi.json'), 'utf8')).toBe(readFileSync(bundle, 'utf8'));
  });
});
