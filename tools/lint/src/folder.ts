import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Spec } from './spec.js';

/** The folder of the API that a document describes. */
export function folderOf(spec: Spec): string {
  return dirname(spec.root.location.source.absoluteRef);
}

/** The folder of what all APIs share. */
export function commonOf(spec: Spec): string {
  return resolve(folderOf(spec), '../common');
}

/** The value in a YAML or JSON file, or undefined when there is no such file. */
export function readData(file: string): unknown {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
}

/** The texts of the JSON Schemas of the extensions, by the name of the extension. */
export function readExtensions(common: string): Map<string, string> {
  const folder = join(common, 'extensions');
  const suffix = '.schema.json';
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(suffix)) : [];
  return new Map(files.map((file) => [file.slice(0, -suffix.length), readFileSync(join(folder, file), 'utf8')]));
}
