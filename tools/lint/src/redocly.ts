/**
 * The part of Redocly's plugin API that these rules use. The CLI is published as one bundle without types, and
 * `@redocly/openapi-core` does not exist in its version.
 */

/** A place in a source file: `pointer` is `#/` or `#/a/b`. */
export interface Location {
  readonly source: { readonly absoluteRef: string };
  readonly pointer: string;
  readonly absolutePointer: string;
  child(path: string | readonly (string | number)[]): Location;
  /** The same place, shown at its key. */
  key(): Location;
}

export interface Resolved {
  readonly node: unknown;
  readonly location: Location | undefined;
  /** References with siblings that were passed on the way, outermost first. */
  readonly chain?: readonly { readonly node: unknown; readonly location: Location }[] | undefined;
}

export interface Problem {
  readonly message: string;
  readonly location: Location;
}

export interface RuleContext {
  readonly location: Location;
  report(problem: Problem): void;
  resolve(node: unknown, from: string): Resolved;
}

/** What a rule gives Redocly. All of ours work when the whole document has been walked, and so every reference resolved. */
export interface Visitor {
  readonly Root: { leave(root: unknown, context: RuleContext): void };
}

export type RedoclyRule = () => Visitor;

export interface Plugin {
  readonly id: string;
  readonly rules: { readonly oas3: Readonly<Record<string, RedoclyRule>> };
}
