/** What the builder makes a model's text of: its own words, and what it was given, each for one place. */

/** What a place takes. */
export type PlaceKind = "expression" | "formula" | "target" | "name" | "plate" | "column" | "distribution";

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

/** A text in the language's quotes. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
  return `"${text.replace(/["\\\n\t]/g, (character) => escapes[character]!)}"`;
}
