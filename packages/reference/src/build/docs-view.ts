import { code } from './markdown.js';
import { type NoteContext, notesOf } from './notes.js';
import { isPlace, mapPlaces, type OpenApiDocument, type Place, resolve } from './openapi.js';
import { type Rule, rulesBlock } from './rules.js';

/**
 * The document as readers see it: below every description its Chinese text and the notes that our extensions call for, as Markdown
 * with a little HTML, which Redoc keeps. Only for Redoc: it is no longer a valid OpenAPI document.
 * @throws DocsViewError where a note cannot be written.
 */
export function docsView(document: OpenApiDocument, context: NoteContext): OpenApiDocument {
  return mapPlaces('document', document, (kind, place) => {
    // The parameter speaks for its schema, whose description Redoc would not show.
    if (kind === 'parameterSchema') return { ...place, ...shownExample(place) };
    const whole =
      kind === 'parameter' && isPlace(place.schema) && !('$ref' in place.schema)
        ? { ...place.schema, ...place }
        : place;
    const notes = notesOf(document, whole, context);
    if (kind === 'document') return withSiteLinks(withCodeSamples(place), notes, context);
    if (kind === 'server' || kind === 'serverVariable') return plain(place, notes);
    return {
      ...place,
      ...described(document, whole, notes),
      ...(kind === 'schema' ? shownExample(place) : {}),
    };
  }) as OpenApiDocument;
}

function described(document: Place, place: Place, notes: readonly string[]): Place {
  // A bare reference shows the description of what it refers to, unless it has something to add.
  const bare = '$ref' in place && !('description' in place);
  if (bare && notes.length === 0) return {};
  const source = bare ? resolve(document, place) : place;
  const description = blocks(
    source.description,
    chineseBlock(source['x-description-zh']),
    notesBlock(notes),
    'x-validations' in source ? rulesBlock(source['x-validations'] as Rule[]) : '',
    furtherExamples(place.examples),
  );
  return description === '' ? {} : { description };
}

/** Adds to the introduction what holds for the whole document, and ways out of the page, which Redoc has no place for. */
function withSiteLinks(document: Place, notes: readonly string[], { discrepancies }: NoteContext): Place {
  const info = document.info as Place;
  const links = `[All APIs](../index.html) · [All discrepancies of this one](discrepancies.html) (${discrepancies.size})`;
  return { ...document, info: { ...info, description: blocks(info.description, notesBlock([...notes, links])) } };
}

/** Redoc prints the name of a server as it stands, and shows its description, also as it stands, on request. */
function plain(place: Place, notes: readonly string[]): Place {
  const name = [place.description, place['x-description-zh']].filter((text) => typeof text === 'string').join(' · ');
  const description = notes
    .map((note) => note.replaceAll('`', '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    .join(' ');
  if ('url' in place) return { ...place, ...(name ? { name } : {}), description };
  return { ...place, description: [name, description].filter(Boolean).join(' · ') };
}

function blocks(...texts: readonly unknown[]): string {
  return texts.filter((text) => typeof text === 'string' && text !== '').join('\n\n');
}

function chineseBlock(text: unknown): string {
  return typeof text === 'string' && text !== '' ? `<div lang="zh-Hans" class="chinese">\n\n${text}\n\n</div>` : '';
}

function notesBlock(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `<div class="notes">\n\n${notes.map((note) => `- ${note}`).join('\n')}\n\n</div>`;
}

/** Redoc shows the `example` of a schema, but not a list of `examples`: one becomes the former, several a line of text. */
function shownExample({ examples }: Place): Place {
  return Array.isArray(examples) && examples.length === 1 ? { example: examples[0] } : {};
}

function furtherExamples(examples: unknown): string {
  if (!Array.isArray(examples) || examples.length < 2) return '';
  return `Examples: ${examples.map((example) => code(typeof example === 'string' ? example : JSON.stringify(example))).join(' ')}`;
}

interface WireExample {
  readonly summary: string;
  readonly value: string;
}

/** Examples that are a query string become code samples: they have no request body that Redoc could show them by. */
function withCodeSamples(document: Place): Place {
  const paths = Object.entries(document.paths as Readonly<Record<string, Place>>).map(([key, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      const examples = isPlace(operation) ? operation['x-wire-examples'] : undefined;
      if (!isPlace(examples)) return [method, operation];
      const samples = Object.entries(examples as Readonly<Record<string, WireExample>>).map(([name, example]) => ({
        lang: 'HTTP',
        label: name,
        source: `# ${example.summary}\n${method.toUpperCase()} ${key.split('#')[0]}?${example.value}`,
      }));
      return [method, { ...(operation as Place), 'x-codeSamples': samples }];
    });
    return [key, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
