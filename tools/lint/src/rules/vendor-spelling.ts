import { join } from 'node:path';
import { codeSchemasOf, envelopeOf } from '../answers.js';
import { folderOf, readData } from '../folder.js';
import { arrayOf, isObject, isText } from '../json.js';
import { printedNames } from '../printed-names.js';
import type { Location } from '../redocly.js';
import { rule } from '../rule.js';
import { isProperty, layers } from '../schemas.js';
import type { Place, Spec } from '../spec.js';

/** A name of the spec, and the place that has it. */
interface Use {
  readonly name: string;
  readonly place: Place;
  readonly at: Location;
  /** The spec says itself that the document lacks it. */
  readonly beyond?: boolean;
}

/** Vendor spelling is never corrected: the names of the document and of the spec are the same ones. */
export const vendorSpelling = rule((spec, report) => {
  const printed = printedNames(readData(join(folderOf(spec), 'source.json')));
  if (!printed) return;
  const explanations = explanationsIn(readData(join(folderOf(spec), 'discrepancies.yaml')));
  const documented = documentedPlaces(spec);
  const withMark = (use: Use): Use => ({ ...use, beyond: !documented.has(use.place) });
  const fields = [...spec.places].flatMap(fieldUses).map(withMark);
  const types = [...spec.places].flatMap(typeUses).map(withMark);
  const inTables = [...printed.parameters, ...printed.properties];

  missing('parameter', printed.parameters, fields);
  missing('property', printed.properties, fields);
  missing('type', printed.types, types);
  surplus('field', [...inTables, ...printed.inExamples], fields);
  // Bodies and envelopes have names of our own; the types of fields have the vendor's.
  const typesOfFields = types.filter(
    ({ place }) => holdsProperties(place) && usersOf(place).some((name) => inTables.includes(name)),
  );
  surplus('type', printed.types, typesOfFields);
  const code = envelopeOf(spec)?.code;
  if (code !== undefined) {
    const codes = codeUses(spec, code);
    missing('error code', printed.codes, codes);
    surplus('error code', printed.codes, codes);
  }

  function missing(what: string, names: readonly string[], uses: readonly Use[]): void {
    const present = new Set(uses.map(({ name }) => name));
    for (const name of names) {
      if (present.has(name)) continue;
      const near = uses.find((use) => loosely(use.name) === loosely(name));
      const twoSpellings = near !== undefined && names.includes(near.name);
      const explained = explanations.some(
        ({ id, otherThan }) => otherThan(name) && (!near || twoSpellings || explains(near.place, id)),
      );
      if (explained) continue;
      report(near?.at ?? spec.root, advice(what, name, near?.name, twoSpellings));
    }
  }

  function surplus(what: string, names: readonly string[], uses: readonly Use[]): void {
    if (names.length === 0) return;
    for (const { name, place, at, beyond } of uses) {
      if (names.includes(name) || beyond || (what !== 'error code' && explains(place))) continue;
      report(
        at,
        `The document has no ${what} \`${name}\`; correct the spelling, or mark it as beyond the document with an \`x-reference\`, or name the entry of discrepancies.yaml that explains it in \`x-discrepancies\`.`,
      );
    }
  }
});

function advice(what: string, name: string, near: string | undefined, twoSpellings: boolean): string {
  if (near === undefined) {
    return `The ${what} \`${name}\` of the document is not in the spec; add it, spelt exactly so, or say in discrepancies.yaml why it is not there.`;
  }
  return twoSpellings
    ? `The document spells this ${what} both \`${near}\` and \`${name}\`; say in discrepancies.yaml why it is \`${near}\` here.`
    : `The document spells this ${what} \`${name}\`; write it so, not \`${near}\`.`;
}

/** Entries of discrepancies.yaml; `otherThan` tells whether one decides against a name that the document prints. */
function explanationsIn(data: unknown): { id: unknown; otherThan: (name: string) => boolean }[] {
  return arrayOf(data)
    .filter(isObject)
    .map(({ id, document, decision }) => ({
      id,
      otherThan: (name) => mentions(String(document), name) && !mentions(String(decision), name),
    }));
}

/** The text has the name as a word of its own. */
function mentions(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9_])${escaped}(?![A-Za-z0-9_])`, 'u').test(text);
}

/** The place names a discrepancy: any, or the one with the id. */
function explains(place: Place, id?: unknown): boolean {
  const ids = layers(place).flatMap(({ node }) => arrayOf(node['x-discrepancies']));
  return id === undefined ? ids.length > 0 : ids.includes(id);
}

/** Alike but for casing, separators and letters that changed places. */
function loosely(name: string): string {
  return [...name.toLowerCase().replace(/[^a-z0-9]/g, '')].sort().join('');
}

/** What can be reached without passing anything that is marked as beyond the document. */
function documentedPlaces(spec: Spec): Set<Place> {
  const found = new Set<Place>();
  const visit = (place: Place): void => {
    if (found.has(place) || place.kind === 'components' || place.node['x-beyond-document'] === true) return;
    found.add(place);
    for (const child of place.children) visit(child);
    if (place.target) visit(place.target);
  };
  visit(spec.root);
  return found;
}

function fieldUses(place: Place): Use[] {
  const { kind, name, node, location } = place;
  if (isProperty(place)) return [{ name, place, at: location.key() }];
  if (kind !== 'parameter' || !isText(node.name)) return [];
  return [{ name: node.name, place, at: location.child(['name']) }];
}

function typeUses(place: Place): Use[] {
  const named = place.field === '$ref' || [...place.enclosing].some(({ kind }) => kind === 'components');
  return place.kind === 'schema' && named ? [{ name: place.name, place, at: place.location }] : [];
}

/** The envelope of errors is beyond most documents, its codes are not: they are marked one by one or at their enumeration. */
function codeUses(spec: Spec, code: string): Use[] {
  return [...codeSchemasOf(spec, code)].flatMap((place) => {
    const beyond = arrayOf(place.node['x-beyond-document-values']);
    return arrayOf(place.node.enum).map((value, index) => ({
      name: String(value),
      place,
      at: place.location.child(['enum', index]),
      beyond: beyond.includes(value) || place.node['x-beyond-document'] === true,
    }));
  });
}

function holdsProperties({ node }: Place): boolean {
  return 'properties' in node || node.type === 'object';
}

/** The names of the properties whose values, or elements, have the type. */
function usersOf(type: Place): string[] {
  return [...type.enclosing]
    .flatMap((site) => (site.field === 'items' ? [...site.enclosing] : [site]))
    .flatMap((site) => (site.field === 'properties' ? [site.name] : []));
}
