import { fileURLToPath } from 'node:url';

/** The absolute path of the built site. Any web server can host that folder, under any path. */
export function siteDirectory(): string {
  return fileURLToPath(new URL('../dist/site/', import.meta.url));
}
