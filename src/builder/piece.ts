/** What the builder makes a model's text of: its own words, and what it was given, each for one place. */

/** What a place takes. */
export type PlaceKind =
  | "expression"
  | "formula"
  | "target"
  | "element"
  | "matrix"
  | "name"
  | "plate"
  | "column"
  | "distribution"
  | "label"
  | "level"
  /** Several of these by name, or in a list; what was given is none. */
  | "columns"
  | "arguments"
  | "distributions";

/** Words of the language as they stand, or what was given for a place. */
export type Piece = string | { readonly kind: PlaceKind; readonly given: unknown };

/** Pieces with a comma between each two. */
export function joined(items: readonly (readonly Piece[])[]): readonly Piece[] {
  return items.flatMap((item, i) => (i === 0 ? item : [", ", ...item]));
}

/** What was given for an expression: a list has brackets. */
export function expressionPieces(given: unknown): readonly Piece[] {
  if (!Array.isArray(given)) return [{ kind: "expression", given }];
  return ["[", ...joined(given.map((item: unknown) => [{ kind: "expression", given: item }])), "]"];
}

/** Arguments with their names before them; those that are undefined are left out. From JavaScript they may all be. */
export function namedPieces(named: unknown): readonly (readonly Piece[])[] {
  if (named === undefined) return [];
  if (!isRecord(named)) return [[{ kind: "arguments", given: named }]];
  return Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [{ kind: "name", given: name }, ": ", ...expressionPieces(value)]);
}

/** An object as it is written in braces. */
export function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null) return false;
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A text in the language's quotes. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
  return `"${text.replace(/["\\\n\t]/g, (character) => escapes[character]!)}"`;
}
