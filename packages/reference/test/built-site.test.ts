import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { siteDirectory } from '../src/index.js';
import { deadLinks } from './dead-links.js';

const CONFIG = new URL('../../../redocly.yaml', import.meta.url);
const APIS = Object.keys((parse(readFileSync(CONFIG, 'utf8')) as { apis: object }).apis);

describe('the built site', () => {
  test('has the APIs of redocly.yaml and no other', () => {
    const folders = readdirSync(siteDirectory(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...APIS].sort());
  });

  test('links only to what there is', async () => {
    expect(await deadLinks(siteDirectory())).toEqual([]);
  });

  test.each(APIS)('%s is offered as the document that the packages use', (api) => {
    const bundle = new URL(`../../openapi/src/generated/${api}.json`, import.meta.url);
    expect(readFileSync(join(siteDirectory(), api, 'openapi.json'), 'utf8')).toBe(readFileSync(bundle, 'utf8'));
  });
});
