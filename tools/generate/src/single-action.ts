import type { Document } from './openapi.js';

/**
 * Documents for tools that do not know path keys with a fragment (`/#RunInstances`), such as the stock Prism CLI: one document an
 * action, under the plain path. An API without such keys needs none.
 */
export function singleActionDocuments(document: Document): Map<string, Document> {
  const documents = new Map<string, Document>();
  for (const [key, item] of Object.entries(document.paths)) {
    const [path, action] = key.split('#');
    if (path === undefined || action === undefined) continue;
    documents.set(action, { ...document, paths: { [path]: item } });
  }
  return documents;
}
