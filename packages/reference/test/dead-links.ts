import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';

/**
 * Every link of a site that leads to no file or anchor in it, as `page: link`; a link that is not relative is one of them. In pages
 * made by Redoc, only the links that our notes hold are looked at.
 */
export async function deadLinks(site: string): Promise<string[]> {
  const dead: string[] = [];
  for (const page of (await filesIn(site)).filter((file) => file.endsWith('.html'))) {
    for (const link of linksOf(await readFile(join(site, page), 'utf8'))) {
      if (!(await leadsSomewhere(site, page, link))) dead.push(`${page}: ${link}`);
    }
  }
  return dead;
}

/** The files of a folder, relative, sorted. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function linksOf(html: string): Set<string> {
  const links = html.includes('id="redoc"')
    ? html.matchAll(/\]\(((?:\.\.\/|discrepancies)[^)\s]*)\)/g)
    : html.matchAll(/\b(?:href|src)="([^"]*)"/g);
  return new Set([...links].map(([, link]) => link as string));
}

async function leadsSomewhere(site: string, page: string, link: string): Promise<boolean> {
  if (/^(?:[a-z]+:|\/)/i.test(link)) return false;
  const [path = '', anchor] = link.split('#');
  const file = join(site, path === '' ? page : posix.join(dirname(page), path));
  if (anchor === undefined)
    return access(file)
      .then(() => true)
      .catch(() => false);
  const target = await readFile(file, 'utf8').catch(() => '');
  // Redoc makes the places of its pages when they are shown: a test in a browser goes there.
  if (anchor.startsWith('/')) return target.includes('id="redoc"');
  return target.includes(`id="${anchor}"`);
}
