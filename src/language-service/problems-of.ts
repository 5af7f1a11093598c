/** All that the compiler tells of a text, with places as offsets, and the replacements that mend it where one is plain. */

import {
  foreignComment,
  mismatchedBracket,
  nameWithPoint,
  operatorOfOtherLanguage,
  unknownColumnType,
} from "../language/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { readText } from "./reading.ts";

/** A stretch of the text, as offsets in UTF-16 code units, and what stands there instead. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What mends a problem, `title` in words: "write `half_normal`". */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A problem with its place in the text. */
export interface TextProblem {
  readonly code: Problem["code"];
  readonly severity: Problem["severity"];
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
  /** In UTF-16 code units, within the text; both are equal where something is missing. */
  readonly start: number;
  readonly end: number;
  readonly fix: Fix | null;
}

/** In the order of the text; empty of a model without problems. Never throws. */
export function problemsOf(text: string): readonly TextProblem[] {
  return readText(text)
    .checked()
    .problems.flatMap((problem) => {
      if (problem.place.kind !== "model") return [];
      const { code, severity, message, hint } = problem;
      const start = Math.min(problem.place.span.start, text.length);
      const end = Math.min(Math.max(problem.place.span.end, start), text.length);
      return [{ code, severity, message, hint, start, end, fix: fixOf(problem, text, start, end) }];
    });
}

/** Problems whose place is what stands there and whose hint begins with what to write. */
const replaced = [operatorOfOtherLanguage, mismatchedBracket, nameWithPoint, unknownColumnType];

function fixOf(problem: Problem, text: string, start: number, end: number): Fix | null {
  const instead = (words: string): Fix => ({
    title: `write \`${words}\``,
    edits: [{ start, end, text: words }],
  });
  if (isProblem(foreignComment, problem) && text.startsWith("//", start)) return instead("#");
  const written = text.slice(start, end);
  const meant = /^did you mean `([\p{L}_][\p{L}\p{M}\p{N}_]*)`/u.exec(problem.hint)?.[1];
  if (meant !== undefined) return isName(written) ? instead(meant) : null;
  if (!replaced.some((kind) => isProblem(kind, problem))) return null;
  const wanted = /^write `([^`…]+)`/.exec(problem.hint)?.[1];
  return wanted === undefined ? null : instead(wanted);
}

function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u.test(text);
}
