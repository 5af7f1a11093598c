/**
 * A problem: what is wrong with the user's model, data or words, where, and what to write instead.
 *
 * Problems are records, made in one file per room (`language/problems.ts`, `data/problems.ts`, `model/problems.ts`),
 * collected, and shown together. They are never thrown below the public functions that say so.
 */

/** A stretch of model text. Offsets are UTF-16 code units; line and column count from 1, columns in code points. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Where the mistake is: in the model's text, in the data, or in the words of a command. */
export type Place =
  | { readonly kind: "model"; readonly span: Span }
  | {
      readonly kind: "data";
      readonly file: string;
      readonly line: number | null;
      readonly column: string | null;
    }
  | { readonly kind: "none" };

export interface Problem {
  /** Stable, with a section in docs/problems.md: HP01xx text, HP02xx names, HP03xx distributions, HP04xx data, HP05xx binding. */
  readonly code: `HP${string}`;
  readonly severity: "error" | "warning";
  /** What was expected and what was found: lower case, no full stop when one sentence. */
  readonly message: string;
  /** What to write. */
  readonly hint: string;
  readonly place: Place;
}
